import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUTOMATICALLY, byHand } from './account.mts';
import { loadEngineModules } from './engineModules.mts';
import { loadN8n, type Engine } from './harness.mts';

const { NodeHelpers } = loadEngineModules().workflow;

/** A value other than the default for each option that does not always act. */
const STORED = {
	dateFormat: 'dayFirst',
	extraFields: 'reject',
	includeBatch: true,
	numberFormat: 'comma',
	objectWriteTraceId: 'mine',
	simplify: true,
	skipUnchanged: true,
};
const FIELDS = { specifyAds: 'fields', ads: AUTOMATICALLY };

interface Parameters {
	operation?: string;
	specifyAds?: string;
	ads?: object;
	options?: object;
}

/** Settings of the node, and the options that do nothing with them. */
const settings: Array<[string, Parameters, string[]]> = [
	['mapped automatically', FIELDS, []],
	['mapped by hand', { specifyAds: 'fields', ads: byHand({}) }, ['extraFields']],
	['as JSON', { specifyAds: 'json' }, ['extraFields']],
	[
		'without Check Values',
		{ ...FIELDS, options: { checkValues: false } },
		['dateFormat', 'numberFormat'],
	],
	[
		'in a dry run',
		{ ...FIELDS, options: { dryRun: true } },
		['includeBatch', 'objectWriteTraceId', 'simplify', 'skipUnchanged'],
	],
	['in what may be a dry run', { ...FIELDS, options: { dryRun: '={{ $json.dry }}' } }, []],
];

let n8n: Engine;

beforeAll(async () => {
	n8n = await loadN8n();
});

afterAll(() => n8n.close());

describe('the options that the editor offers', () => {
	it.each(settings)('are those that act: %s', (_what, parameters, idle) => {
		const { all, shown } = readOptions(parameters);

		expect(all.filter((name) => !shown.includes(name))).toEqual(idle);
	});

	it('are those that act where ads are deleted', () => {
		const operation = 'batchArchive';
		const inDryRun = readOptions({ operation, options: { dryRun: true } });

		expect(inDryRun.all.filter((name) => !inDryRun.shown.includes(name))).toEqual([
			'simplify',
			'verify',
		]);
		expect(readOptions({ operation }).shown).toEqual(inDryRun.all);
	});

	it('depend on options of the same operation alone', () => {
		const { properties } = n8n.nodeType.description;
		const collections = properties.filter(({ name }) => name === 'options');

		for (const { options = [], displayOptions } of collections) {
			const names = options.map(({ name }) => name);
			const conditions = (options as INodeProperties[]).flatMap(({ displayOptions: places }) =>
				Object.keys({ ...places?.show, ...places?.hide }),
			);
			const unknown = conditions.filter((name) => !/^[/@]/.test(name) && !names.includes(name));
			expect(unknown, String(displayOptions?.show?.operation)).toEqual([]);
		}
	});

	it.each(settings)('keep what is stored although it does nothing: %s', (_what, parameters) => {
		const options = { ...parameters.options, ...STORED };
		const stored = { resource: 'ad', operation: 'batchUpdate', ...parameters, options };

		for (const withDefaults of [true, false]) {
			const kept = readAsN8n(stored as unknown as INodeParameters, withDefaults);
			expect(kept.options).toEqual(options);
		}
	});
});

// Helpers

/** The options and those of them that n8n's editor shows, each once. */
function readOptions(parameters: Parameters) {
	const { operation = 'batchUpdate' } = parameters;
	const node = { parameters: { resource: 'ad', operation, ...parameters } };
	const { properties } = n8n.nodeType.description;
	const { options } = properties.find(
		({ name, displayOptions }) =>
			name === 'options' && displayOptions?.show?.operation?.includes(operation),
	)! as { options: INodeProperties[] };
	const isShown = (option: INodeProperties) =>
		!['notice', 'hidden'].includes(option.type) &&
		NodeHelpers.displayParameterPath(
			node as unknown as INodeParameters,
			option,
			'parameters.options',
			null,
			null,
		);
	const namesOf = (some: INodeProperties[]) => [...new Set(some.map(({ name }) => name))];
	return { all: namesOf(options), shown: namesOf(options.filter(isShown)) };
}

/** What n8n makes of stored parameters when it opens, changes, saves or runs a node. */
function readAsN8n(parameters: INodeParameters, withDefaults: boolean): INodeParameters {
	const { description } = n8n.nodeType;
	return NodeHelpers.getNodeParameters(
		description.properties,
		parameters,
		withDefaults,
		false,
		{ typeVersion: 1 },
		description,
	)!;
}
