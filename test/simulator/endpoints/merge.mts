import type { Portal } from '../portal.mts';
import { showWritten } from '../records.mts';
import { notFound } from '../replies.mts';
import type { Reply } from '../wire.mts';
import { cannotDeserialize, isObject } from './call.mts';
import type { Call } from './call.mts';

/** documented for objects in general, not for Listings. The primary ad keeps its id; newer accounts may give a new one. */
export function mergeAds({ body }: Call, portal: Portal): Reply {
	if (!isObject(body)) return cannotDeserialize('PublicMergeInput', body);
	const primary = portal.ads.get(String(body.primaryObjectId));
	const other = portal.ads.get(String(body.objectIdToMerge));
	if (!primary || !other || primary === other) return notFound();
	portal.ads.merge(other.id, primary.id);
	return { status: 200, body: showWritten(primary, [], portal) };
}
