import type { Portal } from './portal.mts';
import type { Reply } from './wire.mts';

/** Why a value was not accepted. `details` are the fields that HubSpot gives for some codes only. */
export type Refusal = {
	name: string;
	code: string;
	message: string;
	details?: { propertyValue: string };
	/** The ad that has the unique value already; empty for one that the same batch makes. */
	holder?: string;
};

/** An error body before the correlation id is put in. */
export type ErrorBody = {
	status: 'error';
	message: string;
	category?: string;
	context?: Record<string, string[]>;
	errors?: Array<{ message: string; code?: string; context?: Record<string, string[]> }>;
	links?: Record<string, string>;
};

export function failure(
	status: number,
	message: string,
	category?: string,
	rest: Partial<ErrorBody> = {},
): Reply {
	// `category` comes last in HubSpot's bodies, and some bodies have none at all.
	const body: ErrorBody = { status: 'error', message, ...rest };
	if (category !== undefined) body.category = category;
	return { status, body };
}

export function validationFailure(message: string, context?: Record<string, string[]>): Reply {
	return failure(400, message, 'VALIDATION_ERROR', context ? { context } : {});
}

/** A body that is no JSON of the right shape: HubSpot's reader refuses it, and names no category. */
export function unreadable(message: string): Reply {
	return failure(400, `Invalid input JSON ${message}`);
}

export function notFound(): Reply {
	return failure(404, 'resource not found', 'OBJECT_NOT_FOUND');
}

/** One 400 for all: an entry for each refused property of each ad, and no ad is named. */
export function refusedValues(refusals: Refusal[], portal: Portal): Reply {
	return failure(400, refusalText(refusals, portal), 'VALIDATION_ERROR', {
		errors: refusals.map(({ message, code, name }) => ({
			message,
			code,
			context: { propertyName: [name] },
		})),
	});
}

/** HubSpot packs the list of refusals into the message, as JSON. */
export function refusalText(refusals: Refusal[], { portalId }: Portal): string {
	const list = refusals.map(({ message, code, name, details }) => ({
		isValid: false,
		message,
		error: code,
		name,
		...(details && { localizedErrorMessage: message, ...details, portalId }),
	}));
	return `Property values were not valid: ${JSON.stringify(list)}`;
}
