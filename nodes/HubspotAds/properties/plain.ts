import { isExact, normaliseDecimal } from './decimals';
import type { Misfit } from './misfits';
import { showValue } from './show';

/** Text without anything to be seen: space, marks, and letters that only fill a place. */
const BLANK = /^[\s\p{Cc}\p{Cf}\u115F\u1160\u2800\u3164\uFFA0]*$/u;

/** Nothing to write or to choose: HubSpot trims texts (assumed), so space alone would clear a property unasked. */
export function isBlank(value: unknown): boolean {
	if (typeof value === 'string') return BLANK.test(value);
	return value === undefined || value === null;
}

/** One value as text; what it means is the property's to say, so a number stays digits and a date ISO 8601 here. */
export function toPlainText(value: unknown): string | Misfit {
	if (typeof value === 'string') return value;
	if (typeof value === 'number') return toDigits(value);
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	return toIsoText(value) ?? { kind: 'plainValue', received: showValue(value) };
}

/** A list of values as HubSpot's `a;b`; one value as its text. */
export function toListText(value: unknown): string | Misfit {
	if (!Array.isArray(value)) return toPlainText(value);

	// Blank ones go before the joining: a first one would leave a leading `;`, and that means to append.
	const texts = value.filter((element) => !isBlank(element)).map(toPlainText);
	return texts.find((text) => typeof text !== 'string') ?? texts.join(';');
}

function toDigits(value: number): string | Misfit {
	if (Number.isSafeInteger(value)) return String(value);
	const received = showValue(value);
	if (!Number.isFinite(value)) return { kind: 'plainValue', received };
	if (!isExact(value)) return { kind: 'inexact', received };
	return normaliseDecimal(String(value)) ?? { kind: 'number', received };
}

/** Luxon's values are known by their mark: n8n hands in ones of its own copy of Luxon. */
function toIsoText(value: unknown): string | undefined {
	if (isLuxon(value)) return value.toISO() ?? undefined;

	const isValidDate = value instanceof Date && !Number.isNaN(value.getTime());
	return isValidDate ? value.toISOString() : undefined;
}

function isLuxon(value: unknown): value is { toISO(): string | null } {
	const { isLuxonDateTime, toISO } = Object(value) as Record<string, unknown>;
	return isLuxonDateTime === true && typeof toISO === 'function';
}
