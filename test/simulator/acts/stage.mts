import type { Chance } from '../chance.mts';
import { isObject } from '../endpoints/call.mts';
import type { Fault } from '../faults.mts';
import type { BatchBody } from '../oddBodies.mts';
import type { Endpoint } from '../paths.mts';
import type { Portal } from '../portal.mts';
import type { Ending, Reply } from '../wire.mts';

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
	/** The ad that the path names, where it names one. */
	named: { id?: string; idProperty?: string };
	portal: Portal;
	chance: Chance;
	/** Does the work now. */
	run(body: unknown): Reply;
	/** Does the work when the reply is long lost; the journal hears of it then. */
	runLater(body: unknown, afterMs: number): void;
};

export type Act = (fault: Fault, stage: Stage) => FaultyReply;

/** Changes the body of a batch or a page; a reply of another kind stays as it is. */
export function changed(
	reply: Reply,
	change: (body: BatchBody) => unknown,
	status?: number,
): FaultyReply {
	if (reply.status >= 300 || !isObject(reply.body) || !Array.isArray(reply.body.results))
		return reply;
	return { ...reply, status: status ?? reply.status, body: change(reply.body as BatchBody) };
}

export function inputsOf(body: unknown): unknown[] {
	return isObject(body) && Array.isArray(body.inputs) ? body.inputs : [];
}

export function withError(body: BatchBody, ...more: Array<Record<string, unknown>>): BatchBody {
	const errors = [...(body.errors ?? []), ...more];
	return { ...body, errors, numErrors: errors.length };
}
