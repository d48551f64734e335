import type { Reply } from './client.mts';

export type Verdict = 'confirmed' | 'refuted' | 'unknown';

/** What became of one guess. */
export type Finding = {
	/** A key of the simulator's guesses, or of another assumption. */
	name: string;
	verdict: Verdict;
	/** What HubSpot does, or why that is not known. */
	says: string;
	/** The replies from which this was concluded. */
	seen: Reply[];
};

export function unknown(name: string, why: string, ...seen: Reply[]): Finding {
	return { name, verdict: 'unknown', says: why, seen };
}

/** @param actual what HubSpot did; undefined where the reply does not tell */
export function compare(
	name: string,
	assumed: unknown,
	actual: unknown,
	...seen: Reply[]
): Finding {
	if (actual === undefined) return unknown(name, 'the reply does not tell', ...seen);
	const isSame = JSON.stringify(assumed) === JSON.stringify(actual);
	const says = isSame ? show(actual) : `${show(actual)}, and assumed is ${show(assumed)}`;
	return { name, verdict: isSame ? 'confirmed' : 'refuted', says, seen };
}

/** @param what what was assumed, in words */
export function check(
	name: string,
	what: string,
	isSo: boolean | undefined,
	...seen: Reply[]
): Finding {
	if (isSo === undefined) return unknown(name, `${what}: the reply does not tell`, ...seen);
	return {
		name,
		verdict: isSo ? 'confirmed' : 'refuted',
		says: isSo ? what : `not so: ${what}`,
		seen,
	};
}

function show(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The codes with which values were refused, from a 400, or from the items of a 207. */
export function codesOf({ body }: Reply): string[] {
	const items = [body, ...(Array.isArray(body?.errors) ? body.errors : [])];
	const codes = items.flatMap((item) => [item?.code, ...codesInMessage(item?.message)]);
	return [...new Set(codes.filter((code): code is string => typeof code === 'string'))];
}

/** HubSpot packs the list of refusals into the message, as JSON. */
function codesInMessage(message: unknown): unknown[] {
	const list = /^Property values were not valid: (\[.*\])$/s.exec(String(message))?.[1];
	if (list === undefined) return [];
	try {
		return (JSON.parse(list) as Array<{ error?: unknown }>).map(({ error }) => error);
	} catch {
		return [];
	}
}

/** The results of a batch; none where it was refused. */
export function resultsOf({ body }: Reply): Array<Record<string, any>> {
	return Array.isArray(body?.results) ? body.results : [];
}

export function errorsOf({ body }: Reply): Array<Record<string, any>> {
	return Array.isArray(body?.errors) ? body.errors : [];
}

/** Whether a batch was taken, at least in part of its inputs. */
export function isTaken({ status }: Reply): boolean {
	return status === 200 || status === 207;
}
