import type { INodeProperties } from 'n8n-workflow';
import { named } from './named';
import { operation, toolDescriptions } from './operations';
import { optionCollections } from './options';
import { queries } from './queries';
import { written } from './written';

/** Every parameter of the node. Saved workflows store the names, so they stay as they are. */
export const properties: INodeProperties[] = [
	...toolDescriptions,
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		options: [
			{ name: 'Access Token', value: 'accessToken' },
			{ name: 'OAuth2', value: 'oAuth2' },
		],
		default: 'accessToken',
	},
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Ad',
				value: 'ad',
				description: 'A record that HubSpot shows as a Listing',
			},
		],
		default: 'ad',
	},
	operation,
	...written,
	...queries,
	...named,
	...optionCollections,
];
