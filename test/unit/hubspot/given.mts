import { placeOf, type UpdateInput } from '../../../nodes/HubspotAds/hubspot/inputs';
import type { Reply } from '../../../nodes/HubspotAds/hubspot/reply';

/** 5 October 2026, 09:00 UTC. */
export const NOW = Date.UTC(2026, 9, 5, 9);

export function ad(
	id: string,
	properties: Record<string, string> = { hs_price: '5' },
	parts: Partial<UpdateInput> = {},
): UpdateInput {
	const place = placeOf({ id, ...parts });
	return { lines: [0], id, properties, traceId: `trace-${id}`, ...place, ...parts };
}

export function reply(status: number, body?: unknown, headers: Record<string, string> = {}): Reply {
	return { status, body, headers };
}

/** HubSpot's frame around an error. */
export function refusal(message: string, rest: object = {}): object {
	return { status: 'error', message, correlationId: 'c0ffee00-1', ...rest };
}

/** The 400 on values: each complaint stands in `message` as JSON, and in `errors` with the name of its property. */
export function refusedValues(
	...complaints: Array<{ name: string; error: string; message: string; propertyValue?: string }>
): object {
	const embedded = complaints.map((complaint) => ({ isValid: false, ...complaint }));
	return refusal(`Property values were not valid: ${JSON.stringify(embedded)}`, {
		category: 'VALIDATION_ERROR',
		errors: complaints.map(({ name, error, message }) => ({
			message,
			code: error,
			context: { propertyName: [name] },
		})),
	});
}
