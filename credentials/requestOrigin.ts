import type { IHttpRequestOptions } from 'n8n-workflow';

import { readBaseUrl } from '../nodes/HubspotAds/hubspot/endpoints';

/**
 * The origin that a request goes to, or undefined where that is no address which may receive a token. An absolute
 * `url` wins over `baseURL`, as in n8n's HTTP client. Older nodes and the HTTP Request node say `uri` for `url`.
 */
export function requestOrigin(request: IHttpRequestOptions & { uri?: string }): string | undefined {
	const url = (request.url || request.uri || '').trim();
	const isAbsolute = /^([a-z][a-z\d+.-]*:)?\/\//i.test(url);
	const target = isAbsolute ? url : (request.baseURL ?? url);

	// A backslash ends the host as a slash does: that is how URLs are parsed, whatever it looks like.
	const origin = /^\s*[a-z]+:\/\/[^/\\?#]*/i.exec(target);
	return origin ? readBaseUrl(origin[0]) : undefined;
}
