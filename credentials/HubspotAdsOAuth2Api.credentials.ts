import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	INodeProperties,
	Icon,
} from 'n8n-workflow';

import {
	ALLOWED_IN_EXPRESSION,
	allowedDomainsFields,
	allowedOrigin,
	baseUrlField,
} from './baseUrl';
import { READ_SCOPE, WRITE_SCOPE } from '../nodes/HubspotAds/hubspot/scopes';
import { readOneAd } from './testRequest';

// n8n trades the code for a token before any code of ours runs. Text that is no address makes it refuse to connect, before
// anything is sent.
const ACCESS_TOKEN_URL = `={{ ${ALLOWED_IN_EXPRESSION}.test($self["baseUrl"].trim()) ? $self["baseUrl"].trim().replace(/\\/$/, "") + "/oauth/2026-03/token" : "The base URL is not allowed" }}`;

// HubSpot asks for consent on another host than its API's. A simulator on this machine (http) has only one.
const AUTHORIZATION_URL =
	'={{ /^http:\\/\\/(localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1\\])(:\\d{1,5})?\\/?$/i.test($self["baseUrl"].trim()) ? $self["baseUrl"].trim().replace(/\\/$/, "") + "/oauth/authorize" : "https://app.hubspot.com/oauth/authorize" }}';

export class HubspotAdsOAuth2Api implements ICredentialType {
	name = 'hubspotAdsOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'HubSpot Ads OAuth2 API';

	icon: Icon = {
		light: 'file:../icons/hubspotAds.svg',
		dark: 'file:../icons/hubspotAds.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-hubspot-ads/n8n-nodes-hubspot-ads#credentials';

	properties: INodeProperties[] = [
		{
			displayName: `The app in HubSpot needs these scopes as required ones: oauth, ${READ_SCOPE}, ${WRITE_SCOPE}`,
			name: 'scopes',
			type: 'notice',
			default: '',
		},
		baseUrlField,
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'authorizationCode',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: AUTHORIZATION_URL,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: ACCESS_TOKEN_URL,
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			// The app in HubSpot has to name the same scopes as required ones, or HubSpot shows no consent page.
			default: `oauth ${READ_SCOPE} ${WRITE_SCOPE}`,
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'hidden',
			default: 'body',
		},
		...allowedDomainsFields,
	];

	test = readOneAd({
		rejected: 'HubSpot does not accept this connection any more. Connect the account again.',
		unscoped: `The connection may not read ads: it needs the scope ${READ_SCOPE}. Add it to the app in HubSpot, together with ${WRITE_SCOPE}, and connect the account again.`,
	});

	// n8n signs OAuth2 requests itself and never calls authenticate for them; this it calls before each of them.
	async preAuthentication(credentials: ICredentialDataDecryptedObject): Promise<IDataObject> {
		allowedOrigin(credentials);
		return {};
	}
}
