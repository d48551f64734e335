import {
	expiredToken,
	invalidToken,
	missingScopes,
	missingScopesInContext,
	scopesOf,
} from './access.mts';
import { pick } from './chance.mts';
import type { Chance } from './chance.mts';
import { isObject } from './endpoints/call.mts';
import { showWritten } from './records.mts';
import type { Fault, FaultKind } from './faults.mts';
import { dailyLimit, rollingLimit, secondlyLimit } from './limits.mts';
import { choose, deeplyNested, edgePage, withProtoKeys, wrongTypes } from './oddBodies.mts';
import type { BatchBody } from './oddBodies.mts';
import type { Endpoint } from './paths.mts';
import type { Portal } from './portal.mts';
import { failure } from './replies.mts';
import { HTML_TYPE } from './wire.mts';
import type { Ending, Reply } from './wire.mts';

/** A reply with what a fault adds to it. A `body` that is text is sent as it is. */
export type FaultyReply = Reply & {
	type?: string;
	headers?: Record<string, string>;
	ending?: Ending;
	extraDelayMs?: number;
	/** The share of the body that arrives. */
	cutAt?: number;
};

/** What a fault may do: have the endpoint do its work, on the whole body or on a part of it. */
export type Stage = {
	body: unknown;
	endpoint: Endpoint;
	tokenText: string;
	portal: Portal;
	chance: Chance;
	run(body: unknown): Reply;
};

export function misbehave(fault: Fault, stage: Stage): FaultyReply {
	const reply = acts[fault.kind](fault, stage);
	const retryAfter = retryAfterHeader(fault, stage.portal.now());
	return retryAfter === undefined
		? reply
		: { ...reply, headers: { ...reply.headers, 'retry-after': retryAfter } };
}

type Act = (fault: Fault, stage: Stage) => FaultyReply;

const acts: Record<FaultKind, Act> = {
	invalidToken: instead(() => invalidToken()),
	expiredToken: instead((_fault, { portal }) => expiredToken(portal.now() - 75_000, portal.now())),
	missingScopes: instead((_fault, { endpoint }) => missingScopes([...scopesOf[endpoint]])),
	missingScopesInContext: instead((_fault, { endpoint }) =>
		missingScopesInContext([...scopesOf[endpoint]]),
	),
	locked: instead((_fault, { portal: { guesses } }) =>
		failure(423, guesses.lockedText, guesses.lockedCategory),
	),
	rollingLimit: instead((_fault, { portal }) => rollingLimit(portal)),
	dailyLimit: instead(() => dailyLimit()),
	secondlyLimit: instead(() => secondlyLimit()),
	migration: instead((_fault, { portal: { guesses } }) =>
		failure(477, guesses.migrationText, guesses.migrationCategory),
	),
	internalError: instead(({ status = 500 }) => failure(status, 'internal error')),
	edgeError: instead(({ status = 502 }) => page(status, edgePage(status))),
	html200: instead(({ status = 200 }) => page(status, edgePage(status))),
	emptyBody: instead(({ status = 200 }) => ({ status, body: '' })),
	reset: instead(() => ({ status: 0, body: '', ending: 'reset' })),
	conflict: instead(() => failure(409, 'One or more records already exist', 'CONFLICT')),
	badRequest: instead(() => failure(400, 'Invalid input JSON on line 3, column 9: Cannot read it')),
	redirect: instead(({ status = 302, location = 'https://elsewhere.example/' }) => ({
		status,
		body: '',
		headers: { location },
	})),
	tokenEcho: instead(({ status = 500 }, { tokenText }) =>
		failure(status, `internal error: no session for Bearer ${tokenText} (${tokenText})`),
	),
	deep: instead(() => ({ status: 200, body: deeplyNested(100_000) })),

	cut: ({ endsInOrder }, { body, run }) => ({
		...run(body),
		ending: endsInOrder ? 'whole' : 'cut',
		cutAt: 0.6,
	}),
	late: ({ delayMs = 120_000 }, { body, run }) => ({
		...run(body),
		ending: 'silent',
		extraDelayMs: delayMs,
	}),
	slow: ({ delayMs = 1_000 }, { body, run }) => ({ ...run(body), extraDelayMs: delayMs }),

	emptyResults: (fault, stage) => {
		const reply = fault.applied === 'after' ? stage.run(stage.body) : stage.run({ inputs: [] });
		return changed(
			reply,
			(body) => {
				const { errors, numErrors, ...frame } = { ...body, results: [] };
				return fault.status === 207 ? { ...frame, errors: [], numErrors: 0 } : frame;
			},
			fault.status ?? 200,
		);
	},
	missingResults: (fault, stage) => {
		if (fault.applied === 'before') return stage.run(withoutChosen(fault, stage));
		return changed(stage.run(stage.body), (body) => withoutResults(body, fault, stage.chance));
	},
	repeatedResult: (_fault, { body, run, chance }) =>
		changed(run(body), (reply) => ({
			...reply,
			results: reply.results.length
				? [...reply.results, pick(reply.results, chance)]
				: reply.results,
		})),
	strangerResult: (_fault, { body, run, portal }) =>
		changed(run(body), (reply) => {
			const sent = new Set(reply.results.map(({ id }) => id));
			const stranger = portal.ads.all().find(({ id }) => !sent.has(id));
			return stranger
				? { ...reply, results: [...reply.results, showWritten(stranger, [], portal)] }
				: reply;
		}),
	contradiction: (_fault, { body, run }) =>
		changed(
			run(body),
			(reply) => {
				const { id, objectWriteTraceId } = reply.results[0] ?? {};
				const context = { ids: [id], objectWriteTraceId: [objectWriteTraceId] };
				return withError(reply, { ...PLAIN_ERROR, context });
			},
			207,
		),
	errorsWithoutContext: (fault, stage) => {
		const reply = stage.run(withoutChosen(fault, stage));
		return changed(reply, (body) => withError(body, PLAIN_ERROR), 207);
	},
	valueKept: (fault, stage) => stage.run(withPresentValues(fault, stage)),
	pending: (fault, stage) => {
		const before = fault.applied === 'before';
		const reply = stage.run(before ? withoutChosen(fault, stage) : stage.body);
		return changed(reply, (body) => ({
			...(before ? body : withoutResults(body, fault, stage.chance)),
			status: 'PENDING',
		}));
	},
	wrongTypes: ({ variant }, { body, run, chance }) => {
		const change = wrongTypes[variant ?? pick(Object.keys(wrongTypes), chance)];
		if (!change) throw new Error(`There are no wrong types named ${variant}`);
		return changed(run(body), change);
	},
	protoKeys: (_fault, { body, run }) => changed(run(body), withProtoKeys),
	huge: ({ bytes = 30_000_000 }, { body, run }) =>
		changed(run(body), (reply) => ({ ...reply, links: { padding: 'x'.repeat(bytes) } })),
};

const PLAIN_ERROR = {
	status: 'error',
	category: 'VALIDATION_ERROR',
	message: 'Some values were not valid',
};

/** A reply that has nothing to do with the work, which is done or not all the same. */
function instead(reply: (fault: Fault, stage: Stage) => FaultyReply): Act {
	return (fault, stage) => {
		const written = fault.applied === 'after' ? stage.run(stage.body).written : undefined;
		return { ...reply(fault, stage), written };
	};
}

/** Changes the body of a batch; a reply of another kind stays as it is. */
function changed(reply: Reply, change: (body: BatchBody) => unknown, status?: number): FaultyReply {
	if (reply.status >= 300 || !isObject(reply.body) || !Array.isArray(reply.body.results))
		return reply;
	return { ...reply, status: status ?? reply.status, body: change(reply.body as BatchBody) };
}

function withoutChosen(fault: Fault, { body, chance }: Stage): unknown {
	const inputs = inputsOf(body);
	const chosen = choose(inputs, fault, chance);
	return { ...(body as object), inputs: inputs.filter((_input, at) => !chosen.has(at)) };
}

function withoutResults(body: BatchBody, fault: Fault, chance: Chance): BatchBody {
	const chosen = choose(body.results, fault, chance);
	return { ...body, results: body.results.filter((_one, at) => !chosen.has(at)) };
}

/** As if HubSpot had a rule against the new values: it answers 200 and keeps the old ones. */
function withPresentValues(fault: Fault, { body, portal, chance }: Stage): unknown {
	const inputs = inputsOf(body);
	const chosen = choose(inputs, fault, chance);
	return {
		...(body as object),
		inputs: inputs.map((input, at) => {
			if (!chosen.has(at) || !isObject(input) || !isObject(input.properties)) return input;
			const ad =
				typeof input.idProperty === 'string'
					? portal.ads.byUnique(input.idProperty, String(input.id))
					: portal.ads.get(String(input.id));
			const names = Object.keys(input.properties);
			const properties = Object.fromEntries(names.map((name) => [name, ad?.values[name] ?? '']));
			return { ...input, properties };
		}),
	};
}

function inputsOf(body: unknown): unknown[] {
	return isObject(body) && Array.isArray(body.inputs) ? body.inputs : [];
}

function withError(body: BatchBody, error: Record<string, unknown>): BatchBody {
	const errors = [...(body.errors ?? []), error];
	return { ...body, errors, numErrors: errors.length };
}

function page(status: number, body: string): FaultyReply {
	return { status, body, type: HTML_TYPE };
}

/** Only the 477 is documented to have the header, so that alone has it unasked. */
function retryAfterHeader({ kind, retryAfter }: Fault, now: number): string | undefined {
	if (retryAfter === 'date') return new Date(now + 60_000).toUTCString();
	if (retryAfter !== undefined) return String(retryAfter);
	return kind === 'migration' ? '30' : undefined;
}
