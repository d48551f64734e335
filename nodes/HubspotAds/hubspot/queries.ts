import { objectsPath, queryOf, type ApiVersion, type Request } from './endpoints';

/** A page of HubSpot's list, in which no ad is missing and none is late. */
export function listRequest(
	version: ApiVersion,
	page: {
		readonly names: readonly string[];
		readonly isArchived: boolean;
		readonly size: number;
		/** HubSpot's cursor. */
		readonly after?: string;
	},
): Request {
	const query = queryOf({
		limit: String(page.size),
		after: page.after,
		properties: page.names.join(','),
		archived: page.isArchived ? 'true' : '',
	});
	return { method: 'GET', path: `${objectsPath(version)}${query}` };
}

/** One condition on a property, as HubSpot takes it. */
export interface Filter {
	readonly propertyName: string;
	readonly operator: string;
	readonly value?: string;
	readonly highValue?: string;
	readonly values?: readonly string[];
}

export interface FilterGroup {
	readonly filters: readonly Filter[];
}

export interface Search {
	readonly filterGroups: readonly FilterGroup[];
	readonly query?: string;
	readonly sorts: ReadonlyArray<{ readonly propertyName: string; readonly direction: string }>;
	readonly properties: readonly string[];
	readonly limit: number;
	/** HubSpot's cursor: how many hits to pass over. */
	readonly after?: string;
}

export function searchRequest(version: ApiVersion, search: Search): Request {
	return { method: 'POST', path: `${objectsPath(version)}/search`, body: search };
}
