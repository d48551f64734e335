import type { FaultyReply } from './acts/stage.mts';
import { JSON_TYPE } from './wire.mts';
import type { Answer } from './wire.mts';

/** Puts the edge around a reply: headers, correlation id, and what a fault does to the body. */
export function finish(
	reply: FaultyReply,
	limitHeaders: Record<string, string>,
	tookMs: number,
	now: number,
	correlationId: string,
): Answer {
	const whole = textOf(reply.body, correlationId);
	return {
		status: reply.status,
		headers: {
			'content-type': reply.type ?? JSON_TYPE,
			date: new Date(now + tookMs).toUTCString(),
			server: 'cloudflare',
			'cf-ray': `${correlationId.slice(0, 8)}${correlationId.slice(24, 32)}-FRA`,
			'x-hubspot-correlation-id': correlationId,
			...limitHeaders,
			...reply.headers,
		},
		body:
			reply.cutAt === undefined ? whole : whole.slice(0, Math.floor(whole.length * reply.cutAt)),
		delayMs: tookMs + (reply.extraDelayMs ?? 0),
		ending: reply.ending ?? 'whole',
	};
}

/** A text is sent as it is; an error gets its correlation id, which comes after the message. */
function textOf(body: unknown, correlationId: string): string {
	if (typeof body === 'string') return body;
	if (typeof body !== 'object' || body === null || !('message' in body))
		return JSON.stringify(body);
	if (!('status' in body) || body.status !== 'error') return JSON.stringify(body);
	const { status, message, ...rest } = body;
	return JSON.stringify({ status, message, correlationId, ...rest });
}
