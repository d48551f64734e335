import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Definitions } from '../properties/definitions';
import type { RunSettings } from '../ad/settings';
import { isFields } from '../hubspot/reply';
import type { Evaluate, Prepare } from './expressions';
import { readId, readIdProperty, sayNoId, type ReadItem, type Invalid, type Draft } from './drafts';

/** What the resource mapper stores. */
interface Mapping {
	readonly mappingMode?: string;
	readonly value?: unknown;
	readonly matchingColumns?: readonly string[] | null;
	readonly schema?: ReadonlyArray<{ readonly id: string; readonly removed?: boolean }> | null;
}

/** Keys that an item has beside its properties: names of the ad, HubSpot's frame of a record, n8n's data for agents. */
const NO_PROPERTIES = new Set([
	...['id', 'hs_object_id', 'idProperty', 'objectWriteTraceId'],
	...['properties', 'createdAt', 'updatedAt', 'archived', 'archivedAt', 'url', 'outcome', 'batch'],
	...['toolCallId', 'sessionId', 'chatInput', 'action'],
]);

export function readMapping(context: IExecuteFunctions): Mapping {
	return context.getNodeParameter('ads', 0, {}, { rawExpressions: true }) as Mapping;
}

/** One ad for each item, its properties mapped by hand. */
export function readByHand(mapping: Mapping, prepare: Prepare): ReadItem {
	const matchColumn = mapping.matchingColumns?.[0];
	if (!matchColumn) return () => [noMatchColumn];

	// The editor stores false for every boolean column of a new mapping, also for those that it does not show.
	const hidden = mapping.schema?.filter(({ removed }) => removed).map(({ id }) => id) ?? [];
	const columns = Object.entries(isFields(mapping.value) ? mapping.value : {})
		.filter(([name]) => name === matchColumn || !hidden.includes(name))
		.map(([name, raw]): [string, Evaluate] => [name, prepare(raw)]);
	return (itemIndex) => {
		const values: Record<string, unknown> = {};
		for (const [name, evaluate] of columns) values[name] = evaluate(itemIndex);
		const { [matchColumn]: match, ...properties } = values;
		// The editor may keep the column Record ID although another one matches; it is no property.
		delete properties.id;
		return [toDraft(match, matchColumn, properties)];
	};
}

/** One ad for each item, its properties taken from the item's keys that name writable ones. */
export function readAutomatically(
	items: readonly INodeExecutionData[],
	mapping: Mapping,
	definitions: Definitions | undefined,
	{ extraFields }: RunSettings,
): ReadItem {
	const matchColumn = mapping.matchingColumns?.[0];
	if (!matchColumn) return () => [noMatchColumn];
	const idProperty = readIdProperty(matchColumn);

	return (itemIndex) => {
		const json: Record<string, unknown> = items[itemIndex].json;
		// HubSpot's own record shape, as another HubSpot step hands it on.
		const fields = isFields(json.properties) ? json.properties : json;
		const id =
			matchColumn === 'id'
				? (json.id ?? fields.hs_object_id)
				: (fields[matchColumn] ?? json[matchColumn]);

		const properties: Record<string, unknown> = {};
		for (const [name, value] of Object.entries(fields)) {
			// Beside the properties of an ad it is the ad's own, even where a property has this name.
			if (name === 'id' && fields === json) continue;
			const definition = definitions?.byName.get(name);
			if (definition && !definition.isArchived) {
				if (!definition.isReadOnly && name !== idProperty) properties[name] = value;
			} else if (extraFields === 'reject' && !NO_PROPERTIES.has(name) && name !== idProperty) {
				return [
					{
						invalid: `The field '${name}' is not a property of HubSpot's ads. Remove it, or set 'Extra Fields' to Ignore`,
						property: name,
						id: readId(id),
						idProperty,
					},
				];
			}
		}
		return [toDraft(id, matchColumn, properties)];
	};
}

const noMatchColumn: Invalid = {
	invalid: "'Property to Match On' is not chosen, so it is not known which ad to update",
	todo: "Choose 'Record ID' or a unique property there",
	isOfRun: true,
};

function toDraft(
	value: unknown,
	matchColumn: string,
	properties: Draft['properties'],
): Draft | Invalid {
	const idProperty = readIdProperty(matchColumn);
	const id = readId(value);
	if (id !== undefined) return { id, idProperty, properties };
	return {
		invalid: sayNoId(idProperty ?? 'Record ID', value),
		property: idProperty,
		idProperty,
	};
}
