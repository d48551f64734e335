import fc from 'fast-check';
import type { IDataObject, IExecuteFunctions, INodeExecutionData, Workflow } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareFor } from '../../nodes/HubspotAds/inputs/expressions';
import { loadEngineModules } from './engineModules.mts';

const { workflow: n8n } = loadEngineModules();

const ITEM = { price: 5, 'a b': 'x', año: 2026, list: ['p', { q: null }], inner: { yes: true } };

const PLAIN: Array<[string, unknown]> = [
	['a fixed text', 'a fixed text'],
	['={{ $json.price }}', 5],
	['={{$json["a b"]}}', 'x'],
	["={{ $json['a b'] }}", 'x'],
	['={{ $json.año }}', 2026],
	['={{ $json.list[0] }}', 'p'],
	['={{ $json.list[1].q }}', null],
	['={{ $json.inner["yes"] }}', true],
	['={{ $json }}', ITEM],
];

const name = fc.oneof(
	fc.constantFrom(
		'price',
		'a b',
		'año',
		'a.b',
		'length',
		'toString',
		'constructor',
		'__proto__',
		'0',
		"it's",
		'is "it"',
	),
	fc.string({ maxLength: 4 }),
);
// n8n's `vm` engine cannot hand out an object with such a key at all: there is no value to be equal to.
const key = name.filter((text) => !(text in Object.prototype));
const json = fc.letrec((tie) => ({
	value: fc.oneof(
		{ maxDepth: 3, withCrossShrink: true },
		fc.constantFrom(null, true, false, '', 'text', '={{ 1 }}', 0, -1.5, 1e21),
		fc.array(tie('value'), { maxLength: 2 }),
		fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true }),
	),
})).value;
const items = fc.array(fc.dictionary(key, json, { maxKeys: 4, noNullPrototype: true }), {
	minLength: 1,
	maxLength: 3,
}) as fc.Arbitrary<IDataObject[]>;
const step = fc.oneof(
	name.map((key) => `.${key}`),
	name.map((key) => `["${key}"]`),
	name.map((key) => `['${key}']`),
	fc.nat({ max: 2 }).map((index) => `[${index}]`),
	fc.constantFrom('?.price', '.length', '.toUpperCase()', ' + 1'),
);
const rawParameter = fc
	.tuple(
		fc.array(step, { maxLength: 3 }),
		fc.constantFrom('={{ ', '={{', '= {{ ', '=a {{ '),
		fc.constantFrom(' }}', '}}', ' }} '),
	)
	.map(([steps, before, after]) => `${before}$json${steps.join('')}${after}`);

/** Paths that lead through what is not there, or through what is no plain object. */
const BROKEN_OFF = [
	'={{ $json.gone.deep }}',
	'={{ $json.inner.gone.deep }}',
	'={{ $json.inner["gone"].deep.more }}',
	'={{ $json.list[5].q }}',
	'={{ $json.list[1].q.deep }}',
	'={{ $json.price.gone }}',
	'={{ $json.price.toFixed.name }}',
];

describe.each(['legacy', 'vm'] as const)(
	"reading expressions without n8n's evaluator (%s)",
	(engine) => {
		let workflow: Workflow;

		beforeAll(async () => {
			n8n.Expression.setExpressionEngine(engine);
			if (engine === 'vm') await n8n.Expression.initExpressionEngine(VM_SETTINGS);
			workflow = createWorkflow();
			if (engine === 'vm') await workflow.expression.acquireIsolate();
		});

		afterAll(async () => {
			if (engine === 'vm') await workflow.expression.releaseIsolate();
			n8n.Expression.setExpressionEngine('legacy');
		});

		it('gives what the evaluator gives, for any item and any path into it', () => {
			const law = fc.property(items, fc.nat(), rawParameter, (json, at, raw) => {
				const itemIndex = at % json.length;
				const list = json.map((entry) => ({ json: entry }));
				const context = contextOf(workflow, list);

				const read = attempt(() => prepareFor(context, list)(raw)(itemIndex));
				const evaluated = attempt(() => evaluate(workflow, list, raw, itemIndex));

				expect(read).toEqual(evaluated);
			});
			fc.assert(law, { numRuns: 1_000 });
		});

		it.each(BROKEN_OFF)('leaves %s to the evaluator, which knows what it gives', (raw) => {
			const list = [{ json: ITEM }];
			let asked = 0;
			const context = contextOf(workflow, list);
			const counting = {
				evaluateExpression: (text: string, itemIndex: number) => {
					asked++;
					return context.evaluateExpression(text, itemIndex);
				},
			} as unknown as IExecuteFunctions;

			const read = attempt(() => prepareFor(counting, list)(raw)(0));

			expect(asked).toBe(1);
			expect(read).toEqual(attempt(() => evaluate(workflow, list, raw, 0)));
		});

		it('takes a key that is missing at the end of a path for no value', () => {
			const list = [{ json: ITEM }];
			const context = contextOf(workflow, list);

			for (const raw of ['={{ $json.gone }}', '={{ $json.inner.gone }}', '={{ $json.list[9] }}']) {
				expect(prepareFor(context, list)(raw)(0)).toBe(undefined);
			}
		});

		it.each(PLAIN)('reads %s without asking the evaluator', (raw, expected) => {
			let asked = 0;
			const context = { evaluateExpression: () => asked++ } as unknown as IExecuteFunctions;

			expect(prepareFor(context, [{ json: ITEM }])(raw)(0)).toEqual(expected);
			expect(asked).toBe(0);
		});
	},
);

// Helpers

const VM_SETTINGS = {
	engine: 'vm',
	poolSize: 1,
	maxCodeCacheSize: 1024,
	bridgeTimeout: 5000,
	bridgeMemoryLimit: 128,
} as const;

function createWorkflow(): Workflow {
	const node = {
		id: '1',
		name: 'Node',
		type: 'x',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const type = { description: { properties: [], inputs: ['main'], outputs: ['main'] } };
	const nodeTypes = {
		getByName: () => type,
		getByNameAndVersion: () => type,
		getKnownTypes: () => ({}),
	};
	return new n8n.Workflow({
		id: '1',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes,
	} as never);
}

function contextOf(workflow: Workflow, list: INodeExecutionData[]): IExecuteFunctions {
	const evaluateExpression = (text: string, itemIndex: number) =>
		evaluate(workflow, list, `=${text}`, itemIndex);
	return { evaluateExpression } as unknown as IExecuteFunctions;
}

function evaluate(
	workflow: Workflow,
	list: INodeExecutionData[],
	raw: string,
	itemIndex: number,
): unknown {
	return workflow.expression.resolveSimpleParameterValue(
		raw,
		{},
		null,
		0,
		itemIndex,
		'Node',
		list,
		'manual',
		{},
	);
}

function attempt(read: () => unknown): { value: unknown } | { thrown: string } {
	try {
		return { value: read() };
	} catch (error) {
		return { thrown: (error as Error).message };
	}
}
