import type { Request } from './endpoints';
import { isFields, type LostReply, type Reply } from './reply';
import type { Send } from './channel';

/**
 * Tells a proxy or firewall that lets nothing through from HubSpot. n8n hands on a proxy's refusal of a connection as if
 * HubSpot had answered so; HubSpot's own 403 is a JSON object, and it never asks for a proxy's password (407).
 * @param look a request that only reads: where it is refused in the same way, the refusal is not about one request
 * @param connect tells the status with which a proxy refuses such a request its connection to HubSpot, if one does just now
 */
export function behindWall(
	send: Send,
	look: Request,
	connect: () => Promise<number | undefined>,
): Send {
	let isOpen = false;
	let wall: Promise<Reply | LostReply> | undefined;
	let connecting: Promise<number | undefined> | undefined;
	return async (request) => {
		const reply = await send(request);
		if (!('status' in reply)) return reply;
		if (reply.status === 407) return refusedBy(reply, true);
		if (reply.status >= 500 && !hasPassedEdge(reply)) {
			// Replies that come together share the look. Another status would not be the one that this request met.
			connecting ??= connect().finally(() => (connecting = undefined));
			return (await connecting) === reply.status ? refusedBy(reply, false) : reply;
		}
		if (isFields(reply.body)) isOpen = true;
		if (isOpen || !isStrange(reply)) return reply;

		wall ??= send(look);
		return isStrange(await wall) ? refusedBy(reply, true) : reply;
	};
}

function isStrange(reply: Reply | LostReply): boolean {
	return 'status' in reply && reply.status === 403 && !isFields(reply.body);
}

/** HubSpot's edge names itself in its replies. assumed of each one: where it does not, a look too many is sent. */
function hasPassedEdge({ headers }: Reply): boolean {
	return headers['cf-ray'] !== undefined;
}

/** @param isFinal not so where the proxy is only busy, or cannot reach HubSpot at present */
function refusedBy({ status }: Reply, isFinal: boolean): LostReply {
	const said = `a proxy or firewall answered with status ${status}`;
	return { lost: 'unreachable', said, isFinal };
}
