import { errorCodeOf, causesOf, sentencesOf } from './losses';
import type { LostReply } from './reply';

/**
 * What n8n says of a credential or of a token, whole or as its beginning. Nothing else of its errors is repeated: they quote
 * what a server sent, and that may be a new token, or the secret of the app.
 */
const KNOWN = [
	/^The credential .{1,200} needs to be reconnected\.$/,
	/^OAuth access token expired and no refresh token is available\./,
	/^OAuth credentials not connected$/,
	/^Unable to sign without access token$/,
	/^HTTP status \d{3}$/,
	/^Request failed with status code \d{3}$/,
	/^timeout of \d+ms exceeded$/,
	/^The access token was not sent to /,
	/^The credential's 'Base URL' is not an address/,
	/^Node .{0,200} does not have any credentials/,
	/^Domain not allowed: /,
];

/**
 * What n8n says of an error that the standard knows, word for word: another one is told in the words of the server, which may
 * begin so. documented: RFC 6749, 4.1.2.1 and 5.2
 */
const OF_STANDARD = new Set([
	'The provided authorization grant (e.g., authorization code, resource owner credentials) or refresh token is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
	'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).',
	'The client is not authorized to request an authorization code using this method.',
	'The authorization server encountered an unexpected condition that prevented it from fulfilling the request. (This error code is needed because a 500 Internal Server Error HTTP status code cannot be returned to the client via an HTTP redirect.)',
	'The authorization server is currently unable to handle the request due to a temporary overloading or maintenance of the server.',
	'The authorization server does not support obtaining an authorization code using this method.',
]);

/** Answers of the token endpoint that no further try changes: HubSpot's own to a withdrawn token is a plain 400. */
const REVOKED =
	/^(The credential .* reconnected|OAuth |The provided|Client auth|The client is|HTTP status 40[01]$)/;

/** n8n's sentence, where it is one that holds no secret. */
export function knownSentence(error: unknown): string | undefined {
	const sentences = sentencesOf(causesOf(error));
	return sentences.find(
		(sentence) => OF_STANDARD.has(sentence) || KNOWN.some((known) => known.test(sentence)),
	);
}

/** Why a token may not have been renewed: for good, or just now. */
export function readRenewalFailure(error: unknown): LostReply {
	const said = knownSentence(error);
	if (said && REVOKED.test(said)) return { lost: 'unauthorized', said };
	const code = errorCodeOf(causesOf(error));
	return { lost: 'noToken', said, code: said ? undefined : readableCode(code) };
}

function readableCode(code: string | undefined): string | undefined {
	return code && /^E[A-Z_]+$/.test(code) ? code : undefined;
}
