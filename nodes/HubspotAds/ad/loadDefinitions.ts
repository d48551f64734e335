import type { Reason } from '../delivery/ledger';
import { isAnswer, judgeNoAnswer } from '../hubspot/answers';
import { pipelinesRequest, propertiesRequest, type ApiVersion } from '../hubspot/endpoints';
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
	if (!isAnswer(properties)) return judgeNoAnswer(properties, Date.now()).reason;
	const definitions = readDefinitions(properties.body);
	// Ads have properties in every account; none at all is no answer.
	if (definitions.byName.size === 0)
		return { trouble: 'unreadable', statusCode: properties.status };
	return isAnswer(pipelines) ? withPipelines(definitions, pipelines.body) : definitions;
}
