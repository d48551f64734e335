import type { IExecuteFunctions } from 'n8n-workflow';
import type { RunSettings } from './settings';

/**
 * n8n's Retry On Fail runs the whole node again, for the ads too that the first run has created. Only a unique property keeps
 * HubSpot from taking those twice, so without one nothing is sent.
 */
export function refuseRetries(context: IExecuteFunctions, settings: RunSettings): RunSettings {
	const isSafe = settings.uniqueProperty !== '' || context.getNode().retryOnFail !== true;
	if (isSafe) return settings;
	const refusal =
		"'Retry On Fail' runs the whole node again, which would create ads twice. Switch it off in the node's Settings, or choose a 'Unique Property Name or ID' that every ad fills";
	const invalid = settings.invalid ? `${settings.invalid}. ${refusal}` : refusal;
	return { ...settings, invalid };
}
