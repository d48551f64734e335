/** The records of a bench run, and what is asked of a client. Index i of a job always means the same ad. */
/** What a client is to do with the records. */
export type Deed =
	| 'update'
	| 'get'
	| 'create'
	/** Without a unique property. */
	| 'createPlain'
	| 'upsert'
	| 'archive'
	| 'list'
	| 'search';

export type Job = {
	deed: Deed;
	url: string;
	token: string;
	/** HubSpot's limit, for the client that is allowed to know it. */
	limit: { max: number; intervalMs: number };
	/** The record IDs that this client is to work on, as many as it is to make. */
	ids: string[];
	/** The index of the first of them among all of the scenario. */
	first: number;
	/** One record of each so many has a value that HubSpot refuses; 0 for none. */
	badEvery: number;
};

export const UPDATE_PATH = '/crm/v3/objects/0-420/batch/update';

const BATCH_SIZE = 100;

export type Values = Record<string, string | number | boolean>;

/** What a workflow would hand in for one ad. The price tells later whether this very update was written. */
export function valuesOf(index: number, badEvery: number): Values {
	return {
		hs_name: `House ${index} with garden, renovated`,
		hs_price: priceOf(index),
		hs_bedrooms: 1 + (index % 5),
		hs_city: 'Portland',
		hs_listing_type: isBad(index, badEvery) ? 'castle' : 'house',
		furnished: index % 2 === 0,
	};
}

/** Above every price that the simulator begins with. */
export function priceOf(index: number): number {
	return 2_000_000 + index;
}

export function isBad(index: number, badEvery: number): boolean {
	return badEvery > 0 && index % badEvery === badEvery / 2;
}

export type Input = { id: string; properties: Record<string, string> };

/** The bodies of HubSpot's batch endpoint, for the clients that are handed chunks. */
export function chunksOf({ ids, first, badEvery }: Job): Input[][] {
	const chunks: Input[][] = [];
	for (let start = 0; start < ids.length; start += BATCH_SIZE) {
		chunks.push(
			ids.slice(start, start + BATCH_SIZE).map((id, i) => ({
				id,
				properties: textsOf(valuesOf(first + start + i, badEvery)),
			})),
		);
	}
	return chunks;
}

function textsOf(values: Values): Record<string, string> {
	return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
