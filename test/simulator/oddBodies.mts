import type { Chance } from './chance.mts';

/** HubSpot's frame around the results of a batch, as far as a fault changes it. */
export type BatchBody = {
	status: unknown;
	results: Array<Record<string, unknown>>;
	errors?: Array<Record<string, unknown>>;
	numErrors?: number;
};

/** Every field of a batch reply in a type that it should not have. */
export const wrongTypes: Record<string, (body: BatchBody) => unknown> = {
	resultsAsObject: (body) => ({ ...body, results: { ...body.results } }),
	resultsAsNull: (body) => ({ ...body, results: null }),
	resultsAsText: (body) => ({ ...body, results: 'none' }),
	resultsOfNulls: (body) => ({ ...body, results: body.results.map(() => null) }),
	resultsOfText: (body) => ({ ...body, results: body.results.map(({ id }) => id) }),
	idAsNumber: (body) => eachResult(body, (one) => ({ ...one, id: Number(one.id) })),
	idAsNull: (body) => eachResult(body, (one) => ({ ...one, id: null })),
	idAsObject: (body) => eachResult(body, (one) => ({ ...one, id: { id: one.id } })),
	propertiesAsNull: (body) => eachResult(body, (one) => ({ ...one, properties: null })),
	propertiesAsList: (body) => eachResult(body, (one) => ({ ...one, properties: [] })),
	traceIdAsNumber: (body) => eachResult(body, (one) => ({ ...one, objectWriteTraceId: 7 })),
	traceIdAsList: (body) =>
		eachResult(body, (one) => ({ ...one, objectWriteTraceId: [one.objectWriteTraceId] })),
	timesAsNumbers: (body) => eachResult(body, (one) => ({ ...one, createdAt: 1, updatedAt: 2 })),
	statusAsNumber: (body) => ({ ...body, status: 200 }),
	statusAsNull: (body) => ({ ...body, status: null }),
	errorsAsText: (body) => ({ ...body, errors: 'VALIDATION_ERROR', numErrors: 'one' }),
	errorsAsObject: (body) => ({ ...body, errors: { context: { ids: ['1'] } }, numErrors: -1 }),
	errorsOfNulls: (body) => ({ ...body, errors: [null, 1, 'x'], numErrors: 3 }),
	contextAsText: (body) => ({ ...body, errors: [{ status: 'error', context: 'ids' }] }),
	contextOfNumbers: (body) => ({
		...body,
		errors: [{ category: 4, message: null, context: { ids: 12, objectWriteTraceId: [null, 3] } }],
	}),
	bodyAsList: (body) => [body],
	bodyAsNull: () => null,
	bodyAsText: () => '"COMPLETE"',
	bodyAsNumber: () => 0,
};

/** Names that would reach an object's prototype where a body is copied carelessly. */
export function withProtoKeys(body: BatchBody): unknown {
	const text = JSON.stringify(eachResult(body, (one) => ({ ...one, properties: PROTO_MARK })));
	const hostile = '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}';
	const opened = text.replaceAll(`"${PROTO_MARK}"`, hostile);
	return JSON.parse(
		`{"__proto__":{"polluted":"yes"},"errors":[{"context":{"__proto__":["1"]}}],${opened.slice(1)}`,
	);
}

const PROTO_MARK = 'properties-go-here';

export function deeplyNested(levels: number): string {
	return '{"results":' + '['.repeat(levels) + ']'.repeat(levels) + '}';
}

/** The page that HubSpot's edge shows in place of a reply. */
export function edgePage(status: number): string {
	return `<!DOCTYPE html>\n<html lang="en-US"><head><title>hubapi.com | ${status}</title></head><body><h1>Error ${status}</h1><p>The web server reported an error.</p></body></html>\n`;
}

/** The page of a firewall (403) or a proxy (407) that let no request through. */
export function blockPage(status: number): string {
	const title = status === 407 ? 'Proxy Authentication Required' : 'Request blocked';
	return `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1><p>Your request was stopped by the security policy of this network.</p></body></html>\n`;
}

/** Some places in a list: at least one, by share, by id or by trace id. */
export function choose(
	list: unknown[],
	{ ids, share = 0.5 }: { ids?: string[]; share?: number },
	chance: Chance,
): Set<number> {
	if (ids)
		return new Set(
			list.flatMap((one, at) => (namesOf(one).some((name) => ids.includes(name)) ? [at] : [])),
		);
	const places = list.map((_one, at) => at);
	const count = Math.max(1, Math.round(places.length * share));
	while (places.length > count) places.splice(Math.floor(chance() * places.length), 1);
	return new Set(places);
}

function namesOf(one: unknown): string[] {
	const { id, objectWriteTraceId } = (one ?? {}) as { id?: unknown; objectWriteTraceId?: unknown };
	return [id, objectWriteTraceId].map(String);
}

function eachResult(
	body: BatchBody,
	change: (one: Record<string, unknown>) => Record<string, unknown>,
): BatchBody {
	return { ...body, results: body.results.map(change) };
}
