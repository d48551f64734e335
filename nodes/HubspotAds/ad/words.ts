import { isMany, type AdFate, type OneFate } from '../hubspot/adFate';
import type { Reason, Trouble } from '../hubspot/fates';
import { showPlain, showText, toLine } from '../properties/show';
import type { Line } from './emit';
import { describeQuery } from './queryWords';
import { describeTrouble } from './troubles';
import { UPDATING, type Verbs } from './verbs';

/** How an ad is named, and what is written of it. */
type Named = Pick<Line, 'id' | 'idProperty' | 'title' | 'written'>;

/** Any fate but those that were wanted. */
export type AdFailure = Extract<AdFate, { reason: Reason }>;

const DEEDS = { created: 'creation', updated: 'update' };
/** They say which ad to look at, or what to look for. */
const NAMES_ITS_AD = new Set<Trouble>(['ageUnknown', 'existsAfterLoss']);
const UNKNOWN = 'without a known ID';

/** What became of an ad that was not updated. None ends with a full stop. */
export interface FailureWords {
	/** One sentence that stands alone: it names the ad. */
	readonly error: string;
	/** The same behind the name of the ad. */
	readonly brief: string;
	/** What to do about it, where the sentence does not say so itself. */
	readonly todo?: string;
}

/**
 * What happened to one ad that was not updated, and what to do about it.
 * @param named as far as it is known: not where its expression could not be evaluated
 */
export function describeFailure(failure: AdFailure, named: Named, verbs: Verbs): FailureWords {
	const { error, brief, todo } =
		isMany(failure) || verbs.noun === 'query'
			? describeQuery(failure, verbs)
			: describe(failure, named, verbs);
	return { error: toSentence(error), brief: toSentence(brief), todo: todo && toLine(todo) };
}

function describe(
	failure: AdFailure & OneFate,
	named: Named,
	{ sent, deed, hasNone, ifNotFound, ifRejected, ifUnconfirmed, onceMore, scopes }: Verbs,
): FailureWords {
	const ad = nameAd(named);
	const { what, todo } = describeTrouble(failure.reason, scopes);
	switch (failure.outcome) {
		case 'invalid':
			return {
				error: ad === UNKNOWN ? what : `Ad ${ad} cannot be ${sent}: ${what}`,
				brief: what,
				todo,
			};
		case 'rejected':
			if (failure.reason.trouble === 'merged') {
				return {
					error: `Ad ${ad} is left alone, because ${what}`,
					brief: `It is left alone, because ${what}`,
					todo,
				};
			}
			return {
				error: `HubSpot refused ad ${ad}: ${what}`,
				brief: `HubSpot refused it: ${what}`,
				todo: todo ?? ifRejected,
			};
		case 'kept': {
			const { held, label } = failure.reason;
			const kept = held === null ? `left its '${label}' empty` : `kept '${held}' as its '${label}'`;
			if (named.id === undefined && 'record' in failure) {
				const { id } = failure.record;
				return {
					error: `HubSpot created ad ${id}, but ${kept}`,
					brief: `HubSpot created it as ${id}, but ${kept}`,
					todo,
				};
			}
			const taken = 'deed' in failure ? DEEDS[failure.deed] : deed;
			return {
				error: `HubSpot took the ${taken} of ad ${ad}, but ${kept}`,
				brief: `HubSpot took the ${taken}, but ${kept}`,
				todo,
			};
		}
		case 'notFound': {
			const kind = named.idProperty ? `'${named.idProperty}'` : 'record ID';
			const check = named.idProperty
				? 'Check the value in HubSpot'
				: 'Check the ID in HubSpot, or match on a unique property';
			return {
				error: `${hasNone} with ${kind} ${showPlain(named.id ?? '')}`,
				brief: `${hasNone} with this ${kind}`,
				todo: `${check}; ${ifNotFound}`,
			};
		}
		case 'unconfirmed': {
			const { trouble } = failure.reason;
			const open =
				deed === UPDATING.deed && changesItsName(named)
					? `It may have been written. Look for the ad by the old and by the new '${named.idProperty}' before you send it again`
					: ifUnconfirmed;
			return {
				error: `HubSpot did not confirm the ${deed} of ad ${ad}, because ${what}`,
				brief: `HubSpot did not confirm the ${deed}, because ${what}`,
				todo: NAMES_ITS_AD.has(trouble) ? todo : trouble === 'broken' ? `${open}. ${todo}` : open,
			};
		}
		case 'notSent':
			return {
				error: `Ad ${ad} was not ${sent}, because ${what}`,
				brief: `It was not ${sent}, because ${what}`,
				todo: todo ? `${todo}. Then ${onceMore}` : `Later ${onceMore}`,
			};
	}
}

/** Then it is found by the old value only as long as it is not written, so that reading it back proves nothing. */
function changesItsName({ idProperty, written = [] }: Named): boolean {
	return idProperty !== undefined && written.includes(idProperty);
}

function nameAd({ id, idProperty, title }: Named): string {
	if (id === undefined) return title === undefined ? UNKNOWN : showText(title);
	return idProperty ? `with '${idProperty}' ${showPlain(id)}` : id;
}

/** HubSpot's own words may end with a full stop. */
function toSentence(words: string): string {
	return toLine(words.trimEnd()).replace(/\.$/, '');
}
