export const DAY_MS = 86_400_000;

/**
 * The instant at which a time zone's clock shows a time, in milliseconds. When a clock skips an hour, the time moves on
 * by it; when an hour comes twice, the first one counts.
 * @param wallMs the time shown, as if it were UTC
 */
export function fromWall(wallMs: number, timeZone: string): number {
	const before = offsetAt(wallMs - DAY_MS, timeZone);
	const after = offsetAt(wallMs + DAY_MS, timeZone);
	const early = wallMs - before;
	const late = wallMs - after;
	const isLate = offsetAt(early, timeZone) !== before && offsetAt(late, timeZone) === after;
	return isLate ? late : early;
}

/** How far a time zone's clock is ahead of UTC at an instant, in milliseconds; throws a RangeError for no zone. */
export function offsetAt(instant: number, timeZone: string): number {
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
