import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { DEFAULT_BASE_URL, readBaseUrl } from '../nodes/HubspotAds/hubspot/endpoints';

/** The rule of readBaseUrl once more, as it stands in an expression: for what n8n sends before any code of ours runs. */
export const ALLOWED_IN_EXPRESSION =
	'/^(https:\\/\\/(\\[[0-9a-f:]+\\]|[a-z0-9.-]+)|http:\\/\\/(localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1\\]))(:\\d{1,5})?\\/?$/i';

export const baseUrlField: INodeProperties = {
	displayName: 'Base URL',
	name: 'baseUrl',
	type: 'string',
	required: true,
	default: DEFAULT_BASE_URL,
	placeholder: `e.g. ${DEFAULT_BASE_URL}`,
	description:
		'Where HubSpot is reached. Keep the default unless you use a proxy or a simulator of HubSpot. The address starts with https:// (http:// is accepted only for the machine that n8n runs on) and has no path.',
};

// n8n reads these two wherever a person chooses the address, as in the HTTP Request node, and checks
// every redirect too. Hidden and with these values they hold the token to the base URL's host.
export const allowedDomainsFields: INodeProperties[] = [
	{
		displayName: 'Allowed HTTP Request Domains',
		name: 'allowedHttpRequestDomains',
		type: 'hidden',
		default: 'domains',
	},
	{
		displayName: 'Allowed Domains',
		name: 'allowedDomains',
		type: 'hidden',
		// An empty list would stop n8n before our own, clearer refusal of the base URL is read.
		default:
			'={{ ($self["baseUrl"].match(/^\\s*https?:\\/\\/(\\[[0-9a-f:]+\\]|[a-z0-9.-]+)/i) || ["", "api.hubapi.com"])[1] }}',
	},
];

/** @returns the origin that may receive the token; throws where the credential's base URL is no such address */
export function allowedOrigin(credentials: ICredentialDataDecryptedObject): string {
	const origin = readBaseUrl(String(credentials.baseUrl ?? ''));
	if (origin !== undefined) return origin;

	// n8n shows the message alone where it tests a credential.
	throw new UserError(
		`The credential's 'Base URL' is not an address that may receive the token. Use ${DEFAULT_BASE_URL}, or another https:// address without a path. http:// is accepted only for the machine that n8n runs on, such as http://localhost:3000.`,
	);
}
