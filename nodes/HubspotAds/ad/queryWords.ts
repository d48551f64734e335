import { isMany } from '../hubspot/adFate';
import type { Reason } from '../hubspot/fates';
import { count } from './counts';
import { describeTrouble } from './troubles';
import type { Verbs } from './verbs';
import type { AdFailure, FailureWords } from './words';

/** What happened to a query: it has no name, and may have found ads before it ended. */
export function describeQuery(
	failure: AdFailure,
	{ ifRejected, onceMore, scopes }: Verbs,
): FailureWords {
	const { what, todo } = describeTrouble(failure.reason, scopes);
	if (failure.outcome === 'invalid') return { error: what, brief: what, todo };
	if (failure.outcome === 'rejected') {
		const error = `HubSpot refused the query: ${what}`;
		return { error, brief: error, todo: todo ?? ifRejected };
	}
	const error = isMany(failure)
		? sayHowFar(count(failure.records.length, 'ad'), failure.reason, what)
		: `The ads could not be read, because ${what}`;
	return { error, brief: error, todo: todo ? `${todo}. Then ${onceMore}` : `Later ${onceMore}` };
}

/** Where ads moved there may be gaps, whether or not the query went to its end. */
function sayHowFar(read: string, { trouble }: Reason, what: string): string {
	return trouble === 'changed'
		? `Others may be missing among the ${read} that were read, because ${what}`
		: `There may be more than the ${read} that could be read, because ${what}`;
}
