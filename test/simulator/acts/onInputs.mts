import type { Chance } from '../chance.mts';
import { pick } from '../chance.mts';
import { isObject } from '../endpoints/call.mts';
import type { Fault } from '../faults.mts';
import { choose } from '../oddBodies.mts';
import { ITEM_CATEGORIES } from '../randomFaults.mts';
import { forms, rewrites } from '../rewrites.mts';
import type { Rewrite } from '../rewrites.mts';
import { changed, inputsOf, withError } from './stage.mts';
import type { Act, Stage } from './stage.mts';

/** The work is done on other inputs than were sent. */
export const onInputs = {
	errorsWithoutContext: (fault, stage) => {
		const { body } = split(fault, stage);
		return changed(stage.run(body), (reply) => withError(reply, PLAIN_ERROR), 207);
	},

	/** With `applied: 'after'` the chosen ads are written all the same, which only an INTERNAL_ERROR leaves open. */
	itemErrors: (fault, stage) => {
		const category = fault.category ?? pick(ITEM_CATEGORIES, stage.chance);
		const { body, chosen } = split(fault, stage);
		const items = chosen.map((input) => ({
			status: 'error',
			category,
			message: ITEM_TEXTS[category] ?? 'internal error',
			context: contextOf(input),
		}));
		const isWritten = fault.applied === 'after' && category === 'INTERNAL_ERROR';
		const reply = stage.run(isWritten ? stage.body : body);
		const isChosen = hasOneOf(chosen);
		return changed(
			reply,
			(all) =>
				withError({ ...all, results: all.results.filter((one) => !isChosen(one)) }, ...items),
			207,
		);
	},

	/** As if HubSpot had a rule against the new values: it answers 200 and keeps the old ones. */
	valueKept: (fault, stage) => stage.run(withValues(fault, stage, keep(stage))),

	/** As HubSpot stores some values in a form of its own. */
	valueRewritten: (fault, stage) => {
		const form = forms[(fault.variant ?? pick(rewrites, stage.chance)) as Rewrite];
		if (!form) throw new Error(`There is no form of values named ${fault.variant}`);
		return stage.run(
			withValues(fault, stage, (_input, _name, value) =>
				typeof value === 'string' ? form(value) : value,
			),
		);
	},
} satisfies Record<string, Act>;

const PLAIN_ERROR = {
	status: 'error',
	category: 'VALIDATION_ERROR',
	message: 'Some values were not valid',
};

const ITEM_TEXTS: Record<string, string> = {
	RATE_LIMITS: 'You have reached your secondly limit.',
	LOCKED: 'The object is locked by another operation. Try again later.',
};

/** The body without some of its inputs, and these. */
export function split(
	fault: Fault,
	{ body, chance }: { body: unknown; chance: Chance },
): { body: unknown; chosen: unknown[] } {
	const inputs = inputsOf(body);
	const places = choose(inputs, fault, chance);
	return {
		body: { ...(body as object), inputs: inputs.filter((_input, at) => !places.has(at)) },
		chosen: inputs.filter((_input, at) => places.has(at)),
	};
}

/** An item names its ad by trace id, or without one by id. */
function contextOf(input: unknown): Record<string, string[]> {
	const { id, objectWriteTraceId } = isObject(input) ? input : {};
	if (objectWriteTraceId !== undefined) return { objectWriteTraceId: [String(objectWriteTraceId)] };
	return id === undefined ? {} : { ids: [String(id)] };
}

function hasOneOf(chosen: unknown[]): (result: Record<string, unknown>) => boolean {
	const names = new Set(
		chosen.flatMap((one) => (isObject(one) ? [one.objectWriteTraceId ?? one.id] : [])),
	);
	return ({ id, objectWriteTraceId }) => names.has(objectWriteTraceId ?? id);
}

type Change = (input: Record<string, unknown>, name: string, value: unknown) => unknown;

function withValues(fault: Fault, { body, chance }: Stage, change: Change): unknown {
	const { properties: touched } = fault;
	const edit = (input: Record<string, unknown>) => {
		const properties = isObject(input.properties) ? input.properties : {};
		const values = Object.entries(properties).map(([name, value]) => {
			const isTouched = !touched || touched.includes(name);
			return [name, isTouched ? change(input, name, value) : value];
		});
		return { ...input, properties: Object.fromEntries(values) as unknown };
	};
	// A single ad has no inputs: it is the only one that can be chosen.
	if (isObject(body) && !Array.isArray(body.inputs)) return edit(body);
	const inputs = inputsOf(body);
	const places = choose(inputs, fault, chance);
	return {
		...(body as object),
		inputs: inputs.map((input, at) => (places.has(at) && isObject(input) ? edit(input) : input)),
	};
}

/** A new ad has no old values: it keeps its name, its unique values, and the key by which it is upserted. */
function keep({ portal, named }: Stage): Change {
	return (input, name, value) => {
		const { id, idProperty } = { ...named, ...input };
		const isIts = name === 'hs_name' || portal.properties.get(name)?.hasUniqueValue;
		if (id === undefined) return isIts ? value : '';
		const ad =
			typeof idProperty === 'string'
				? portal.ads.byUnique(idProperty, String(id))
				: (portal.ads.get(String(id)) ?? portal.ads.survivorOf(String(id)));
		if (!ad && (name === 'hs_name' || name === idProperty)) return value;
		return ad?.values[name] ?? '';
	};
}
