import type { Portal } from '../portal.mts';
import type { Reply } from '../wire.mts';
import { cannotDeserialize, isObject } from './call.mts';
import type { Call } from './call.mts';

/** documented: 204 without a body, also for an ad that does not exist or is archived already. */
export function archiveAd({ route }: Call, { ads }: Portal): Reply {
	if (ads.get(route.id ?? '')) ads.archive(route.id ?? '');
	return DONE;
}

export function batchArchive({ body }: Call, { ads }: Portal): Reply {
	if (!isObject(body) || !Array.isArray(body.inputs))
		return cannotDeserialize('BatchInputSimplePublicObjectId', body);
	for (const input of body.inputs as unknown[])
		if (isObject(input) && ads.get(String(input.id))) ads.archive(String(input.id));
	return DONE;
}

const DONE: Reply = { status: 204, body: '' };
