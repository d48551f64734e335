import type { Portal } from '../portal.mts';
import { validationFailure } from '../replies.mts';
import type { Reply } from '../wire.mts';
import { cannotDeserialize, isObject, isScalar, MAX_INPUTS, missingField } from './call.mts';
import type { Call } from './call.mts';

/** documented: 204 without a body. reported: also for an ad that does not exist or is archived already. */
export function archiveAd({ route }: Call, portal: Portal): Reply {
	return archiveAll([route.id ?? ''], portal);
}

export function batchArchive({ body }: Call, portal: Portal): Reply {
	if (!isObject(body)) return cannotDeserialize('BatchInputSimplePublicObjectId', body);
	const { inputs = [] } = body;
	if (!Array.isArray(inputs)) return cannotDeserialize('java.util.ArrayList', inputs);
	const ids: string[] = [];
	for (const input of inputs as unknown[]) {
		if (!isObject(input)) return cannotDeserialize('SimplePublicObjectId', input);
		if (!isScalar(input.id)) return missingField('id');
		ids.push(String(input.id));
	}
	if (ids.length > MAX_INPUTS) return validationFailure(portal.guesses.tooManyInputsText);
	const odd = ids.find((id) => !/^\d+$/.test(id));
	if (odd !== undefined && portal.guesses.oddIdInArchive === 'refused')
		return validationFailure(`${odd} is not a valid ID`);
	return archiveAll(ids, portal);
}

/** What it says is the same whatever it did. */
function archiveAll(ids: string[], { ads, guesses }: Portal): Reply {
	const written: string[] = [];
	for (const id of ids) {
		const follows = guesses.mergedInArchive === 'survivorArchived';
		const ad = ads.get(id) ?? (follows ? ads.survivorOf(id) : undefined);
		if (!ad || ad.archived) continue;
		ads.archive(ad.id);
		written.push(ad.id);
	}
	return { status: 204, body: '', written };
}
