import type { Portal } from '../portal.mts';
import { failure } from '../replies.mts';
import type { Reply } from '../wire.mts';
import { checkAssociations } from './associations.mts';
import type { Call } from './call.mts';
import { checkNewAd, makeAd, showMade } from './newAd.mts';
import { EXISTS, isConflict, refuseAll } from './refusals.mts';
import { readProperties } from './singleAd.mts';

/** documented: 201. */
export function createAd(call: Call, portal: Portal): Reply {
	const wanted = readProperties(call.body);
	if ('status' in wanted) return wanted;
	const unusable = checkAssociations([call.body]);
	if (unusable) return unusable;
	const made = checkNewAd(wanted.properties, portal);
	const { refusals, lacks } = made;
	const [{ holder } = {}] = refusals;
	// recorded for contacts: the refusal of a single create names the ad that exists.
	if (
		lacks.length === 0 &&
		holder !== undefined &&
		refusals.every(isConflict) &&
		portal.guesses.createConflict === 'conflict'
	)
		return failure(409, `${EXISTS}. Existing ID: ${holder}`, 'CONFLICT');
	if (refusals.length > 0 || lacks.length > 0)
		return refuseAll([{ input: { id: '', ...wanted }, refusals, lacks }], portal);
	const ad = makeAd(made, portal);
	return { status: 201, body: showMade(ad, made, portal), written: [ad.id] };
}
