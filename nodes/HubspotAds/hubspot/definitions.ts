import { readDefinitions, withPipelines, type Definitions } from '../properties/definitions';
import type { Ask } from './ask';
import { pipelinesRequest, propertiesRequest, type ApiVersion } from './endpoints';
import type { Reason } from './fates';

/** What is known of the account's properties, or why nothing is. Neither where nothing was asked. */
export interface Known {
	readonly definitions?: Definitions;
	readonly reason?: Reason;
	/** Why nothing is known of the pipelines and their stages, where only that is so. */
	readonly noStages?: Reason;
}

/** The pipelines are needed for the check of stages only, which is not worth minutes. */
const PIPELINES_MS = 20_000;

/**
 * HubSpot's definitions of an ad's properties, with the stages of its pipelines. Without pipelines the stages are just
 * not checked.
 */
export async function loadDefinitions(
	ask: Ask,
	version: ApiVersion,
): Promise<
	| { definitions: Definitions; reason?: undefined; noStages?: Reason }
	| { definitions?: undefined; reason: Reason; noStages?: undefined }
> {
	const [properties, pipelines] = await Promise.all([
		ask(propertiesRequest(version)),
		ask(pipelinesRequest(version), PIPELINES_MS),
	]);
	if ('reason' in properties) return { reason: properties.reason };
	const definitions = readDefinitions(properties.body);
	// Ads have properties in every account; none at all is no answer.
	if (definitions.byName.size === 0) return { reason: { trouble: 'unreadable' } };
	if ('reason' in pipelines) return { definitions, noStages: pipelines.reason };
	return { definitions: withPipelines(definitions, pipelines.body) };
}
