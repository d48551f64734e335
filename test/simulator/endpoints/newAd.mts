import type { Ad } from '../ads.mts';
import { whole } from '../chance.mts';
import type { Portal } from '../portal.mts';
import { showWritten } from '../records.mts';
import type { Shown } from '../records.mts';
import type { Refusal } from '../replies.mts';
import { checkChanges } from '../values.mts';
import type { Claims } from '../values.mts';

/** What a new ad is to have; `nulls` are the properties that were given as null, which a create takes. */
export type NewAd = {
	values: Record<string, string>;
	given: string[];
	nulls: string[];
	refusals: Refusal[];
	lacks: string[];
};

/** documented: `hs_name` is required. recorded for deals: null is no value, also where there is a default. */
export function checkNewAd(
	wanted: Record<string, unknown>,
	portal: Portal,
	claims?: Claims,
): NewAd {
	const nulls = Object.keys(wanted).filter((name) => wanted[name] === null);
	const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null));
	const start = startOf(portal);
	if (nulls.includes('hs_pipeline')) delete start.hs_pipeline;
	if (nulls.some((name) => name.startsWith('hs_pipeline'))) delete start.hs_pipeline_stage;
	const { changes, refusals } = checkChanges({ ...DRAFT, values: start }, given, portal, claims);
	return {
		values: { ...start, ...changes },
		given: Object.keys(changes),
		nulls,
		refusals,
		lacks: given.hs_name === undefined || given.hs_name === '' ? ['hs_name'] : [],
	};
}

/** Ids rise at irregular distances, as those of other users' ads lie between them. */
export function makeAd({ values }: NewAd, { ads, steps }: Portal): Ad {
	return ads.add(ads.nextId(whole(1, 37, steps)), values);
}

export function showMade(ad: Ad, { given, nulls }: NewAd, portal: Portal, traceId?: string): Shown {
	const shown = showWritten(ad, given, portal, { traceId });
	for (const name of nulls) shown.properties[name] = null;
	return shown;
}

function startOf({ pipelines: [pipeline], guesses }: Portal): Record<string, string> {
	const source = { hs_object_source: 'INTEGRATION', hs_object_source_label: 'INTEGRATION' };
	return guesses.defaultPipeline === 'none'
		? source
		: { ...source, hs_pipeline: pipeline.id, hs_pipeline_stage: pipeline.stages[0].id };
}

const DRAFT: Ad = {
	id: '',
	values: {},
	createdAt: '',
	updatedAt: '',
	archived: false,
	indexed: [],
};
