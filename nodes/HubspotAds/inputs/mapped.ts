import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isFields } from '../hubspot/reply';
import { readIdProperty, readName, type Draft, type Invalid, type Reader } from './drafts';
import type { Evaluate, Prepare } from './expressions';
import { sayWrongSeparator } from './separators';
import type { Wanted } from './wanted';

/** What the resource mapper stores. */
interface Mapping {
	readonly mappingMode?: string;
	readonly value?: unknown;
	readonly matchingColumns?: readonly string[] | null;
	readonly schema?: ReadonlyArray<{ readonly id: string; readonly removed?: boolean }> | null;
}

interface Column {
	readonly name: string;
	readonly evaluate: Evaluate;
	readonly isExpression: boolean;
}

export function readMapping(context: IExecuteFunctions): Mapping {
	return context.getNodeParameter('ads', 0, {}, { rawExpressions: true }) as Mapping;
}

/**
 * One ad for each item, its properties mapped by hand.
 * @param matchColumn none where ads are to be made
 */
export function readByHand(
	mapping: Mapping,
	matchColumn: string | undefined,
	prepare: Prepare,
	items: readonly INodeExecutionData[],
): Reader {
	// The editor stores false for every boolean column of a new mapping, also for those that it does not show.
	const hidden = mapping.schema?.filter(({ removed }) => removed).map(({ id }) => id) ?? [];
	const columns = Object.entries(isFields(mapping.value) ? mapping.value : {})
		.filter(([name]) => name === matchColumn || !hidden.includes(name))
		.map(([name, raw]) => prepareColumn(name, raw, prepare));
	const match = columns.find(({ name }) => name === matchColumn);
	// The editor may keep the column Record ID although another one matches; it is no property.
	const properties = columns.filter(({ name }) => name !== matchColumn && name !== 'id');
	const expressions = new Map(
		properties.filter(({ isExpression }) => isExpression).map((column) => [column.name, column]),
	);
	return {
		read: (itemIndex) => {
			const draft = readColumns(itemIndex, matchColumn, match, properties);
			const isAsked = 'invalid' in draft && match?.isExpression;
			return [isAsked ? withCure(draft, Object.keys(items[itemIndex].json)) : draft];
		},
		// A column without a value is no more than one that is not there.
		asksFor: (property) => expressions.has(property),
		describeNothing: () =>
			"There is no property to write: none is mapped. Add the ones to write under 'Ads'",
		whyNothing: (property, itemIndex) => expressions.get(property)?.evaluate.why?.(itemIndex),
	};
}

/** What there is to read where nothing can tell which ad is meant. */
export function readNothing(
	matchColumn: string | undefined,
	namedBy: Wanted<unknown>['namedBy'],
): Reader {
	const isById = namedBy === 'idOrUniqueProperty';
	const invalid = matchColumn
		? "'Property to Match On' is Record ID, which an ad that may not exist yet does not have"
		: "'Property to Match On' is not chosen, so it is not known which ad is meant";
	const todo = isById
		? "Choose 'Record ID' or a unique property there"
		: 'Choose a unique property there; if the account has none, create one in HubSpot';
	return {
		read: () => [{ invalid, todo, isOfRun: true }],
		asksFor: () => false,
		describeNothing: () => 'There is no property to write',
	};
}

/** A file whose lines were not parted gives nothing to any expression. */
function withCure(draft: Invalid, fields: readonly string[]): Invalid {
	return { ...draft, invalid: `${draft.invalid}${sayWrongSeparator(fields) ?? ''}` };
}

function prepareColumn(name: string, raw: unknown, prepare: Prepare): Column {
	const isExpression = typeof raw === 'string' && raw.startsWith('=');
	const field = name === 'id' ? 'Record ID' : name;
	return { name, evaluate: prepare(raw, field), isExpression };
}

function readColumns(
	itemIndex: number,
	matchColumn: string | undefined,
	match: Column | undefined,
	columns: readonly Column[],
): Draft | Invalid {
	const properties: Record<string, unknown> = {};
	const value = match?.evaluate(itemIndex);
	for (const { name, evaluate } of columns) properties[name] = evaluate(itemIndex);
	if (matchColumn === undefined) return { properties };
	const idProperty = readIdProperty(matchColumn);
	const named = readName(value, idProperty, idProperty ?? 'Record ID');
	if (!('invalid' in named)) return { ...named, properties };

	const why = value === undefined ? match?.evaluate.why?.(itemIndex) : undefined;
	return why ? { ...named, invalid: `${named.invalid}; n8n says: ${why}` } : named;
}
