import type { Reason, UpdateFate } from '../hubspot/fates';
import type { AdName } from '../hubspot/inputs';
import { shorten } from '../properties/show';
import { describeNoConnection } from './noConnection';

/** `what` happened, to follow "because"; what there is `todo` about it, where it does not just pass. */
export interface Words {
	readonly what: string;
	readonly todo?: string;
}

/** Any fate but those that were wanted. */
export type AdFailure = Extract<UpdateFate, { reason: Reason }>;

const ONCE_MORE = 'run the unsent ads once more';

/**
 * What happened to one ad that was not updated, in one sentence that stands alone, and what to do about it.
 * @param named as far as it is known: not where its expression could not be evaluated
 */
export function describeFailure(
	fate: AdFailure,
	named: Partial<AdName>,
): { message: string; todo: string } {
	const ad = nameAd(named);
	const { reason } = fate;
	const { what, todo } = describeTrouble(reason);
	switch (fate.outcome) {
		case 'invalid':
			return {
				message: reason.said ?? `Ad ${ad} cannot be sent`,
				todo: 'Correct the item, or the parameter that is named',
			};
		case 'kept': {
			const { held, label } = fate.reason;
			const kept =
				held === null ? `left its '${label}' empty` : `kept '${shorten(held)}' as its '${label}'`;
			return {
				message: `HubSpot took the update of ad ${ad}, but ${kept}`,
				todo: 'Look in HubSpot for a rule or a workflow that holds the property back',
			};
		}
		case 'rejected':
			return {
				message: `HubSpot refused ad ${ad}: ${reason.said ?? what}`,
				todo: 'Correct the value, or look at the ad in HubSpot',
			};
		case 'notFound':
			return {
				message: `HubSpot has no ad with ${named.idProperty ? `'${named.idProperty}'` : 'record ID'} ${named.id}`,
				todo: named.idProperty
					? 'Check the value in HubSpot'
					: 'Check the ID in HubSpot, or match on a unique property',
			};
		case 'unconfirmed':
			return {
				message: `HubSpot did not confirm the update of ad ${ad}, because ${what}`,
				todo: 'It may have been written. Look at the ad, or send the same update again',
			};
		case 'notSent':
			return {
				message: `Ad ${ad} was not sent, because ${what}`,
				todo: todo ? `${todo}, then ${ONCE_MORE}` : `Later ${ONCE_MORE}`,
			};
	}
}

/** Says why, without the ad. */
export function describeTrouble({ trouble, scopes, said, statusCode, code }: Reason): Words {
	switch (trouble) {
		case 'misdirected':
			return {
				what: "the credential's 'Base URL' cannot be used",
				todo: 'Enter an https:// address without a path there, such as https://api.hubapi.com',
			};
		case 'redirected':
			return {
				what: "the credential's 'Base URL' redirects to another address, and the token is not sent there",
				todo: "Check the credential's 'Base URL'; HubSpot's is https://api.hubapi.com",
			};
		case 'unauthorized':
			if (statusCode === undefined) {
				return {
					what: `n8n could not use the credential${said ? ` (${quote(said)})` : ''}`,
					todo: 'Open the credential in n8n, and connect it again if it uses OAuth2',
				};
			}
			return {
				what: 'HubSpot did not accept the credential',
				todo: 'Check the credential in n8n: the token may be wrong, expired or withdrawn',
			};
		case 'forbidden':
			return {
				what: `the credential lacks ${nameScopes(scopes)}`,
				todo: 'Add the scope to the key or app in HubSpot',
			};
		case 'dailyLimit':
			return {
				what: "HubSpot's daily limit is reached; it is reset at midnight in the account's time zone",
				todo: "Wait until midnight in the account's time zone",
			};
		case 'rateLimit':
			return { what: "HubSpot's rate limit left no room in time" };
		case 'locked':
			return { what: 'HubSpot kept the ads locked for too long' };
		case 'migrating':
			return { what: 'HubSpot is moving the account to another data center' };
		case 'unavailable':
			return { what: `HubSpot was not available (status ${statusCode})` };
		case 'timeout':
			return { what: 'HubSpot did not answer in time' };
		case 'disconnected':
			return { what: `the connection to HubSpot broke${inBrackets(code)}` };
		case 'unreachable':
			return describeNoConnection(said ?? code ?? '', inBrackets(said ?? code));
		case 'noToken':
			return { what: `n8n could not renew the access token${inBrackets(said ?? code)}` };
		case 'unreadable':
			return { what: "HubSpot's reply could not be read" };
		case 'blocked':
			return {
				what: `something between n8n and HubSpot, such as a firewall or a proxy, refused the request (status ${statusCode})`,
				todo: 'Look at the values of the ad for what a firewall takes for an attack, such as <script>, or ask who runs the proxy',
			};
		case 'broken':
			return {
				what: `the node itself failed (${said})`,
				todo: 'Report it to the makers of this node, with the words in brackets',
			};
		case 'unnamed':
			return { what: "HubSpot's reply does not mention it" };
		default:
			return {
				what: said ?? `HubSpot refused the request${statusCode ? ` (status ${statusCode})` : ''}`,
			};
	}
}

/** The summary on the output pane: `248 ads updated in 3 requests. 2 were not updated.` */
export function summarise(
	outcomes: ReadonlyArray<UpdateFate['outcome']>,
	requests: number,
): string {
	const have = (outcome: UpdateFate['outcome']) => outcomes.filter((one) => one === outcome).length;
	const updated = have('updated');
	const unchanged = have('unchanged');
	const notUpdated = outcomes.length - updated - unchanged;
	return [
		`${count(updated, 'ad')} updated in ${count(requests, 'request')}.`,
		unchanged > 0 && `${unchanged} ${wasOrWere(unchanged)} unchanged.`,
		notUpdated > 0 && `${notUpdated} ${wasOrWere(notUpdated)} not updated.`,
	]
		.filter(Boolean)
		.join(' ');
}

/** The same for a dry run. */
export function summarisePreview(outcomes: ReadonlyArray<UpdateFate['outcome']>): string {
	const have = (outcome: UpdateFate['outcome']) => outcomes.filter((one) => one === outcome).length;
	const other = outcomes.length - have('wouldUpdate') - have('unchanged');
	return [
		`Nothing was written. ${count(have('wouldUpdate'), 'ad')} would be updated.`,
		have('unchanged') > 0 && `${have('unchanged')} would not change.`,
		other > 0 && `${other} could not be updated.`,
	]
		.filter(Boolean)
		.join(' ');
}

export function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Somebody else's sentence, within one of these. */
function quote(said: string): string {
	return said.slice(0, 200).replace(/\.$/, '');
}

function inBrackets(known: string | undefined): string {
	return known ? ` (${quote(known)})` : '';
}

/** HubSpot asks for one of those that it names. */
function nameScopes(scopes: readonly string[] = []): string {
	if (scopes.length === 0) return 'a scope that HubSpot asks for';
	return scopes.length === 1 ? `the scope ${scopes[0]}` : `one of the scopes ${scopes.join(', ')}`;
}

function wasOrWere(number: number): string {
	return number === 1 ? 'was' : 'were';
}

export function nameAd({ id, idProperty }: Partial<AdName>): string {
	if (id === undefined) return 'without a known ID';
	return idProperty ? `with '${idProperty}' ${id}` : id;
}
