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
	/^(The provided authorization grant|Client authentication failed|The client is not authorized|The authorization server) [\w .,()'/-]*$/,
	/^The access token was not sent to /,
	/^The credential's 'Base URL' is not an address/,
	/^Node .{0,200} does not have any credentials/,
	/^Domain not allowed: /,
];

/** Answers of the token endpoint that no further try changes: HubSpot's own to a withdrawn token is a plain 400. */
const REVOKED =
	/^(The credential .* reconnected|OAuth |The provided|Client auth|The client is|HTTP status 40[01]$)/;

/** n8n's sentence, where it is one that holds no secret. */
export function knownSentence(error: unknown): string | undefined {
	const sentences = sentencesOf(causesOf(error));
	return sentences.find((sentence) => KNOWN.some((known) => known.test(sentence)));
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
