import { shuffle } from '../chance.mts';
import type { Portal } from '../portal.mts';
import { validationFailure } from '../replies.mts';
import type { Reply } from '../wire.mts';
import type { Claims } from '../values.mts';
import { checkAssociations } from './associations.mts';
import { batchReply, MAX_INPUTS } from './call.mts';
import type { Call } from './call.mts';
import { areTraced, readInputs } from './inputs.mts';
import type { Input } from './inputs.mts';
import { checkNewAd, makeAd, showMade } from './newAd.mts';
import type { NewAd } from './newAd.mts';
import { refuseAll, refusedItem } from './refusals.mts';
import type { Refused } from './refusals.mts';

type Ready = { input: Input; made: NewAd };

/** The order of the checks is the order of these lines. */
export function batchCreate(call: Call, portal: Portal): Reply {
	const inputs = readInputs(call.body, 'SimplePublicObjectBatchInputForCreate', false);
	if (!Array.isArray(inputs)) return inputs;
	if (inputs.length === 0) return batchReply(call, portal, [], [], 201);
	const unusable = checkAssociations((call.body as { inputs: unknown[] }).inputs);
	if (unusable) return unusable;
	if (inputs.length > MAX_INPUTS) return validationFailure(portal.guesses.tooManyInputsText);

	const { ready, refused } = checkAll(inputs, portal);
	if (refused.length > 0 && (!areTraced(inputs, portal) || refused.some(isForAll)))
		return refuseAll(refused, portal);

	const asConflict = portal.guesses.createConflict === 'conflict';
	const errors = refused.map((one) => refusedItem(one, portal, asConflict));
	// recorded: the new ids follow neither the inputs nor the results, and the results not the inputs.
	const made = shuffle([...ready], portal.order).map((one) => make(one, portal));
	const results = made.map(({ shown }) => shown);
	return {
		...batchReply(call, portal, shuffle(results, portal.order), errors, 201),
		written: made.map(({ id }) => id),
	};

	function isForAll({ refusals, lacks = [] }: Refused): boolean {
		const { equalInCreate, missingName } = portal.guesses;
		if (lacks.length > 0) return missingName === 'wholeBatch';
		return equalInCreate === 'allRefused' && refusals.some(({ holder }) => holder === '');
	}
}

function checkAll(inputs: Input[], portal: Portal): { ready: Ready[]; refused: Refused[] } {
	const claims: Claims = new Map();
	const ready: Ready[] = [];
	const refused: Refused[] = [];
	for (const input of inputs) {
		const made = checkNewAd(input.properties, portal, claims);
		const { refusals, lacks } = made;
		if (refusals.length > 0 || lacks.length > 0) refused.push({ input, refusals, lacks });
		else ready.push({ input, made });
	}
	return { ready, refused };
}

function make({ input, made }: Ready, portal: Portal) {
	const ad = makeAd(made, portal);
	return { id: ad.id, shown: showMade(ad, made, portal, input.traceId) };
}
