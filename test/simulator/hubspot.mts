import type { FaultyReply } from './acts/stage.mts';
import { identify, missingScope } from './access.mts';
import type { Ads } from './ads.mts';
import { createChance, uuid } from './chance.mts';
import { createPortal } from './createPortal.mts';
import type { HubspotOptions } from './createPortal.mts';
import { finish } from './edge.mts';
import { answerTo } from './endpoints/index.mts';
import { FaultSchedule } from './faults.mts';
import type { Fault } from './faults.mts';
import { closeEntry, noteBody, noteWritten, openEntry } from './journal.mts';
import type { JournalEntry } from './journal.mts';
import { createLatency } from './latency.mts';
import { Limits } from './limits.mts';
import { misbehave } from './misbehave.mts';
import { readPath } from './paths.mts';
import type { Route } from './paths.mts';
import type { Portal, Token } from './portal.mts';
import { failure, unreadable } from './replies.mts';
import type { Answer, Reply, Request } from './wire.mts';

export { DEFAULT_TOKEN } from './createPortal.mts';
export type { HubspotOptions } from './createPortal.mts';

/** The tier of most accounts (Professional) and of an OAuth app; documented. */
const LIMIT = { max: 190, intervalMs: 10_000, daily: 625_000, searchPerSecond: 5 };
const OAUTH_MAX = 110;

export type Hubspot = ReturnType<typeof createHubspot>;

/**
 * An account of HubSpot in memory. It is pure: no network and no timers, and time is what `now`
 * says, so that a test can run a day of traffic in a moment.
 */
export function createHubspot(options: HubspotOptions = {}) {
	const { seed = 1, journal: detail = 'full' } = options;
	const portal = createPortal(options, seed);
	const limits = new Limits(
		{ ...LIMIT, ...(portal.auth === 'oauth' && { max: OAUTH_MAX }), ...options.limit },
		portal,
	);
	const latency = createLatency(options.latencyMs ?? 0, createChance(seed, 'latency'));
	const correlation = createChance(seed, 'correlation');
	const faultChance = createChance(seed, 'faultDetails');
	const schedule = new FaultSchedule(createChance(seed, 'faults'));
	const journal: JournalEntry[] = [];
	for (const fault of options.faults ?? []) schedule.add(fault);

	/** Answers one request at this moment. What it writes is written when this returns. */
	function exchange(request: Request): Answer {
		portal.underWay.settle();
		const entry = openEntry(request, portal.now(), detail);
		const tookMs = latency();
		const route = readPath(request.method, request.path);
		const reply = route ? answer(request, route, tookMs, entry) : unknownPath(request, entry);
		const headers = route ? limits.headers(route.endpoint, reply.status) : {};
		const finished = finish(reply, headers, tookMs, portal.now(), uuid(correlation));
		closeEntry(entry, reply, finished, detail);
		journal.push(entry);
		return finished;
	}

	/** The order of these checks is assumed; it fits everything that was recorded. */
	function answer(
		request: Request,
		route: Route,
		tookMs: number,
		entry: JournalEntry,
	): FaultyReply {
		entry.endpoint = route.endpoint;
		entry.version = route.version;
		const caller = isForAnyone(route) ? { token: NOBODY, text: '' } : identify(request, portal);
		if ('refusal' in caller) return caller.refusal;
		entry.accepted = true;
		const refusal =
			missingScope(caller.token, route) ??
			limits.refuse(route.endpoint) ??
			wrongObjectType(route, portal);
		if (refusal) return refusal;

		const parsed = route.endpoint === 'token' ? { body: request.body } : parse(request.body);
		noteBody(entry, parsed.body, detail);
		const call = { route, token: caller.token, tokenText: caller.text, tookMs };
		const length = request.body?.length ?? 0;
		const run = (body: unknown): Reply =>
			parsed.unreadable ?? answerTo({ ...call, body, length }, portal);
		const fault = schedule.take(route.endpoint, request.path, request.body);
		if (!fault) return run(parsed.body);
		entry.fault = fault.kind;
		return misbehave(fault, {
			body: parsed.body,
			endpoint: route.endpoint,
			tokenText: caller.text,
			named: { id: route.id, idProperty: route.query.get('idProperty') ?? undefined },
			portal,
			chance: faultChance,
			run,
			runLater: (body, afterMs) =>
				portal.underWay.add(afterMs, () => noteWritten(entry, run(body).written ?? [], detail)),
		});
	}

	return {
		exchange,
		get ads(): Ads {
			portal.underWay.settle();
			return portal.ads;
		},
		/** Definitions by name; add to it with defineProperty. */
		properties: portal.properties,
		pipelines: portal.pipelines,
		owners: portal.owners,
		/** Change them to revoke or renew a token during a run. */
		tokens: portal.tokens,
		refreshTokens: portal.refreshTokens,
		guesses: portal.guesses,
		limit: limits.settings,
		journal: journal as readonly JournalEntry[],
		addFault: (fault: Fault): void => schedule.add(fault),
		clearFaults(): void {
			schedule.clear();
			portal.ghosts.clear();
		},
		merge: (oldId: string, survivorId: string): void => portal.ads.merge(oldId, survivorId),
		archive: (id: string): void => portal.ads.archive(id),
	};
}

const NOBODY: Token = { scopes: [] };

/** Where an app gets its token, it has none yet. */
function isForAnyone({ endpoint }: Route): boolean {
	return endpoint === 'token' || endpoint === 'authorize';
}

function wrongObjectType({ objectType }: Route, portal: Portal): Reply | undefined {
	if (objectType === undefined) return;
	if (objectType === '0-420' || objectType === 'listings')
		return portal.activated ? undefined : failure(400, portal.guesses.inactiveText);
	return /^\d+-\d+$/.test(objectType)
		? failure(400, `Invalid object or event type id: ${objectType}`)
		: failure(400, `Unable to infer object type from: ${objectType}`);
}

function parse(text: string | undefined): { body?: unknown; unreadable?: Reply } {
	if (text === undefined || text === '') return {};
	try {
		return { body: JSON.parse(text) as unknown };
	} catch {
		return { unreadable: unreadable('on line 1, column 1: Unexpected character') };
	}
}

function unknownPath({ method, path }: Request, entry: JournalEntry): FaultyReply {
	entry.unknown = true;
	return failure(404, `No handler found for ${method} ${path.split('?')[0]}`, 'OBJECT_NOT_FOUND');
}
