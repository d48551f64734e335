import type { Advice, Input } from '../delivery/operation';
import type { NotFound, Reason, Rejected } from './fates';
import type { AdName } from './inputs';
import { InputFinder } from './matching';
import { readReason } from './reasons';
import { asFields, asList, asText, type Reply } from './reply';
import { judgeStatus } from './statuses';

/** What is said of an input for now, as a status would say it of a batch. assumed: no such item of a 207 was ever recorded. */
const PASSING = new Map([
	['RATE_LIMITS', 429],
	['LOCKED', 423],
	['INTERNAL_ERROR', 500],
]);

interface Refusals<In> {
	/** The fates of the inputs that are named. */
	readonly fates: Map<In, NotFound | Rejected>;
	/** The first item that names none. */
	readonly anonymous: unknown;
	/** What is to be done with those of which it is said that they can be tried again. */
	readonly passing?: Advice<never, Reason>;
}

/** What the items of `errors` say of the inputs of a batch. */
export function readErrors<In extends Input & Partial<AdName>>(
	reply: Reply,
	inputs: readonly In[],
	now: number,
): Refusals<In> {
	const finder = new InputFinder(inputs);
	const fates = new Map<In, NotFound | Rejected>();
	let anonymous: unknown;
	let passing: Advice<never, Reason> | undefined;
	for (const error of asList(asFields(reply.body).errors)) {
		const category = asText(asFields(error).category) ?? '';
		const status = PASSING.get(category);
		if (status !== undefined) {
			passing ??= judgeStatus({ ...reply, status, body: error }, [], now);
			continue;
		}
		const fate: NotFound | Rejected =
			category === 'OBJECT_NOT_FOUND'
				? { outcome: 'notFound', reason: readReason('missing', reply, error) }
				: { outcome: 'rejected', reason: readReason('refused', reply, error) };
		const named = finder.ofError(error);
		if (named.length === 0) anonymous ??= error;
		for (const input of named) if (!fates.has(input)) fates.set(input, fate);
	}
	return { fates, anonymous, passing };
}
