import { valueOf } from './ads.mts';
import type { Ad, Values } from './ads.mts';
import type { Portal } from './portal.mts';

const ALWAYS = ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'];
const SOURCE = ['hs_object_source', 'hs_object_source_id', 'hs_object_source_label'];

/** An ad as HubSpot shows it. A read has null where the ad has no value; a write only what it wrote. */
export type Shown = {
	id: string;
	properties: Record<string, string | null>;
	createdAt: string;
	updatedAt: string;
	archived: boolean;
	archivedAt?: string;
	objectWriteTraceId?: string;
	url: string;
};

/** The ad after a write: what was written, and what HubSpot always adds; never all properties. */
export function showWritten(
	ad: Ad,
	written: string[],
	portal: Portal,
	named: { idProperty?: string; traceId?: string } = {},
): Shown {
	const { guesses } = portal;
	const names = new Set([...ALWAYS, ...written]);
	if (guesses.sourceInResult) for (const name of SOURCE) names.add(name);
	if (guesses.pipelineInResult) names.add('hs_pipeline');
	if (guesses.idPropertyInResult && named.idProperty) names.add(named.idProperty);
	const shown = show(ad, names, ad.values, portal);
	// Clearing what had no value is echoed too.
	for (const name of written) shown.properties[name] ??= '';
	for (const name of names) if (shown.properties[name] === null) delete shown.properties[name];
	if (named.traceId === undefined) return shown;
	const { url, ...rest } = shown;
	return { ...rest, objectWriteTraceId: named.traceId, url };
}

/** The ad as a read shows it: the properties asked for, and what HubSpot always adds. */
export function showRead(
	ad: Ad,
	asked: Iterable<string>,
	portal: Portal,
	values: Values = ad.values,
): Shown {
	const known = [...asked].filter((name) => portal.properties.has(name));
	const shown = show(ad, new Set([...ALWAYS, ...known]), values, portal);
	if (portal.guesses.clearedReadsAs === 'null')
		for (const name of known) shown.properties[name] ||= null;
	return shown;
}

function show(ad: Ad, names: Set<string>, values: Values, { portalId }: Portal): Shown {
	const properties: Record<string, string | null> = {};
	for (const name of names) properties[name] = valueOf(ad, name, values);
	return {
		id: ad.id,
		properties,
		createdAt: ad.createdAt,
		updatedAt: ad.updatedAt,
		archived: ad.archived,
		...(ad.archivedAt !== undefined && { archivedAt: ad.archivedAt }),
		url: `https://app.hubspot.com/contacts/${portalId}/record/0-420/${ad.id}`,
	};
}
