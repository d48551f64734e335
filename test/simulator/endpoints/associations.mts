import { validationFailure } from '../replies.mts';
import type { Reply } from '../wire.mts';
import { cannotDeserialize, isObject } from './call.mts';

/**
 * Checks associations that come with a create. recorded: a wrong shape is unreadable. reported: a wrong type is refused.
 * They are not kept, as a reply to a create does not show them either (recorded).
 */
export function checkAssociations(inputs: unknown[]): Reply | undefined {
	for (const input of inputs) {
		const given = isObject(input) ? (input.associations ?? []) : [];
		if (!Array.isArray(given)) return cannotDeserialize('java.util.ArrayList', given);
		for (const one of given as unknown[]) {
			if (!isObject(one) || !isObject(one.to) || !Array.isArray(one.types))
				return cannotDeserialize(SHAPE, one);
			if (!one.types.every(isKnown))
				return validationFailure('one or more associations are not valid');
		}
	}
	return;
}

function isKnown(type: unknown): boolean {
	if (!isObject(type)) return false;
	// A label of the account's own has a number that is known nowhere else.
	return (
		type.associationCategory === 'USER_DEFINED' || TYPE_IDS.has(Number(type.associationTypeId))
	);
}

const SHAPE = 'com.hubspot.inbounddb.publicobject.core.v2.PublicAssociationsForObject$Json';

/** documented: from an ad to contacts, companies, deals, tickets, activities and projects. */
const TYPE_IDS = new Set([882, 884, 886, 890, 894, 896, 898, 900, 902, 904, 942, 1321]);
