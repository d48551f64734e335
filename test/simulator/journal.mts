import type { FaultyReply } from './acts/stage.mts';
import type { Endpoint } from './paths.mts';
import type { Answer, Ending, Request } from './wire.mts';

/** One request and what became of it, in the order of arrival. */
export type JournalEntry = {
	/** When it arrived, on the portal's clock. */
	at: number;
	method: string;
	path: string;
	/** Missing where `unknown` is true. */
	endpoint?: Endpoint;
	version?: string;
	/** A path or method that the simulator does not have: the node should never ask for one. */
	unknown?: true;
	/** The token was known and not expired. */
	accepted: boolean;
	/** All headers but the token's. In a light journal there are none. */
	headers?: Record<string, string | undefined>;
	/** The parsed body; undefined in a light journal, and where it was no JSON. */
	body?: unknown;
	/** How many inputs a batch had. */
	inputs: number;
	/** 0 where no answer was sent. */
	status: number;
	/** The body of the answer; not in a light journal. */
	answer?: string;
	ending: Ending;
	delayMs: number;
	/** The kind of the fault that changed the answer. */
	fault?: string;
	/** The ids that were really written, whatever the answer said; empty in a light journal. */
	written: string[];
	writtenCount: number;
};

export type JournalDetail = 'full' | 'light';

export function openEntry(request: Request, at: number, detail: JournalDetail): JournalEntry {
	const entry: JournalEntry = {
		at,
		method: request.method,
		path: request.path,
		accepted: false,
		inputs: 0,
		status: 0,
		ending: 'whole',
		delayMs: 0,
		written: [],
		writtenCount: 0,
	};
	if (detail === 'light') return entry;
	const { authorization, ...headers } = request.headers;
	return { ...entry, headers };
}

export function noteBody(entry: JournalEntry, body: unknown, detail: JournalDetail): void {
	const inputs = (body as { inputs?: unknown } | undefined | null)?.inputs;
	entry.inputs = Array.isArray(inputs) ? inputs.length : 0;
	if (detail === 'full') entry.body = body;
}

export function closeEntry(
	entry: JournalEntry,
	reply: FaultyReply,
	answer: Answer,
	detail: JournalDetail,
): void {
	entry.status = answer.status;
	entry.ending = answer.ending;
	entry.delayMs = answer.delayMs;
	noteWritten(entry, reply.written ?? [], detail);
	if (detail === 'full') entry.answer = answer.body;
}

/** Also when the work is done long after the reply was lost. */
export function noteWritten(entry: JournalEntry, ids: string[], detail: JournalDetail): void {
	entry.writtenCount = ids.length;
	if (detail === 'full') entry.written = ids;
}
