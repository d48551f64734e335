import assert from 'node:assert/strict';
import exceljs from 'exceljs';
import type { ExampleTest } from './main.mts';
import {
	hubspotCredential,
	importWorkflow,
	runWorkflow,
	type Json,
	type Run,
	type Workflow,
	type WorkflowNode,
} from './workbench.mts';

type Bench = Parameters<ExampleTest>[0];
type Step = [name: string, type: string, typeVersion: number, parameters: Json];

const AUTOMATICALLY = { mappingMode: 'autoMapInputData', matchingColumns: ['id'], value: null };
const ROWS = 4;

/** Files as n8n and spreadsheet libraries write them, read by n8n's own nodes, into ads. */
export const realFiles: ExampleTest = async (bench) => {
	for (const type of ['csv', 'xlsx'] as const) await roundTrip(bench, type);
	await exportOfHubspot(bench);
	await feedOfKyero(bench);
	await sheetOfGoogle(bench);
};

/** What the node gave out, through a file and back in: nothing changes. */
async function roundTrip(bench: Bench, type: 'csv' | 'xlsx'): Promise<void> {
	const { hubspot } = bench.simulator;
	const items = hubspot.ads
		.all()
		.slice(0, ROWS)
		.map(({ id }, i) => ({
			id,
			hs_price: 250_000.5 + i,
			hs_city: 'Cádiz',
			features: 'pool;garage',
		}));

	const run = await runSteps(bench, [
		...asItems(items),
		ads('HubSpot Ads', { options: { simplify: true } }),
		['To File', 'n8n-nodes-base.convertToFile', 1.1, { operation: type, options: {} }],
		['From File', 'n8n-nodes-base.extractFromFile', 1.1, { operation: type, options: {} }],
		ads('Once More', { options: { skipUnchanged: true } }),
	]);

	const outcomes = run.items('Once More').map(({ outcome, error }) => error ?? outcome);
	assert.deepEqual(outcomes, Array(ROWS).fill('unchanged'), `${type}: ${run.error ?? ''}`);
}

/** A file of a spreadsheet library, with the columns of HubSpot's export, a date cell, and text with a mark before it. */
async function exportOfHubspot(bench: Bench): Promise<void> {
	const { hubspot } = bench.simulator;
	hubspot.properties.get('hs_name')!.label = 'Listing name';
	const [, , , , ad] = hubspot.ads.all();
	const book = new exceljs.Workbook();
	const sheet = book.addWorksheet('Listings');
	sheet.addRow(['Record ID', 'Listing name', 'Price', 'Available from', 'Furnished', 'Createdate']);
	const day = new Date('2026-07-02T00:00:00Z');
	sheet.addRow([ad.id, 'Villa', 312_500.25, day, 'Yes', '2026-01-01 10:00']);
	const xlsx = Buffer.from(await book.xlsx.writeBuffer());
	const csv = Buffer.from(await book.csv.writeBuffer({ dateFormat: 'YYYY-MM-DD' }));
	const files = { xlsx, csv: Buffer.concat([Buffer.from('\ufeff'), csv]) };

	for (const [type, file] of Object.entries(files)) {
		const run = await runSteps(bench, [
			...asItems([{ file: file.toString('base64') }]),
			[
				'To File',
				'n8n-nodes-base.convertToFile',
				1.1,
				{ operation: 'toBinary', sourceProperty: 'file', options: {} },
			],
			['From File', 'n8n-nodes-base.extractFromFile', 1.1, { operation: type, options: {} }],
			ads('HubSpot Ads', {}),
		]);

		assert.deepEqual(
			run.items('HubSpot Ads').map(({ message }) => message),
			[undefined],
			type,
		);
		const { values } = hubspot.ads.get(ad.id)!;
		const { hs_name, hs_price, available_from, furnished } = values;
		const expected = {
			hs_name: 'Villa',
			hs_price: '312500.25',
			available_from: '2026-07-02',
			furnished: 'true',
		};
		assert.deepEqual({ hs_name, hs_price, available_from, furnished }, expected, type);
		hubspot.ads.write(ad.id, { hs_name: '', hs_price: '', available_from: '', furnished: '' });
	}
}

/** A feed in Kyero's form (version 3), through XML and Split Out, mapped by hand. */
async function feedOfKyero(bench: Bench): Promise<void> {
	const { hubspot } = bench.simulator;
	const property = (ref: string, price: string, features: string[]) => `<property>
		<id>${ref}</id><date>2026-06-01 12:00:00</date><ref>${ref}</ref><price>${price}</price><currency>EUR</currency>
		<type>House</type><town>Málaga</town><beds>3</beds><baths>2</baths><pool>1</pool>
		<desc><en>Sea view &amp; garden</en></desc>
		<features>${features.map((feature) => `<feature>${feature}</feature>`).join('')}</features>
	</property>`;
	const xml = `<?xml version="1.0" encoding="utf-8"?><root><kyero><feed_version>3</feed_version></kyero>
		${property('REF-000011', '250000', ['Pool', 'Garage'])}${property('REF-000012', '0', ['Lift'])}</root>`;
	const value = {
		reference_number: '={{ $json.ref }}',
		hs_price: '={{ $json.price }}',
		hs_city: '={{ $json.town }}',
		hs_bedrooms: '={{ $json.beds }}',
		hs_listing_type: '={{ $json.type }}',
		features: '={{ $json.features.feature }}',
		furnished: '={{ $json.pool }}',
		ad_text: '={{ $json.desc.en }}',
	};
	const mapping = { mappingMode: 'defineBelow', matchingColumns: ['reference_number'], value };

	const run = await runSteps(bench, [
		...asItems([{ data: xml }]),
		['XML', 'n8n-nodes-base.xml', 1, { mode: 'xmlToJson', dataPropertyName: 'data', options: {} }],
		[
			'Ads of the Feed',
			'n8n-nodes-base.splitOut',
			1,
			{ fieldToSplitOut: 'root.property', options: {} },
		],
		ads('HubSpot Ads', { ads: mapping }),
	]);

	assert.deepEqual(
		run.items('HubSpot Ads').map(({ message }) => message),
		[undefined, undefined],
	);
	const first = hubspot.ads.byUnique('reference_number', 'REF-000011')!.values;
	assert.equal(first.features, 'pool;garage');
	assert.equal(first.hs_listing_type, 'house');
	assert.equal(first.furnished, 'true');
	assert.equal(first.ad_text, 'Sea view & garden');
	assert.equal(hubspot.ads.byUnique('reference_number', 'REF-000012')!.values.features, 'lift');
}

/** Rows as n8n's Google Sheets node gives them: each with its `row_number`, numbers as numbers, empty cells as ''. */
async function sheetOfGoogle(bench: Bench): Promise<void> {
	const { hubspot } = bench.simulator;
	const [a, b] = hubspot.ads.all().slice(20, 22);
	const rows = [
		{ row_number: 2, 'Record ID': Number(a.id), Price: 100_000, City: '', Furnished: 'Yes' },
		{ row_number: 3, 'Record ID': Number(b.id), Price: '', City: 'Vigo', Furnished: 'No' },
	];

	const run = await runSteps(bench, [
		...asItems(rows),
		ads('HubSpot Ads', { options: { extraFields: 'reject' } }),
	]);

	assert.deepEqual(
		run.items('HubSpot Ads').map(({ message }) => message),
		[undefined, undefined],
	);
	assert.equal(hubspot.ads.get(a.id)!.values.hs_price, '100000');
	assert.equal(hubspot.ads.get(b.id)!.values.hs_city, 'Vigo');
}

// Helpers

/** Two nodes that give these items. */
function asItems(items: Json[]): Step[] {
	const jsonOutput = JSON.stringify({ items });
	return [
		['Given', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput, options: {} }],
		['Items', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'items', options: {} }],
	];
}

function ads(name: string, parameters: Json): Step {
	const chosen = { specifyAds: 'fields', ads: AUTOMATICALLY, ...parameters };
	return [name, 'n8n-nodes-hubspot-ads.hubspotAds', 1, chosen];
}

/** Runs these nodes one after the other, in the real n8n. */
async function runSteps({ api, simulator }: Bench, steps: Step[]): Promise<Run> {
	const all: Step[] = [['Start', 'n8n-nodes-base.manualTrigger', 1, {}], ...steps];
	const nodes = all.map(([name, type, typeVersion, parameters], i) => ({
		...{ id: `${i}`, name, type, typeVersion, parameters, position: [200 * i, 0] },
		...(type.endsWith('.hubspotAds') && { onError: 'continueRegularOutput' }),
	}));
	const next = all.slice(1).map(([name]) => ({ main: [[{ node: name, type: 'main', index: 0 }]] }));
	const workflow: Workflow = {
		name: 'Real files',
		nodes: nodes as WorkflowNode[],
		connections: Object.fromEntries(next.map((to, i) => [all[i][0], to])),
		settings: { executionOrder: 'v1' },
	};
	const id = await importWorkflow(api, workflow, await hubspotCredential(api, simulator));
	return await runWorkflow(api, id, 'Start');
}
