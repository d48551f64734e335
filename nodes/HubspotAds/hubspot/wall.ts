import type { Request } from './endpoints';
import { isFields, type LostReply, type Reply } from './reply';
import type { Send } from './channel';

/**
 * Tells a proxy or firewall that lets nothing through from HubSpot. n8n hands on a proxy's refusal of a connection as if
 * HubSpot had answered so; HubSpot's own 403 is a JSON object, and it never asks for a proxy's password (407).
 * @param look a request that only reads: where it is refused in the same way, the refusal is not about one request
 */
export function behindWall(send: Send, look: Request): Send {
	let isOpen = false;
	let wall: Promise<Reply | LostReply> | undefined;
	return async (request) => {
		const reply = await send(request);
		if (!('status' in reply)) return reply;
		if (reply.status === 407) return refusedBy(reply);
		if (isFields(reply.body)) isOpen = true;
		if (isOpen || !isStrange(reply)) return reply;

		wall ??= send(look);
		return isStrange(await wall) ? refusedBy(reply) : reply;
	};
}

function isStrange(reply: Reply | LostReply): boolean {
	return 'status' in reply && reply.status === 403 && !isFields(reply.body);
}

function refusedBy({ status }: Reply): LostReply {
	const said = `a proxy or firewall answered with status ${status}`;
	return { lost: 'unreachable', said, isFinal: true };
}
