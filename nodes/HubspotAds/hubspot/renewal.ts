import type { Send } from './channel';
import type { LostReply, Reply } from './reply';

/**
 * Sends a request; where HubSpot does not accept the token, once more as soon as n8n has renewed it. Until then nothing was
 * written, whatever becomes of the renewal: it has a request of its own, which only reads.
 * @param renew the reason where the token may not have been renewed
 */
export function withRenewal(send: Send, renew: () => Promise<LostReply | undefined>): Send {
	let renewal: Promise<LostReply | undefined> | undefined;
	return async (request) => {
		const known = renewal;
		const reply = await send(request);
		if (!isTokenRefused(reply)) return reply;

		// Requests that were refused together share a renewal; one may have ended while this request was under way.
		if (renewal === known) renewal = renew();
		const failure = await renewal;
		const again = await send(request);
		return failure && isTokenRefused(again) ? failure : again;
	};
}

function isTokenRefused(reply: Reply | LostReply): boolean {
	return 'status' in reply && reply.status === 401;
}
