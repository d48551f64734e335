import type { Portal } from '../portal.mts';
import type { Reply } from '../wire.mts';
import type { Call } from './call.mts';

/** documented: an access token of OAuth lives for half an hour. */
const TOKEN_SECONDS = 1_800;

/** Renews an access token. It has no caller: the refresh token is what identifies the app. */
export function renewToken({ body }: Call, portal: Portal): Reply {
	const form = new URLSearchParams(typeof body === 'string' ? body : '');
	const refreshToken = form.get('refresh_token') ?? '';
	const scopes = portal.refreshTokens.get(refreshToken);
	if (form.get('grant_type') !== 'refresh_token' || !scopes) return invalidGrant();
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

function invalidGrant(): Reply {
	const message = 'refresh token is invalid, expired or revoked';
	return {
		status: 400,
		body: {
			error: 'invalid_grant',
			error_description: message,
			status: 'BAD_REFRESH_TOKEN',
			message,
		},
	};
}
