import { PORTAL_ID } from '../account.mts';
import type { Portal } from '../portal.mts';
import { notFound } from '../replies.mts';
import type { Reply } from '../wire.mts';
import type { Call } from './call.mts';
import { pagingAfter } from './listAds.mts';

export function properties({ route }: Call, portal: Portal): Reply {
	const archived = route.query.get('archived') === 'true';
	const results = [...portal.properties.values()].filter(
		(definition) => (definition.archived ?? false) === archived,
	);
	return { status: 200, body: { results } };
}

export function property({ route }: Call, portal: Portal): Reply {
	const definition = portal.properties.get(route.id ?? '');
	return definition ? { status: 200, body: definition } : notFound();
}

export function pipelines(_call: Call, portal: Portal): Reply {
	return { status: 200, body: { results: portal.pipelines } };
}

export function owners({ route }: Call, portal: Portal): Reply {
	const { query } = route;
	const limit = Number(query.get('limit') ?? 100);
	const after = Number(query.get('after') ?? 0);
	const archived = query.get('archived') === 'true';
	const all = portal.owners.filter((owner) => owner.archived === archived);
	const results = all.slice(after, after + limit);
	if (after + limit >= all.length) return { status: 200, body: { results } };
	return { status: 200, body: { results, paging: pagingAfter(String(after + limit), query) } };
}

export function accountInfo(): Reply {
	return {
		status: 200,
		body: {
			portalId: PORTAL_ID,
			accountType: 'STANDARD',
			timeZone: 'UTC',
			companyCurrency: 'USD',
			additionalCurrencies: [],
			utcOffset: '+00:00',
			utcOffsetMilliseconds: 0,
			uiDomain: 'app.hubspot.com',
			dataHostingLocation: 'na1',
		},
	};
}

/** Only private apps have it, and it tells what their own token may do. */
export function tokenInfo({ token }: Call, portal: Portal): Reply {
	return {
		status: 200,
		body: { userId: 61530024, hubId: portal.portalId, appId: 1512050, scopes: token.scopes },
	};
}
