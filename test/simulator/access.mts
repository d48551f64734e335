import type { Endpoint, Route } from './paths.mts';
import type { Portal, Token } from './portal.mts';
import { failure } from './replies.mts';
import type { Reply, Request } from './wire.mts';

/** Who asks: the token of a request, or the 401 it gets. */
export type Caller = { token: Token; text: string } | { refusal: Reply };

export function identify(request: Request, portal: Portal): Caller {
	const text = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
	if (text === undefined) return { refusal: invalidToken() };
	const token = portal.tokens.get(text);
	if (!token) return { refusal: unknownToken(portal) };
	const now = portal.now();
	if (token.expired || (token.expiresAt ?? Infinity) <= now)
		return { refusal: expiredToken(token.expiresAt ?? now - 75_000, now) };
	return { token, text };
}

/** The scope is checked before anything about the record is. */
export function missingScope({ scopes }: Token, route: Route): Reply | undefined {
	const enough = scopesOf[route.endpoint];
	if (enough.length === 0 || enough.some((scope) => scopes.includes(scope))) return;
	return missingScopes(enough.slice(0, 1));
}

export function invalidToken(): Reply {
	return failure(
		401,
		'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
		'INVALID_AUTHENTICATION',
	);
}

export function expiredToken(expiredAt: number, now: number): Reply {
	const seconds = Math.floor((now - expiredAt) / 1000);
	const ago = seconds < 86_400 ? `${seconds} second(s)` : `${Math.floor(seconds / 86_400)} day(s)`;
	return failure(
		401,
		`The OAuth token used to make this call expired ${ago} ago.`,
		'EXPIRED_AUTHENTICATION',
		{ context: { 'expire time': [new Date(expiredAt).toISOString()] } },
	);
}

export function missingScopes(scopes: string[]): Reply {
	return failure(403, SCOPES_TEXT, 'MISSING_SCOPES', {
		errors: [
			{
				message: 'One or more of the following scopes are required.',
				context: { requiredGranularScopes: scopes },
			},
		],
		links: { scopes: 'https://developers.hubspot.com/scopes' },
	});
}

/** The other shape of the 403, recorded at the schemas endpoint. */
export function missingScopesInContext(scopes: string[]): Reply {
	return failure(403, SCOPES_TEXT, 'MISSING_SCOPES', {
		context: { requiredGranularScopes: scopes },
		links: { scopes: 'https://developers.hubspot.com/scopes' },
	});
}

const SCOPES_TEXT =
	"This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.";

const READ = 'crm.objects.listings.read';
const WRITE = 'crm.objects.listings.write';
const SCHEMA = 'crm.schemas.listings.read';

/** Everything that the node asks for, and to read owners. */
export const allScopes = ['oauth', READ, WRITE, 'crm.objects.owners.read'];

/** Any one of these is enough; an empty list asks for a valid token only. */
export const scopesOf: Record<Endpoint, readonly string[]> = {
	batchCreate: [WRITE],
	batchUpsert: [WRITE],
	batchUpdate: [WRITE],
	patchAd: [WRITE],
	createAd: [WRITE],
	archiveAd: [WRITE],
	batchArchive: [WRITE],
	mergeAds: [WRITE],
	batchRead: [READ],
	getAd: [READ],
	listAds: [READ],
	search: [READ],
	properties: [READ, WRITE, SCHEMA],
	property: [READ, WRITE, SCHEMA],
	pipelines: [READ, WRITE, SCHEMA],
	owners: ['crm.objects.owners.read'],
	accountInfo: [],
	tokenInfo: [],
	authorize: [],
	token: [],
};

function unknownToken({ guesses, auth, now }: Portal): Reply {
	const byAuth = auth === 'oauth' ? 'expired' : 'invalid';
	const kind = guesses.unknownToken === 'byAuth' ? byAuth : guesses.unknownToken;
	return kind === 'expired' ? expiredToken(0, now()) : invalidToken();
}
