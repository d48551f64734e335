import { pick } from '../chance.mts';
import type { Chance } from '../chance.mts';
import { showWritten } from '../records.mts';
import type { Fault } from '../faults.mts';
import { choose, withProtoKeys, wrongTypes } from '../oddBodies.mts';
import type { BatchBody } from '../oddBodies.mts';
import { headerLies } from '../oddHeaders.mts';
import { split } from './onInputs.mts';
import { changed, inputsOf, withError } from './stage.mts';
import type { Act } from './stage.mts';

/** The work is done, and its reply is changed. */
export const onReplies = {
	cut: ({ endsInOrder }, { body, run }) => ({
		...run(body),
		ending: endsInOrder ? 'whole' : 'cut',
		cutAt: 0.6,
	}),
	slow: ({ delayMs = 1_000 }, { body, run }) => ({ ...run(body), extraDelayMs: delayMs }),
	lyingHeaders: ({ variant }, { body, run, chance }) => {
		const headers = headerLies[variant ?? pick(Object.keys(headerLies), chance)];
		if (!headers) throw new Error(`There are no headers named ${variant}`);
		return { ...run(body), headers };
	},

	emptyResults: (fault, stage) => {
		const isBatch = inputsOf(stage.body).length > 0;
		const body = isBatch && fault.applied !== 'after' ? { inputs: [] } : stage.body;
		const reply = stage.run(body);
		const whole = reply.status === 207 ? 200 : reply.status;
		return changed(
			reply,
			(all) => {
				const { errors, numErrors, ...frame } = { ...all, results: [] };
				return fault.status === 207 ? { ...frame, errors: [], numErrors: 0 } : frame;
			},
			fault.status ?? whole,
		);
	},
	missingResults: (fault, stage) => {
		if (fault.applied === 'before') return stage.run(split(fault, stage).body);
		return changed(stage.run(stage.body), (body) => withoutResults(body, fault, stage.chance));
	},
	repeatedResult: (_fault, { body, run, chance }) =>
		changed(run(body), (reply) => ({
			...reply,
			results: reply.results.length
				? [...reply.results, pick(reply.results, chance)]
				: reply.results,
		})),
	swappedTraceIds: (_fault, { body, run }) =>
		changed(run(body), (reply) => ({
			...reply,
			results: reply.results.map((result, at, { length }) => ({
				...result,
				objectWriteTraceId: reply.results[(at + 1) % length].objectWriteTraceId,
			})),
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
				return withError(reply, { ...CONTRADICTION, context });
			},
			207,
		),
	pending: (fault, stage) => {
		const before = fault.applied === 'before';
		const reply = stage.run(before ? split(fault, stage).body : stage.body);
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
} satisfies Record<string, Act>;

const CONTRADICTION = {
	status: 'error',
	category: 'VALIDATION_ERROR',
	message: 'Some values were not valid',
};

function withoutResults(body: BatchBody, fault: Fault, chance: Chance): BatchBody {
	const chosen = choose(body.results, fault, chance);
	return { ...body, results: body.results.filter((_one, at) => !chosen.has(at)) };
}
