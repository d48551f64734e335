import type { Portal } from '../portal.mts';
import type { Reply } from '../wire.mts';
import type { Call } from './call.mts';

/** documented: an access token of OAuth lives for half an hour. */
const TOKEN_SECONDS = 1_800;

/** Gives an access token for a code or for a refresh token. It has no caller: those are what identifies the app. */
export function giveToken({ body }: Call, portal: Portal): Reply {
	const form = new URLSearchParams(typeof body === 'string' ? body : '');
	return form.get('grant_type') === 'authorization_code'
		? redeemCode(form, portal)
		: renewToken(form, portal);
}

/** A code works once, for the app and the address that it was given for. */
function redeemCode(form: URLSearchParams, portal: Portal): Reply {
	const code = form.get('code') ?? '';
	const given = portal.codes.get(code);
	const fits =
		given?.clientId === form.get('client_id') &&
		given.redirectUri === form.get('redirect_uri') &&
		form.get('client_secret');
	if (!fits) return invalidGrant('BAD_AUTH_CODE', 'missing or unknown auth code');
	portal.codes.delete(code);
	const refreshToken = `refresh-${portal.refreshTokens.size + 1}-${portal.now()}`;
	portal.refreshTokens.set(refreshToken, given.scopes);
	return tokens(refreshToken, given.scopes, portal);
}

function renewToken(form: URLSearchParams, portal: Portal): Reply {
	const refreshToken = form.get('refresh_token') ?? '';
	const scopes = portal.refreshTokens.get(refreshToken);
	if (form.get('grant_type') !== 'refresh_token' || !scopes) {
		return invalidGrant('BAD_REFRESH_TOKEN', 'refresh token is invalid, expired or revoked');
	}
	return tokens(refreshToken, scopes, portal);
}

function tokens(refreshToken: string, scopes: string[], portal: Portal): Reply {
	const accessToken = `renewed-${portal.tokens.size + 1}-${portal.now()}`;
	portal.tokens.set(accessToken, { scopes, expiresAt: portal.now() + TOKEN_SECONDS * 1_000 });
	return {
		status: 200,
		body: {
			token_type: 'bearer',
			refresh_token: refreshToken,
			access_token: accessToken,
			hub_id: portal.portalId,
			scopes,
			token_use: 'access_token',
			expires_in: TOKEN_SECONDS,
		},
	};
}

function invalidGrant(status: string, message: string): Reply {
	return {
		status: 400,
		body: { error: 'invalid_grant', error_description: message, status, message },
	};
}
