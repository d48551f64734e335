import { clean, toAsciiDigits } from './invisible';
import { DAY_MS } from './zones';

/** How a date in text is read that does not begin with its year: not at all, or with the day or the month first. */
export type DateFormat = 'automatic' | 'dayFirst' | 'monthFirst';

/** A spreadsheet counts days from 30 December 1899. These are 1954 to 2119; smaller numbers may count anything. */
const SERIALS = { first: 20_000, last: 80_000, of1970: 25_569 };

/** Milliseconds since 1970. Fewer digits (before March 1973) are taken for seconds, counts or 20251231, and refused. */
const EPOCH = /^-?[1-9]\d{11,14}$/;
const SERIAL = /^\d{5}(?:[.,]\d+)?$/;
const ISO =
	/^([1-9]\d{3}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?)?$/i;

const TIME =
	'(?:(?:T|,? )(\\d\\d?):(\\d\\d)(?::(\\d\\d(?:[.,]\\d{1,9})?))?(?: ?([AP])\\.?M\\.?)?(?: ?(?:Z|UTC|GMT|([+-]\\d\\d(?::?\\d\\d)?)))?)?';
const YEAR_FIRST = new RegExp(`^([1-9]\\d{3})([-/.]) ?(\\d\\d?)\\2 ?(\\d\\d?)\\.?${TIME}$`, 'i');
const YEAR_LAST = new RegExp(`^(\\d\\d?)([-/.]) ?(\\d\\d?)\\2 ?(\\d{4}|\\d\\d)\\.?${TIME}$`, 'i');

/** A day and time as text writes them: read as if in UTC, and the zone's distance from UTC where the text names one. */
export interface Moment {
	wallMs: number;
	offsetMs?: number;
}

/**
 * Reads ISO 8601, a date that begins with its year, epoch milliseconds, a spreadsheet's serial number, and with the format
 * for it a date that begins with its day or month. Only years of four digits; never with the machine's zone or language.
 */
export function readMoment(text: string, format: DateFormat = 'automatic'): Moment | undefined {
	const iso = ISO.exec(text);
	if (iso) return readIso(iso);

	const plain = toAsciiDigits(clean(text)).replace(/\s+/g, ' ');
	if (EPOCH.test(plain)) return { wallMs: Number(plain), offsetMs: 0 };
	if (SERIAL.test(plain)) return readSerial(Number(plain.replace(',', '.')));

	const rewritten = ISO.exec(ISO.test(plain) ? plain : rewrite(plain, format));
	return rewritten ? readIso(rewritten) : undefined;
}

/** Whether a text that `readMoment` takes names a day, and no time of it. */
export function isDayAlone(text: string, format: DateFormat = 'automatic'): boolean {
	const plain = toAsciiDigits(clean(text)).replace(/\s+/g, ' ');
	if (SERIAL.test(plain)) return Number.isInteger(Number(plain.replace(',', '.')));
	const iso = ISO.exec(plain) ?? ISO.exec(rewrite(plain, format));
	return iso !== null && iso[2] === undefined;
}

/** A date whose year stands last: what it would be with the day and with the month first, as far as it is a date so. */
export function readYearLast(
	text: string,
): { dayFirst?: string; monthFirst?: string; isShort: boolean } | undefined {
	const plain = toAsciiDigits(clean(text)).replace(/\s+/g, ' ');
	const match = YEAR_LAST.exec(plain);
	if (!match) return undefined;

	const dayOf = (format: DateFormat) => {
		const moment = readMoment(plain, format);
		return moment && writeIso(moment.wallMs)?.slice(0, 10);
	};
	const isShort = match[4].length < 4;
	return { dayFirst: dayOf('dayFirst'), monthFirst: dayOf('monthFirst'), isShort };
}

/** ISO 8601 in UTC with milliseconds; undefined outside the years 1000 to 9999. */
export function writeIso(ms: number): string | undefined {
	if (Number.isNaN(new Date(ms).getTime())) return undefined;

	const text = new Date(ms).toISOString();
	return /^[1-9]\d{3}-/.test(text) ? text : undefined;
}

function readIso([, day, time = '00:00', seconds = '00', fraction = '', zone]: RegExpExecArray) {
	const wallMs = Date.parse(`${day}T${time}:${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`);
	// Date.parse reads 30 February as 1 March, and 24:00 as the next day.
	if (writeIso(wallMs)?.slice(0, 10) !== day) return undefined;

	return zone === undefined ? { wallMs } : { wallMs, offsetMs: readOffset(zone) };
}

/** The fraction is the time of day. Doubles cannot hold it exactly, so the nearest millisecond is meant. */
function readSerial(days: number): Moment | undefined {
	const isDay = days >= SERIALS.first && days <= SERIALS.last;
	return isDay ? { wallMs: Math.round((days - SERIALS.of1970) * DAY_MS) } : undefined;
}

/** A date in another notation as ISO 8601, or '' where it is none. */
function rewrite(text: string, format: DateFormat): string {
	const yearFirst = YEAR_FIRST.exec(text);
	const yearLast = format === 'automatic' ? null : YEAR_LAST.exec(text);
	const match = yearFirst ?? yearLast;
	if (!match) return '';

	const [, first, , second, third, hour, minute, seconds, half, offset] = match;
	const [year, month, day] = yearFirst
		? [first, second, third]
		: format === 'dayFirst'
			? [third, second, first]
			: [third, first, second];
	const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	if (hour === undefined) return date;

	const time = `${toHour(hour, half)}:${minute}:${seconds ?? '00'}`;
	const isUtc = /(?:Z|UTC|GMT)$/i.test(text);
	return `${date}T${time}${isUtc ? 'Z' : (offset ?? '')}`;
}

/** An hour of the day; of a half where `half` is A or P. */
function toHour(hour: string, half: string | undefined): string {
	if (half === undefined) return hour.padStart(2, '0');
	const number = Number(hour);
	// Sent on as it is, an hour that no clock shows is refused.
	if (number < 1 || number > 12) return '99';
	return String((number % 12) + (half.toUpperCase() === 'P' ? 12 : 0)).padStart(2, '0');
}

function readOffset(zone: string): number {
	const digits = zone.replace(/\D/g, '');
	// 'Z' has no digits, and is zero.
	const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
	return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
