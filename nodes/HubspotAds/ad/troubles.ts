import type { Reason, Trouble } from '../hubspot/fates';
import { INACTIVE_OBJECT } from '../hubspot/inactiveObject';
import { listWords } from './counts';
import { describeHolder } from './holderWords';
import { describeNoConnection } from './noConnection';
import { inBrackets, quoteWithin } from './quotes';
import { UPDATING } from './verbs';

/** `what` happened, to follow "because"; what there is `todo` about it, where it does not just pass. */
export interface Words {
	readonly what: string;
	readonly todo?: string;
}

/**
 * What a trouble is about: the run, so that it is said once; one ad; or whatever it met, so that it is about the run where
 * no ad was spared.
 */
export const REACH: Record<Trouble, 'run' | 'ad' | 'whatItMet'> = {
	checks: 'ad',
	parameters: 'run',
	refused: 'ad',
	kept: 'ad',
	missing: 'ad',
	unnamed: 'ad',
	exists: 'ad',
	nameless: 'ad',
	ageUnknown: 'ad',
	existsAfterLoss: 'ad',
	merged: 'ad',
	unverified: 'ad',
	tooMany: 'ad',
	changed: 'ad',
	unsorted: 'ad',
	inactive: 'run',
	misdirected: 'run',
	redirected: 'run',
	unauthorized: 'run',
	noToken: 'run',
	forbidden: 'run',
	dailyLimit: 'run',
	rateLimit: 'run',
	migrating: 'run',
	unreachable: 'run',
	broken: 'run',
	blocked: 'whatItMet',
	locked: 'whatItMet',
	unavailable: 'whatItMet',
	timeout: 'whatItMet',
	disconnected: 'whatItMet',
	unreadable: 'whatItMet',
};

/**
 * Says why, without the ad.
 * @param needed the scopes that the node's settings need: HubSpot names one after the other
 */
export function describeTrouble(reason: Reason, needed = UPDATING.scopes): Words {
	const { trouble, scopes, said, todo, statusCode, code, existingId } = reason;
	switch (trouble) {
		case 'checks':
		case 'parameters':
			return { what: said ?? 'it does not pass the checks of the node', todo };
		case 'kept':
			return {
				what: 'HubSpot kept its own value',
				todo: 'Look at the property in HubSpot: a rule, a workflow or a calculation there may set it',
			};
		case 'inactive':
			return INACTIVE_OBJECT;
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
					what: `n8n could not use the credential${said ? ` (${quoteWithin(said)})` : ''}`,
					todo: 'Open the credential in n8n, and connect it again if it uses OAuth2',
				};
			}
			return {
				what: 'HubSpot did not accept the credential',
				todo: 'Check the credential in n8n: the token may be wrong, expired or withdrawn',
			};
		case 'forbidden':
			return {
				what: `the credential lacks ${nameScopes(scopes, needed)}`,
				todo: `Add the scope${needed.length > 1 ? 's' : ''} ${listWords(needed)} to the key or app in HubSpot, and connect the credential again if it uses OAuth2`,
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
				todo: 'Ask who runs it to let n8n through; where it refuses only some ads, look at their values for what it takes for an attack, such as <script>',
			};
		case 'broken':
			return {
				what: `the node itself failed (${said})`,
				todo: 'Report it to the makers of this node, with the words in brackets',
			};
		case 'unnamed':
			return { what: "HubSpot's reply does not tell what became of it" };
		case 'exists':
		case 'existsAfterLoss':
		case 'ageUnknown':
			return describeHolder(reason);
		case 'merged':
			return {
				what: `it was merged into another ad${inBrackets(existingId)}`,
				todo: 'Use the record ID of the other ad, if that one is meant',
			};
		case 'unverified':
			return { what: 'HubSpot took the request, and reading back does not show that it was done' };
		case 'tooMany':
			return {
				what: "HubSpot's search shows the first 10,000 ads only",
				todo: 'Use fewer conditions or no sort, or narrow the search',
			};
		case 'changed':
			return { what: 'ads changed while they were read' };
		case 'unsorted':
			return { what: 'HubSpot did not keep to the order of the record IDs' };
		case 'nameless':
			return {
				what: 'HubSpot has no such ad yet, and a new one has to have a name',
				todo: "Give it a value of 'hs_name'",
			};
		case 'missing':
		case 'refused':
			return {
				what: said ?? `HubSpot refused the request${statusCode ? ` (status ${statusCode})` : ''}`,
				todo,
			};
	}
}

/** One of those that HubSpot names would do, so the credential has none of them. */
function nameScopes(named: readonly string[] = [], needed: readonly string[]): string {
	if (named.length === 0) return 'a scope that HubSpot asks for';
	if (named.length === 1) return `the scope ${named[0]}`;
	const lacking = needed.filter((scope) => named.includes(scope));
	if (lacking.length === 0) return `one of the scopes ${named.join(', ')}`;
	return `the scope${lacking.length > 1 ? 's' : ''} ${listWords(lacking)}`;
}
