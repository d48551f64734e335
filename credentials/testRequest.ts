import type {
	IAuthenticateRuleResponseCode,
	IAuthenticateRuleResponseSuccessBody,
	ICredentialTestRequest,
} from 'n8n-workflow';

import { OBJECT_TYPE } from '../nodes/HubspotAds/hubspot/endpoints';
import { INACTIVE_OBJECT } from '../nodes/HubspotAds/hubspot/inactiveObject';
import { ALLOWED_IN_EXPRESSION } from './baseUrl';

/**
 * Reads one ad. That proves the address, the token, the scope to read ads and that the account has the object;
 * nothing that only reads can prove the scope to write.
 * @param words what to do about a token that HubSpot does not accept, and about one without the scope
 */
export function readOneAd(words: { rejected: string; unscoped: string }): ICredentialTestRequest {
	const rules = [
		onStatus(401, words.rejected),
		onStatus(403, words.unscoped),
		onStatus(400, `${INACTIVE_OBJECT.what}. ${INACTIVE_OBJECT.todo}, then try again.`),
		onStatus(
			404,
			"HubSpot's CRM does not answer at this base URL. Check 'Base URL', and that the object Listings is activated in HubSpot.",
		),
		onStatus(
			429,
			"HubSpot's rate limit is reached, so the credential was not checked. Wait ten seconds and try again.",
		),
		...[301, 302, 303, 307, 308].map((status) =>
			onStatus(
				status,
				"The base URL redirects to another address, and the token is not sent there. Check 'Base URL'.",
			),
		),
		onMissing('results', "What answers at this base URL is not HubSpot's CRM. Check 'Base URL'."),
	];

	return {
		request: {
			// Before n8n 2.11 nothing of ours looks at the address before an OAuth2 token is sent there.
			baseURL: `={{ ${ALLOWED_IN_EXPRESSION}.test($credentials.baseUrl.trim()) ? $credentials.baseUrl.trim() : "The base URL is not allowed" }}`,
			url: `/crm/v3/objects/${OBJECT_TYPE}`,
			qs: { limit: 1 },
			disableFollowRedirect: true,
		},
		// n8n reads the kind of each rule by itself; only its type says that a list holds one kind.
		rules: rules as ICredentialTestRequest['rules'],
	};
}

function onStatus(value: number, message: string): IAuthenticateRuleResponseCode {
	return { type: 'responseCode', properties: { value, message } };
}

/** n8n compares the body's value at `key` with `value`: undefined fits every body without that key, a web page too. */
function onMissing(key: string, message: string): IAuthenticateRuleResponseSuccessBody {
	return { type: 'responseSuccessBody', properties: { key, value: undefined, message } };
}
