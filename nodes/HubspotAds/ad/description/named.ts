import type { INodeProperties } from 'n8n-workflow';
import { showFor } from './operations';

const forNamed = showFor('batchArchive', 'batchGet');

const adId = {
	displayName: 'Ad ID',
	name: 'adId',
	type: 'string',
	default: '={{ $json.id }}',
	required: true,
	description:
		'The record ID of the ad, or the value of the unique property to match on. A list, or several values separated by commas, gives one ad each.',
} satisfies INodeProperties;

/** The ads that exist and are named by the items, and what to read of them. */
export const named: INodeProperties[] = [
	{
		displayName: 'Property to Match On Name or ID',
		name: 'matchOn',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getMatchProperties' },
		displayOptions: { show: forNamed },
		default: 'id',
		description:
			'The property whose value names an ad: Record ID, or a unique property. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		...adId,
		displayOptions: { show: { ...forNamed, '@tool': [false] } },
	},
	{
		...adId,
		displayOptions: { show: { ...showFor('batchGet'), '@tool': [true] } },
		default:
			"={{ $fromAI('adId', 'The record ID of the listing in HubSpot, digits only; several are separated by commas', 'string') }}",
	},
	{
		...adId,
		displayOptions: { show: { ...showFor('batchArchive'), '@tool': [true] } },
		default:
			"={{ $fromAI('adId', 'The record ID of the listing to delete in HubSpot, digits only, without separators; several are separated by a comma and a space', 'string') }}",
	},
	{
		displayName: 'Property Names or IDs',
		name: 'properties',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getReadableProperties' },
		displayOptions: { show: showFor('batchGet', 'getMany') },
		default: [],
		description:
			'The properties to return. When empty, HubSpot returns a default set. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
];
