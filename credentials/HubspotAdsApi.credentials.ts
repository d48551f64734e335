import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
	Icon,
} from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { allowedDomainsFields, allowedOrigin, baseUrlField } from './baseUrl';
import { requestOrigin } from './requestOrigin';
import { READ_SCOPE, WRITE_SCOPE } from '../nodes/HubspotAds/hubspot/scopes';
import { readOneAd } from './testRequest';

export class HubspotAdsApi implements ICredentialType {
	name = 'hubspotAdsApi';

	displayName = 'HubSpot Ads API';

	icon: Icon = {
		light: 'file:../icons/hubspotAds.svg',
		dark: 'file:../icons/hubspotAds.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-hubspot-ads/n8n-nodes-hubspot-ads#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. pat-na1-…',
			description:
				'A HubSpot service key, or the access token of a private app. In HubSpot, open Development > Keys > Service Keys and create a key with the scopes below.',
			hint: `Scopes: ${READ_SCOPE}, ${WRITE_SCOPE}`,
		},
		baseUrlField,
		...allowedDomainsFields,
	];

	test = readOneAd({
		rejected:
			'HubSpot does not accept this access token. Copy it again from HubSpot, and check there that it was not rotated or deleted.',
		unscoped: `The access token may not read ads: it needs the scope ${READ_SCOPE}. Add it in HubSpot, together with ${WRITE_SCOPE}.`,
	});

	// A function, because n8n's declarative form would add the token to a request to any address.
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const allowed = allowedOrigin(credentials);
		const target = requestOrigin(requestOptions);
		if (target !== allowed) {
			throw new UserError(
				`The access token was not sent to ${target ?? 'this address'}, because the credential is for ${allowed} only`,
				{
					description:
						"Request an address below the credential's 'Base URL', or use another credential",
				},
			);
		}

		return {
			...requestOptions,
			headers: {
				...requestOptions.headers,
				Authorization: `Bearer ${String(credentials.accessToken ?? '').trim()}`,
			},
			sendCredentialsOnCrossOriginRedirect: false,
		};
	}
}
