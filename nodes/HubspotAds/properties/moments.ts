/** How a date in text is read that does not begin with its year: not at all, or with the day or the month first. */
export type DateFormat = 'automatic' | 'dayFirst' | 'monthFirst';

const DAY_MS = 86_400_000;

/** Epoch milliseconds below this (March 1973) are taken for epoch seconds or digits like 20251231, and refused. */
const SMALLEST_EPOCH_MS = 100_000_000_000;

const EPOCH = /^-?\d{1,15}$/;
const ISO =
	/^([1-9]\d{3}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?)?$/i;

/** A day and time as text writes them: read as if in UTC, and the zone's distance from UTC where the text names one. */
interface Moment {
	wallMs: number;
	offsetMs?: number;
}

/**
 * The calendar day of a text as `YYYY-MM-DD`, or undefined where it is none. A point in time gives its day in the time
 * zone; but midnight written in UTC (`T00:00:00Z`, or epoch milliseconds) is that UTC day in every zone, because it is
 * HubSpot's own notation of a day, and what others write for a day without a time.
 * @param text `YYYY-MM-DD`, ISO 8601 or epoch milliseconds; years 1000 to 9999
 * @param timeZone an IANA name; any other throws a RangeError
 */
export function toDay(text: string, timeZone: string): string | undefined {
	const moment = readMoment(text);
	if (!moment) return undefined;

	const { wallMs, offsetMs } = moment;
	const isUtcMidnight = offsetMs === 0 && wallMs % DAY_MS === 0;
	if (offsetMs === undefined || isUtcMidnight) return writeIso(wallMs)?.slice(0, 10);

	const instant = wallMs - offsetMs;
	return writeIso(instant + offsetAt(instant, timeZone))?.slice(0, 10);
}

/**
 * A point in time as ISO 8601 in UTC with milliseconds, or undefined where the text is none. Text without a zone is
 * taken in the time zone, a day alone as its midnight there.
 */
export function toInstant(text: string, timeZone: string): string | undefined {
	const moment = readMoment(text);
	if (!moment) return undefined;

	const { wallMs, offsetMs } = moment;
	return writeIso(offsetMs === undefined ? fromWall(wallMs, timeZone) : wallMs - offsetMs);
}

function readMoment(text: string): Moment | undefined {
	const trimmed = text.trim();
	if (EPOCH.test(trimmed)) return readEpoch(Number(trimmed));

	const match = ISO.exec(trimmed);
	if (!match) return undefined;

	const [, day, time = '00:00', seconds = '00', fraction = '', zone] = match;
	const wallMs = Date.parse(`${day}T${time}:${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`);
	// Date.parse reads 30 February as 1 March, and 24:00 as the next day.
	if (writeIso(wallMs)?.slice(0, 10) !== day) return undefined;

	return zone === undefined ? { wallMs } : { wallMs, offsetMs: readOffset(zone) };
}

function readEpoch(ms: number): Moment | undefined {
	const isPlausible = Math.abs(ms) >= SMALLEST_EPOCH_MS || ms % DAY_MS === 0;
	return isPlausible ? { wallMs: ms, offsetMs: 0 } : undefined;
}

function readOffset(zone: string): number {
	const digits = zone.replace(/\D/g, '');
	// 'Z' has no digits, and is zero.
	const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
	return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

function writeIso(ms: number): string | undefined {
	if (Number.isNaN(new Date(ms).getTime())) return undefined;

	const text = new Date(ms).toISOString();
	return /^[1-9]\d{3}-/.test(text) ? text : undefined;
}

/** When a clock skips an hour, the time moves on by it; when an hour comes twice, the first one counts. */
function fromWall(wallMs: number, timeZone: string): number {
	const before = offsetAt(wallMs - DAY_MS, timeZone);
	const after = offsetAt(wallMs + DAY_MS, timeZone);
	const early = wallMs - before;
	const late = wallMs - after;
	const isLate = offsetAt(early, timeZone) !== before && offsetAt(late, timeZone) === after;
	return isLate ? late : early;
}

function offsetAt(instant: number, timeZone: string): number {
	const parts = new Map<string, number>();
	for (const { type, value } of clockOf(timeZone).formatToParts(instant)) {
		parts.set(type, Number(value));
	}
	const [year, month, day, hour, minute, second] = FIELDS.map((field) => parts.get(field) ?? 0);
	const wallSeconds = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
	return (wallSeconds - Math.floor(instant / 1000)) * 1000;
}

const FIELDS = ['year', 'month', 'day', 'hour', 'minute', 'second'];

// Making a formatter takes a hundred times as long as using one.
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
	const known = clocks.get(timeZone);
	if (known) return known;

	const clock = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	});
	clocks.set(timeZone, clock);
	return clock;
}
