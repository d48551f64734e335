/** What stands where a reply repeated the access token, or another secret that goes with it. */
const HIDDEN = '[access token]';

/** Shorter ones are no tokens of HubSpot's: hiding a test's `test` everywhere would rewrite the texts of users. */
const SECRET_LENGTH = 16;

/**
 * Parses a body. A reply may repeat a secret, in escaped letters too, or carry `__proto__`: a body that could is
 * written out once more without escapes, cleared of both, and only then used.
 * @returns undefined where the body is no JSON, or nested deeper than it can be read
 */
export function readBody(text: string, secrets: readonly string[]): unknown {
	try {
		const body: unknown = JSON.parse(text);
		if (!['\\', '__proto__', ...secrets].some((one) => text.includes(one))) return body;

		const escaped = secrets.map((secret) => JSON.stringify(secret).slice(1, -1));
		return JSON.parse(hideSecrets(JSON.stringify(body), escaped), dropPrototype);
	} catch {
		return undefined;
	}
}

/** A secret that is as short as a word is hidden only where it is used as one. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
	return secrets.reduce((shown, secret) => {
		if (secret === '') return shown;
		if (secret.length >= SECRET_LENGTH) return shown.replaceAll(secret, HIDDEN);
		const word = secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
		return shown.replace(new RegExp(`(Bearer\\s+)${word}(?![\\w.-])`, 'gi'), `$1${HIDDEN}`);
	}, text);
}

/** The same for text that may have been shortened: the beginning of a secret goes too. */
export function hideBegun(text: string, secrets: readonly string[]): string {
	return secrets.reduce((shown, secret) => {
		const begin = secret.slice(0, SECRET_LENGTH);
		if (begin.length < SECRET_LENGTH || !shown.includes(begin)) return shown;
		const [head, ...parts] = shown.split(begin);
		const rest = secret.slice(SECRET_LENGTH);
		const hidden = parts.map((part) => {
			let end = 0;
			while (end < rest.length && part[end] === rest[end]) end++;
			return `${HIDDEN}${part.slice(end)}`;
		});
		return [head, ...hidden].join('');
	}, text);
}

function dropPrototype(this: unknown, key: string, value: unknown): unknown {
	return key === '__proto__' ? undefined : value;
}
