/** What stands where a reply repeated the access token. */
const HIDDEN = '[access token]';

/**
 * Parses a body. A reply may repeat the token, in escaped letters too, or carry `__proto__`: a body that could is
 * written out once more without escapes, cleared of both, and only then used.
 * @returns undefined where the body is no JSON, or nested deeper than it can be read
 */
export function readBody(text: string, token: string): unknown {
	try {
		const body: unknown = JSON.parse(text);
		if (!/\\|__proto__/.test(text) && !text.includes(token)) return body;

		return JSON.parse(hideToken(JSON.stringify(body), token), dropPrototype);
	} catch {
		return undefined;
	}
}

export function hideToken(text: string, token: string): string {
	return token === '' ? text : text.replaceAll(token, HIDDEN);
}

function dropPrototype(this: unknown, key: string, value: unknown): unknown {
	return key === '__proto__' ? undefined : value;
}
