import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { orUnsent } from './ad/breakOff';
import { properties } from './ad/description';
import { subtitle } from './ad/description/operations';
import { getMatchProperties, getReadableProperties, getUniqueProperties } from './ad/lists';
import { getMapperFields } from './ad/mapperFields';
import { refuseOperation } from './ad/unknownOperation';
import { batchArchive } from './operations/batchArchive';
import { batchCreate } from './operations/batchCreate';
import { batchGet } from './operations/batchGet';
import { batchUpdate } from './operations/batchUpdate';
import { batchUpsert } from './operations/batchUpsert';
import { getMany } from './operations/getMany';

export class HubspotAds implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HubSpot Ads',
		name: 'hubspotAds',
		icon: {
			light: 'file:../../icons/hubspotAds.svg',
			dark: 'file:../../icons/hubspotAds.dark.svg',
		},
		group: ['output'],
		version: 1,
		subtitle,
		description:
			'Update, create, find and delete HubSpot ads in bulk. HubSpot shows these records as Listings; they are not advertising campaigns.',
		defaults: { name: 'HubSpot Ads' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'hubspotAdsApi',
				required: true,
				displayOptions: { show: { authentication: ['accessToken'] } },
			},
			{
				name: 'hubspotAdsOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
		],
		properties,
	};

	methods = {
		loadOptions: { getMatchProperties, getReadableProperties, getUniqueProperties },
		resourceMapping: { getMapperFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await orUnsent(this, async () => await execute(this))];
	}
}

async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const resource: unknown = context.getNodeParameter('resource', 0, 'ad');
	const operation: unknown = context.getNodeParameter('operation', 0, 'batchUpdate');
	switch (resource === 'ad' && operation) {
		case 'batchArchive':
			return await batchArchive(context);
		case 'batchCreate':
			return await batchCreate(context);
		case 'batchGet':
			return await batchGet(context);
		case 'batchUpdate':
			return await batchUpdate(context);
		case 'batchUpsert':
			return await batchUpsert(context);
		case 'getMany':
			return await getMany(context);
		default:
			return refuseOperation(context, { resource, operation });
	}
}
