import type { Reason } from '../delivery/ledger';
import { pipelinesRequest, propertiesRequest, type ApiVersion } from '../hubspot/endpoints';
import { asFields, type LostReply, type Reply } from '../hubspot/reply';
import { judgeLostReply, judgeStatus } from '../hubspot/statuses';
import type { Send } from '../hubspot/transport';
import { readDefinitions, withPipelines, type Definitions } from '../properties/definitions';

/**
 * HubSpot's definitions of an ad's properties, with the stages of its pipelines.
 * @returns the reason where the properties cannot be read; without pipelines the stages are just not checked
 */
export async function loadDefinitions(
	send: Send,
	version: ApiVersion,
): Promise<Definitions | Reason> {
	const [properties, pipelines] = await Promise.all([
		send(propertiesRequest(version)),
		send(pipelinesRequest(version)),
	]);
	if (!isRead(properties)) return whyNot(properties);
	const definitions = readDefinitions(properties.body);
	return isRead(pipelines) ? withPipelines(definitions, pipelines.body) : definitions;
}

function isRead(reply: Reply | LostReply): reply is Reply {
	return 'status' in reply && reply.status === 200 && Array.isArray(asFields(reply.body).results);
}

function whyNot(reply: Reply | LostReply): Reason {
	if ('lost' in reply) return judgeLostReply(reply).reason;
	if (reply.status === 200) return { trouble: 'unreadable', statusCode: 200 };
	return judgeStatus(reply, [], Date.now()).reason;
}
