import type { Ad } from '../ads.mts';
import type { Portal } from '../portal.mts';
import { showRead, showWritten } from '../records.mts';
import { notFound, refusedValues, validationFailure } from '../replies.mts';
import type { Reply } from '../wire.mts';
import { NOTHING_TO_UPDATE } from './batchUpdate.mts';
import { cannotDeserialize, checkIdProperty, isObject, isScalar, missingField } from './call.mts';
import type { Call } from './call.mts';
import { checkChanges } from '../values.mts';
import { listOf } from './listAds.mts';

export function getAd(call: Call, portal: Portal): Reply {
	const { query } = call.route;
	const unusable = checkQuery(call, 'read', portal);
	if (unusable) return unusable;
	const archived = query.get('archived') === 'true';
	const ad = findAd(call, portal.guesses.mergedInGet === 'followed', portal, archived);
	if (!ad || ad.archived !== archived) return notFound();
	return { status: 200, body: showRead(ad, listOf(query, 'properties'), portal) };
}

/** Unlike the batch it follows merged-away ids (recorded). */
export function patchAd(call: Call, portal: Portal): Reply {
	const unusable = checkQuery(call, 'update', portal);
	if (unusable) return unusable;
	const wanted = readProperties(call.body);
	if ('status' in wanted) return wanted;
	if (Object.keys(wanted.properties).length === 0) return validationFailure(NOTHING_TO_UPDATE);
	const ad = findAd(call, true, portal);
	if (!ad || ad.archived) return notFound();
	const { changes, refusals } = checkChanges(ad, wanted.properties, portal);
	if (refusals.length > 0) return refusedValues(refusals, portal);
	portal.ads.write(ad.id, changes);
	const idProperty = call.route.query.get('idProperty') ?? undefined;
	const body = showWritten(ad, Object.keys(changes), portal, { idProperty });
	return { status: 200, body, written: [ad.id] };
}

function checkQuery({ route }: Call, verb: string, portal: Portal): Reply | undefined {
	const idProperty = route.query.get('idProperty');
	return idProperty === null ? undefined : checkIdProperty(idProperty, verb, portal);
}

function findAd(
	{ route }: Call,
	followsMerged: boolean,
	{ ads }: Portal,
	archived = false,
): Ad | undefined {
	const id = route.id ?? '';
	const idProperty = route.query.get('idProperty');
	if (idProperty !== null)
		return archived ? ads.archivedByUnique(idProperty, id) : ads.byUnique(idProperty, id);
	return ads.get(id) ?? (followsMerged ? ads.survivorOf(id) : undefined);
}

export function readProperties(body: unknown): { properties: Record<string, unknown> } | Reply {
	if (!isObject(body)) return cannotDeserialize('SimplePublicObjectInput', body);
	const { properties } = body;
	if (properties === undefined || properties === null) return missingField('properties');
	if (!isObject(properties)) return cannotDeserialize('java.util.LinkedHashMap', properties);
	for (const value of Object.values(properties))
		if (value !== null && !isScalar(value)) return cannotDeserialize('java.lang.String', value);
	return { properties };
}
