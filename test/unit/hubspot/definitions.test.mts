import { describe, expect, it } from 'vitest';

import type { Ask } from '../../../nodes/HubspotAds/hubspot/ask';
import { loadDefinitions } from '../../../nodes/HubspotAds/hubspot/definitions';

const price = { name: 'hs_price', type: 'number' };
const stage = { name: 'hs_pipeline_stage', type: 'enumeration' };
let accounts = 0;
const down = { reason: { trouble: 'unavailable', statusCode: 502 } } as const;

describe('loadDefinitions', () => {
	it('takes no properties at all for no answer', async () => {
		expect(await load([])).toEqual({ reason: { trouble: 'unreadable' } });
	});

	it('says why the stages are not known, and asks for them for a short time only', async () => {
		const waits: Array<number | undefined> = [];

		const { definitions, noStages } = await loadDefinitions(
			source(async ({ path }, mostMs) => {
				waits.push(mostMs);
				return path.includes('pipelines') ? down : answer([price, stage]);
			}),
			'v3',
		);

		expect(definitions?.byName.has('hs_price')).toBe(true);
		expect(noStages).toEqual(down.reason);
		expect(waits).toEqual([undefined, 20_000]);
	});
});

// Helpers

/** An account of its own, so that nothing of another is kept for it. */
function source(ask: Ask) {
	return { ask, account: `${++accounts}`, cancel: new AbortController().signal, now: () => 0 };
}

function answer(results: object[]) {
	return { outcome: 'answered', body: { results } } as const;
}

async function load(properties: object[]) {
	return await loadDefinitions(
		source(async ({ path }) => answer(path.includes('pipelines') ? [] : properties)),
		'v3',
	);
}
