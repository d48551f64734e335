import type { FaultyReply } from '../acts/stage.mts';
import type { Portal } from '../portal.mts';
import { HTML_TYPE } from '../wire.mts';
import type { Call } from './call.mts';

/**
 * HubSpot's consent page. It belongs to the browser of a signed-in person, so it asks for no token. HubSpot has it on
 * another host than its API: https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/oauth/working-with-oauth
 */
export function authorize({ route }: Call, portal: Portal): FaultyReply {
	const asked = Object.fromEntries(route.query);
	const { client_id: clientId, redirect_uri: redirectUri, scope, state } = asked;
	if (!clientId || !scope || !redirectUri || !URL.canParse(redirectUri)) {
		return page(400, '<h1>The app asks in a way that HubSpot does not understand</h1>');
	}
	const code = `code-${portal.codes.size + 1}-${portal.now()}`;
	portal.codes.set(code, { clientId, redirectUri, scopes: scope.split(' ') });
	const back = new URL(redirectUri);
	back.searchParams.set('code', code);
	if (state !== undefined) back.searchParams.set('state', state);
	const scopes = scope.split(' ').map((name) => `<li>${escape(name)}</li>`);
	return page(
		200,
		`<h1>Connect an app to HubSpot</h1>
<p>It asks for:</p>
<ul>${scopes.join('')}</ul>
<a href="${escape(back.href)}">Connect app</a>`,
	);
}

function page(status: number, content: string): FaultyReply {
	const body = `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>HubSpot</title></head><body>${content}</body></html>\n`;
	return { status, body, type: HTML_TYPE };
}

function escape(text: string): string {
	return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
