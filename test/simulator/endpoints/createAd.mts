import type { Ad } from '../ads.mts';
import type { Portal } from '../portal.mts';
import { showWritten } from '../records.mts';
import { refusedValues, validationFailure } from '../replies.mts';
import type { Reply } from '../wire.mts';
import { checkChanges } from '../values.mts';
import type { Call } from './call.mts';
import { readProperties } from './singleAd.mts';

/** documented: `hs_name` is required, and 201. That an ad gets the first pipeline and stage is assumed. */
export function createAd(call: Call, portal: Portal): Reply {
	const wanted = readProperties(call.body);
	if ('status' in wanted) return wanted;
	if (!wanted.properties.hs_name)
		return validationFailure(
			'Error creating LISTING. Some required properties were not set: hs_name',
		);
	const [pipeline] = portal.pipelines;
	const start = {
		hs_object_source: 'INTEGRATION',
		hs_object_source_label: 'INTEGRATION',
		hs_pipeline: pipeline.id,
		hs_pipeline_stage: pipeline.stages[0].id,
	};
	const draft: Ad = { ...NOTHING, values: start };
	const { changes, refusals } = checkChanges(draft, wanted.properties, portal);
	if (refusals.length > 0) return refusedValues(refusals, portal);
	const ad = portal.ads.add(portal.ads.nextId(), { ...start, ...changes });
	return { status: 201, body: showWritten(ad, Object.keys(changes), portal), written: [ad.id] };
}

const NOTHING: Ad = {
	id: '',
	values: {},
	createdAt: '',
	updatedAt: '',
	archived: false,
	indexed: [],
};
