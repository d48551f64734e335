/** What a request is for. */
export type Endpoint =
	| 'batchCreate'
	| 'batchUpsert'
	| 'batchUpdate'
	| 'batchRead'
	| 'getAd'
	| 'patchAd'
	| 'listAds'
	| 'createAd'
	| 'archiveAd'
	| 'batchArchive'
	| 'mergeAds'
	| 'search'
	| 'properties'
	| 'property'
	| 'pipelines'
	| 'owners'
	| 'accountInfo'
	| 'tokenInfo'
	| 'authorize'
	| 'token';

export type Route = {
	endpoint: Endpoint;
	/** `v3`, `2026-03`, `2026-09`; empty where the path has none. */
	version: string;
	/** The object type as the path names it. */
	objectType?: string;
	/** The record ID or unique value, or the name of a property. */
	id?: string;
	query: URLSearchParams;
};

/** @returns nothing for a path or method that the simulator does not have */
export function readPath(method: string, path: string): Route | undefined {
	const [pathname, query = ''] = path.split('?', 2);
	const route = find(method, pathname.split('/').filter(Boolean));
	return route && { ...route, query: new URLSearchParams(query) };
}

type Found = Omit<Route, 'query'>;

function find(method: string, parts: string[]): Found | undefined {
	if (parts[0] === 'crm') return findCrm(method, parts.slice(1));
	const path = `${method} ${parts.join('/')}`;
	if (path === 'GET account-info/v3/details') return { endpoint: 'accountInfo', version: 'v3' };
	if (path === 'POST oauth/v2/private-apps/get/access-token-info')
		return { endpoint: 'tokenInfo', version: 'v2' };
	if (path === 'GET oauth/authorize') return { endpoint: 'authorize', version: '' };
	const token = /^POST oauth\/(v1|v3|2026-03)\/token$/.exec(path);
	return token ? { endpoint: 'token', version: token[1] } : undefined;
}

/** `/crm/v3/<api>/…` is `/crm/<api>/<date>/…` in the versions named by date. */
function findCrm(method: string, parts: string[]): Found | undefined {
	const [version, api] = parts[0] === 'v3' ? parts : [parts[1], parts[0]];
	if (!versions.has(version)) return;
	const [objectType, ...rest] = parts.slice(2);
	if (api === 'owners' && method === 'GET' && objectType === undefined)
		return { endpoint: 'owners', version };
	if (objectType === undefined) return;
	const endpoint = endpointOf(method, api, rest);
	if (!endpoint) return;
	const id = hasId.has(endpoint) ? decode(rest[0]) : undefined;
	return id === undefined
		? { endpoint, version, objectType }
		: { endpoint, version, objectType, id };
}

function endpointOf(method: string, api: string, rest: string[]): Endpoint | undefined {
	const tail = rest.join('/');
	const fixed = endpoints[`${method} ${api}${tail && `/${tail}`}`];
	if (fixed) return fixed;
	return rest.length === 1 ? endpoints[`${method} ${api}/*`] : undefined;
}

const versions = new Set(['v3', '2026-03', '2026-09']);
const hasId = new Set<Endpoint>(['getAd', 'patchAd', 'archiveAd', 'property']);

const endpoints: Record<string, Endpoint | undefined> = {
	'POST objects/batch/create': 'batchCreate',
	'POST objects/batch/upsert': 'batchUpsert',
	'POST objects/batch/update': 'batchUpdate',
	'POST objects/batch/read': 'batchRead',
	'POST objects/batch/archive': 'batchArchive',
	'POST objects/merge': 'mergeAds',
	'POST objects/search': 'search',
	'GET objects': 'listAds',
	'POST objects': 'createAd',
	'GET objects/*': 'getAd',
	'PATCH objects/*': 'patchAd',
	'DELETE objects/*': 'archiveAd',
	'GET properties': 'properties',
	'GET properties/*': 'property',
	'GET pipelines': 'pipelines',
};

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
