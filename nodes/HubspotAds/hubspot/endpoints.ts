import type { AdName, CreateInput, UpdateInput, UpsertInput } from './inputs';

/** HubSpot's object type of ads: Listings in its English UI, Anuncios in its Spanish one. */
export const OBJECT_TYPE = '0-420';

export const DEFAULT_BASE_URL = 'https://api.hubapi.com';

/**
 * The origin that may receive the token, or undefined where the text is no such address: `https:` to any host,
 * `http:` only to this machine (`localhost`, 127.0.0.0/8, `[::1]`). A path, a query or a user name is refused too.
 */
export function readBaseUrl(text: string): string | undefined {
	const match = /^(https?):\/\/(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d{1,5})?\/?$/i.exec(text.trim());
	if (!match) return undefined;

	const [, scheme, host, port = ''] = match;
	const isLoopback = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/i.test(host);
	if (scheme.toLowerCase() === 'http' && !isLoopback) return undefined;

	return `${scheme}://${host}${port}`.toLowerCase();
}

/** HubSpot's API versions. v3 is unsupported from September 2027; the dated ones have their version in the path. */
export type ApiVersion = 'v3' | '2026-03' | '2026-09';

/** One request, apart from host and token. `path` has a query where one is needed. */
export interface Request {
	readonly method: 'GET' | 'POST' | 'PATCH';
	readonly path: string;
	readonly body?: object;
}

/** Writes one batch. An input without `idProperty` names its ad by record ID; HubSpot refuses `hs_object_id` there. */
export function batchUpdateRequest(version: ApiVersion, inputs: readonly UpdateInput[]): Request {
	return {
		method: 'POST',
		path: `${objectsPath(version)}/batch/update`,
		body: {
			inputs: inputs.map(({ id, idProperty, properties, traceId }) => ({
				id,
				idProperty,
				properties,
				objectWriteTraceId: traceId,
			})),
		},
	};
}

/** Makes ads, or updates those that have the key. HubSpot takes the key only where it is one of the properties (reported). */
export function batchUpsertRequest(version: ApiVersion, inputs: readonly UpsertInput[]): Request {
	return {
		method: 'POST',
		path: `${objectsPath(version)}/batch/upsert`,
		body: {
			inputs: inputs.map(({ id, idProperty, properties, traceId }) => ({
				id,
				idProperty,
				properties: { ...properties, [idProperty]: id },
				objectWriteTraceId: traceId,
			})),
		},
	};
}

/** Makes ads. With a trace id on every input HubSpot says of each one what it refused (recorded). */
export function batchCreateRequest(version: ApiVersion, inputs: readonly CreateInput[]): Request {
	return {
		method: 'POST',
		path: `${objectsPath(version)}/batch/create`,
		body: {
			inputs: inputs.map(({ id, idProperty, properties, traceId }) => ({
				properties: idProperty === undefined ? properties : { ...properties, [idProperty]: id },
				objectWriteTraceId: traceId,
			})),
		},
	};
}

/** Moves ads to HubSpot's recycling bin. Record IDs only. */
export function archiveRequest(version: ApiVersion, ads: readonly AdName[]): Request {
	return {
		method: 'POST',
		path: `${objectsPath(version)}/batch/archive`,
		body: { inputs: ads.map(({ id }) => ({ id })) },
	};
}

/**
 * Reads ads.
 * @param ads each once, and all with one `idProperty`, which is read too: by its value a result is found
 * @param names the properties to read; HubSpot ignores those that it does not know, and gives a default set for none
 * @param isArchived whether to read archived ads, and only those
 */
export function batchReadRequest(
	version: ApiVersion,
	ads: readonly AdName[],
	names: readonly string[],
	isArchived = false,
): Request {
	const idProperty = ads[0]?.idProperty;
	return {
		method: 'POST',
		path: `${objectsPath(version)}/batch/read${isArchived ? '?archived=true' : ''}`,
		body: {
			inputs: ads.map(({ id }) => ({ id })),
			idProperty,
			properties: [...new Set(idProperty ? [...names, idProperty] : names)],
			propertiesWithHistory: [],
		},
	};
}

/**
 * The longest list of names in a URL, in characters; a request with more has a body. reported: one of 32,000 is refused, and
 * 5,000 pass.
 */
export const LONGEST_LIST = 5_000;

/** Reads one ad alone, as batchReadRequest does. */
export function readOneRequest(
	version: ApiVersion,
	ad: AdName,
	names: readonly string[],
	isArchived = false,
): Request {
	const list = [...new Set(names)].join(',');
	if (list.length > LONGEST_LIST) return batchReadRequest(version, [ad], names, isArchived);
	const query = queryOf({
		idProperty: ad.idProperty,
		properties: list,
		archived: isArchived ? 'true' : '',
	});
	return { method: 'GET', path: `${objectsPath(version)}/${encode(ad.id)}${query}` };
}

/** Writes one ad alone; HubSpot follows a merged-away ID here, which its batch endpoint does not. */
export function patchRequest(
	version: ApiVersion,
	{ id, idProperty, properties }: UpdateInput,
): Request {
	const query = idProperty ? `?idProperty=${encode(idProperty)}` : '';
	return {
		method: 'PATCH',
		path: `${objectsPath(version)}/${encode(id)}${query}`,
		body: { properties },
	};
}

/** What has a value, in the order given. */
export function queryOf(parts: Readonly<Record<string, string | undefined>>): string {
	const given = Object.entries(parts).filter(([, value]) => value);
	const query = given.map(([name, value]) => `${name}=${encode(value ?? '')}`).join('&');
	return query && `?${query}`;
}

/** Half of a character, as cutting a text may leave it, has no place in a URL. */
function encode(text: string): string {
	return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}

/** @param isArchived whether to read those that are archived, and only those */
export function propertiesRequest(version: ApiVersion, isArchived = false): Request {
	const path = versionedPath('properties', version);
	return { method: 'GET', path: isArchived ? `${path}?archived=true` : path };
}

export function pipelinesRequest(version: ApiVersion): Request {
	return { method: 'GET', path: versionedPath('pipelines', version) };
}

export function objectsPath(version: ApiVersion): string {
	return versionedPath('objects', version);
}

/** documented: https://developers.hubspot.com/docs/api-reference/2026-03/crm/properties/get-properties */
function versionedPath(area: string, version: ApiVersion): string {
	return version === 'v3'
		? `/crm/v3/${area}/${OBJECT_TYPE}`
		: `/crm/${area}/${version}/${OBJECT_TYPE}`;
}
