import type { Reason, Rejected } from './fates';
import { isConflict } from './judgeCreate';

/**
 * What is said of an ad that stays open because a refusal for its unique value is no proof: an earlier, lost try may have made
 * the very ad that has the value. Of several such refusals the one that tells most counts.
 */
export function learnConflict(
	told: { readonly outcome: string } | Rejected,
	before: Reason | undefined,
): Reason | undefined {
	if (!isRejected(told) || !(told.reason.trouble === 'exists' || isConflict(told.reason))) {
		return before;
	}
	if (before && knowledgeIn(before) >= knowledgeIn(told.reason)) return before;
	return { ...told.reason, trouble: 'existsAfterLoss' };
}

function isRejected(told: { readonly outcome: string } | Rejected): told is Rejected {
	return told.outcome === 'rejected';
}

function knowledgeIn({ holder, existingId, property }: Reason): number {
	return [holder, existingId, property].filter((known) => known !== undefined).length;
}
