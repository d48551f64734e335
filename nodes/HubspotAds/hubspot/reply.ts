/** A reply as it came. Nothing in it is to be trusted: every field may be missing or of another type. */
export interface Reply {
	readonly status: number;
	/** By lower-case name. */
	readonly headers: Readonly<Record<string, unknown>>;
	/** Parsed JSON; undefined where the body is none (a web page, a reply that was cut off, nothing). */
	readonly body: unknown;
}

/**
 * No reply came. `unreachable`: no connection to HubSpot either, so nothing was sent. `noToken`: HubSpot refused the token,
 * and n8n could not renew it just now, so nothing was written. `unauthorized`: n8n has no token to send. `misdirected`: the
 * credential's base URL may not be used.
 */
export interface LostReply {
	readonly lost:
		| 'timeout'
		| 'disconnected'
		| 'unreachable'
		| 'noToken'
		| 'unauthorized'
		| 'misdirected';
	/** The network's own code, such as ECONNRESET. */
	readonly code?: string;
	/** What is known in words: n8n's own sentence, or who refused. */
	readonly said?: string;
	/** No further try can help: what is wrong is an address, a certificate, a proxy. */
	readonly isFinal?: boolean;
}

export type Fields = Record<string, unknown>;

export function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asFields(value: unknown): Fields {
	return isFields(value) ? value : {};
}

export function asList(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

/** @returns text, also of a number; undefined for anything else and for empty text */
export function asText(value: unknown): string | undefined {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A list of texts, also where HubSpot sends one alone. */
export function asTexts(value: unknown): string[] {
	const list = Array.isArray(value) ? value : [value];
	return list.map(asText).filter((text) => text !== undefined);
}

export function isSuccess({ status }: Reply): boolean {
	return status >= 200 && status < 300;
}
