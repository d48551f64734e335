import type { INodeProperties } from 'n8n-workflow';

export type OperationName =
	| 'batchArchive'
	| 'batchCreate'
	| 'batchGet'
	| 'batchUpdate'
	| 'batchUpsert'
	| 'getMany';

/** What the editor shows of an operation, and what an agent is told of it where the node is its tool. */
interface Description {
	readonly name: string;
	readonly action: string;
	readonly description: string;
	readonly forAgents: string;
}

/** In the order of the editor's list. */
const OPERATIONS: Record<OperationName, Description> = {
	batchUpdate: {
		name: 'Batch Update',
		action: 'Batch update ads',
		description: 'Update many ads in few requests',
		forAgents:
			'Updates listings (real estate ads) in HubSpot, many in one call. Pass each listing with its ID and the properties to change, by their internal names, for example hs_price, hs_bedrooms or hs_listing_type. Answers for each listing, and tells why one was not updated.',
	},
	batchUpsert: {
		name: 'Batch Create or Update',
		action: 'Batch create or update ads',
		description: 'Create many ads, or update those that HubSpot has already, in few requests',
		forAgents:
			'Creates listings (real estate ads) in HubSpot, or updates those that are there already, many in one call. Pass each listing with idProperty (the name of a unique property), id (its value, such as a reference number) and the properties to write, by their internal names, for example hs_name, hs_price or hs_bedrooms. A new listing needs hs_name. Answers for each listing whether it was created or updated, and tells why one was not.',
	},
	batchCreate: {
		name: 'Batch Create',
		action: 'Batch create ads',
		description: 'Create many ads in few requests',
		forAgents:
			'Creates listings (real estate ads) in HubSpot, many in one call. Pass the properties of each listing by their internal names, for example hs_name, hs_price or hs_listing_type; hs_name is required. Answers with the new ID of each listing, and tells why one was not created.',
	},
	batchGet: {
		name: 'Batch Get',
		action: 'Batch get ads',
		description: 'Read many ads in few requests',
		forAgents:
			'Reads listings (real estate ads) of HubSpot, many in one call. Pass the record IDs of the listings. Answers with the properties of each listing, and tells which one HubSpot does not have.',
	},
	getMany: {
		name: 'Get Many',
		action: 'Get many ads',
		description: 'List ads, or search for those that meet conditions',
		forAgents:
			'Finds listings (real estate ads) in HubSpot. Pass conditions on their properties, by the internal names, for example hs_price, hs_city or hs_listing_type, or words to look for; without any, all listings are found. Answers with the properties of each listing, and tells where there may be more.',
	},
	batchArchive: {
		name: 'Batch Delete',
		action: 'Batch delete ads',
		description:
			"Move many ads to HubSpot's recycling bin in few requests. They can be restored there for 90 days.",
		forAgents:
			"Deletes listings (real estate ads) in HubSpot, many in one call: moves them to HubSpot's recycling bin, where a person can restore them for 90 days. Use it only for listings that the user has asked to delete, by their exact record IDs; never guess an ID. Answers for each listing, and tells why one was not deleted.",
	},
};

const entries = Object.entries(OPERATIONS) as Array<[OperationName, Description]>;

/** Shows a parameter where one of these is chosen. */
export function showFor(...operation: OperationName[]) {
	return { resource: ['ad'], operation };
}

export const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['ad'] } },
	options: entries.map(([value, { name, action, description }]) => ({
		...{ name, value, action, description },
	})),
	default: 'batchUpdate',
};

export const toolDescriptions: INodeProperties[] = entries.map(([value, { forAgents }]) => ({
	displayName: 'Description',
	name: 'toolDescription',
	type: 'string',
	required: true,
	typeOptions: { rows: 6 },
	displayOptions: { show: { ...showFor(value), '@tool': [true] } },
	default: forAgents,
	description:
		'What the agent is told of this tool. Add the properties that it may use, and what names an ad.',
}));

/** What stands under the node's name on the canvas. */
export const subtitle = `={{ ${JSON.stringify(Object.fromEntries(entries.map(([value, { name }]) => [value, name])))}[$parameter["operation"]] ?? "" }}{{ $parameter["options"]?.["dryRun"] === true ? " (Dry Run)" : "" }}`;
