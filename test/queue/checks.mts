import { strict as assert } from 'node:assert';
import type { Hubspot } from '../simulator/hubspot.mts';
import type { OutputItem, Price, Run } from './workflow.mts';

let passed = 0;
let failed = 0;

export function check(title: string, assertion: () => void): void {
	try {
		assertion();
		passed++;
		console.log(`ok      ${title}`);
	} catch (error) {
		failed++;
		console.log(`FAILED  ${title}\n${error instanceof Error ? error.message : error}`);
	}
}

export function counts() {
	return { passed, failed };
}

/** The execution ended well, and tells of each of its ads once what HubSpot holds. */
export function assertWhole({ id, wanted, ending }: Run, hubspot: Hubspot): void {
	const { status, items = [] } = ending;
	assert.equal(status, 'success', `Execution ${id} ended with the status '${status}'`);
	assert.equal(items.length, wanted.length, `Items that left execution ${id}`);
	const told = new Map(items.map((item) => [idOf(item), item.json]));
	for (const { id: ad, hs_price } of wanted) {
		const json = told.get(ad);
		assert.ok(json, `Execution ${id} says nothing of ad ${ad}`);
		const held = hubspot.ads.get(ad)?.values.hs_price;
		const expected = { held: hs_price, told: hs_price };
		assert.deepEqual({ held, told: priceIn(json) }, expected, `Ad ${ad} of execution ${id}`);
	}
}

/** n8n shows that the execution was broken off, and claims nothing of its ads. */
export function assertBroken({ id, ending: { status, items } }: Run): void {
	assert.ok(['error', 'crashed'].includes(status), `Execution ${id} has the status '${status}'`);
	assert.equal(items, undefined, `Execution ${id} did not end, yet has items`);
}

/** No ad holds anything but what it had or what was wanted. */
export function assertNothingElse(
	{ id: execution, wanted }: Run,
	before: ReadonlyMap<string, string>,
	hubspot: Hubspot,
): void {
	for (const { id, hs_price } of wanted) {
		const held = hubspot.ads.get(id)?.values.hs_price ?? 'nothing';
		assert.ok(
			[hs_price, before.get(id)].includes(held),
			`Ad ${id} of execution ${execution} holds ${held}`,
		);
	}
}

export function countHeld(wanted: Price[], hubspot: Hubspot): number {
	return wanted.filter(({ id, hs_price }) => hubspot.ads.get(id)?.values.hs_price === hs_price)
		.length;
}

function idOf({ json }: OutputItem): unknown {
	return json.id ?? (json.details as { id?: unknown } | undefined)?.id;
}

function priceIn(json: Record<string, unknown>): unknown {
	return (json.properties as Record<string, unknown> | undefined)?.hs_price ?? json.message;
}
