import { CURRENCY } from './currencies';
import { MAX_DIGITS, normaliseDecimal } from './decimals';
import { clean, toAsciiDigits } from './invisible';
import type { Misfit } from './misfits';

/** How a number in text is written: `point` is 1,234.50, `comma` 1.234,50; `automatic` is what both can only read alike. */
export type NumberFormat = 'automatic' | 'comma' | 'point';

type Notation = 'comma' | 'point';

/** What most numbers look like, and what HubSpot would hold: nothing is left to read. */
const PLAIN = /^(?:0|-?[1-9]\d{0,14})$/;
const PLAIN_DECIMAL = /^-?(0|[1-9]\d{0,14})\.(\d{0,14}[1-9])$/;

/**
 * Reads an amount as people write it, with currency, sign and digits in groups of three. A text that the two notations
 * read differently is refused, unless the format says which one counts.
 * @returns the shortest digits, as `normaliseDecimal` gives them
 */
export function readNumber(text: string, format: NumberFormat): string | Misfit {
	if (PLAIN.test(text) || (format !== 'comma' && isPlainDecimal(text, format))) return text;

	const amount = text.length <= MAX_DIGITS ? readAmount(toAsciiDigits(clean(text))) : undefined;
	const byPoint = amount && format !== 'comma' ? readDigits(amount, 'point') : undefined;
	const byComma = amount && format !== 'point' ? readDigits(amount, 'comma') : undefined;
	if (amount && (byPoint ?? byComma) !== undefined && isShortened(amount)) {
		return { kind: 'shortenedNumber' };
	}
	if (byPoint !== undefined && byComma !== undefined && byPoint !== byComma) {
		return { kind: 'ambiguousNumber', readings: [byPoint, byComma] };
	}
	const number = byPoint ?? byComma;
	if (number === undefined) return { kind: 'number', ...(format !== 'automatic' && { format }) };
	return isDouble(number) ? number : { kind: 'outOfRange' };
}

/**
 * A spreadsheet writes a number that it has no room for as `2.5E+05`, and what it lost may have been anything. HubSpot's own
 * `1.234E7`, and what programs write in small letters, is exact.
 */
function isShortened({ digits, exponent }: Amount): boolean {
	const power = /^E\+(\d\d+)$/.exec(exponent)?.[1];
	const decimals = /[.,](\d*)$/.exec(digits)?.[1] ?? '';
	return power !== undefined && decimals.length < Number(power);
}

/** HubSpot keeps numbers as doubles (assumed): what is beyond them would be infinite there, or 0. */
function isDouble(number: string): boolean {
	const double = Number(number);
	return Number.isFinite(double) && (double !== 0 || number === '0');
}

function isPlainDecimal(text: string, format: NumberFormat): boolean {
	const match = PLAIN_DECIMAL.exec(text);
	if (!match) return false;

	const [, whole, fraction] = match;
	const isGroup = whole !== '0' && fraction.length === 3;
	return !isGroup || format === 'point';
}

/** A number without its currency: `digits` with separators; `exponent` with its letter; `cents` stood behind a sign (12€50); `dash` stands for no cents (12,-). */
interface Amount {
	isNegative: boolean;
	digits: string;
	exponent: string;
	cents?: string;
	dash?: string;
}

/** Stands for a currency in letters: the names of all of them in each place took 170 ms to compile. */
const NAME = '\uE000';
const CURRENCIES = new RegExp(CURRENCY, 'gu');
// Bounded, as single spaces are below, so that no text takes long to refuse.
const MONEY = `(?:[\\p{Sc}${NAME}] ?){0,2}`;
const DIGITS = "[.,]?\\d(?:[\\d.,' ]*\\d)?(?:[.,](?![-—]))?";
const AMOUNT = new RegExp(
	`^${MONEY}([+-]?) ?${MONEY}(\\(?) ?${MONEY}([+-]?)(${DIGITS})` +
		`(?:([eE][+-]?\\d{1,3})|\\p{Sc}(\\d\\d)|([.,])[-—]{1,2})? ?${MONEY}(\\)?) ?${MONEY}(-?) ?${MONEY}$`,
	'u',
);

/** A minus may stand in front, behind (as accounting programs write it), or be parentheses around the amount. */
function readAmount(text: string): Amount | undefined {
	if (text.includes(NAME)) return undefined;
	const plain = text
		.replace(CURRENCIES, (currency) => (/^\p{Sc}$/u.test(currency) ? currency : NAME))
		.replace(/[‐‑‒–−﹣]/g, '-')
		.replace(/[’‘ʼ´`′٬]/g, "'")
		.replace(/٫/g, '.')
		.replace(/\s+/g, ' ');
	const match = AMOUNT.exec(plain);
	if (!match) return undefined;

	const [, before, open, inner, digits, exponent = '', cents, dash, close, behind] = match;
	const signs = [before, inner, open && close, behind].filter((sign) => sign !== '');
	if (signs.length > 1 || (open === '') !== (close === '')) return undefined;
	return { isNegative: signs.length > 0 && signs[0] !== '+', digits, exponent, cents, dash };
}

/** Groups of three with one kind of separator, the first perhaps filled up with zeros; India's lakhs and crores have groups of two before the last. */
const GROUPED: Record<Notation, RegExp> = {
	point:
		/^(?:(\d*)|((?:[1-9]\d{0,2}|0\d{1,2})([,' ])\d{3}(?:\3\d{3})*)|([1-9]\d?(?:,\d\d)+,\d{3}))(?:\.(\d*))?$/,
	comma: /^(?:(\d*)|((?:[1-9]\d{0,2}|0\d{1,2})([.' ])\d{3}(?:\3\d{3})*))(?:,(\d*))?$/,
};

function readDigits(amount: Amount, notation: Notation): string | undefined {
	const { isNegative, digits, exponent, cents, dash } = amount;
	const mark = notation === 'point' ? '.' : ',';
	if (dash !== undefined && dash !== mark) return undefined;

	const decimals = cents === undefined && dash === undefined ? '' : `${mark}${cents ?? ''}`;
	const match = GROUPED[notation].exec(digits + decimals);
	if (!match) return undefined;

	const [whole, fraction = ''] = match[0].split(mark);
	// Nobody writes groups into scientific notation, and HubSpot's 1.234E7 has a point for decimals.
	if (exponent !== '' && /\D/.test(whole)) return undefined;
	const sign = isNegative ? '-' : '';
	return normaliseDecimal(`${sign}${whole.replace(/\D/g, '')}.${fraction}${exponent || 'e0'}`);
}
