import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { batchUpdate } from './operations/batchUpdate';
import { properties } from './ad/description';
import { getMapperFields } from './ad/mapperFields';
import { refuseOperation } from './ad/unknownOperation';

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
		subtitle:
			'={{ $parameter["operation"] === "batchUpdate" ? "Batch Update" : "" }}{{ $parameter["options"]?.["dryRun"] === true ? " (Dry Run)" : "" }}',
		description:
			'Update HubSpot ads in bulk. HubSpot shows these records as Listings; they are not advertising campaigns.',
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

	methods = { resourceMapping: { getMapperFields } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const resource: unknown = this.getNodeParameter('resource', 0, 'ad');
		const operation: unknown = this.getNodeParameter('operation', 0, 'batchUpdate');
		const isKnown = resource === 'ad' && operation === 'batchUpdate';
		return [isKnown ? await batchUpdate(this) : refuseOperation(this, { resource, operation })];
	}
}
