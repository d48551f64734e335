import { isDayAlone, readMoment, writeIso, type DateFormat } from './dates';
import { DAY_MS, fromWall, offsetAt } from './zones';

/**
 * The calendar day of a text as `YYYY-MM-DD`, or undefined where it is none. A point in time gives its day in the time
 * zone; but midnight written in UTC (`T00:00:00Z`, or epoch milliseconds) is that UTC day in every zone, because it is
 * HubSpot's own notation of a day, and what others write for a day without a time.
 * @param text as `readMoment` takes it; years 1000 to 9999
 * @param timeZone an IANA name; any other throws a RangeError
 */
export function toDay(text: string, timeZone: string, format?: DateFormat): string | undefined {
	const moment = readMoment(text, format);
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
export function toInstant(text: string, timeZone: string, format?: DateFormat): string | undefined {
	const moment = readMoment(text, format);
	if (!moment) return undefined;

	const { wallMs, offsetMs } = moment;
	return writeIso(offsetMs === undefined ? fromWall(wallMs, timeZone) : wallMs - offsetMs);
}

/** A calendar day in a time zone: its first and its last millisecond, since 1970. */
export interface Day {
	readonly first: number;
	readonly last: number;
}

/** @returns undefined where the text is no day, or names a time of it */
export function readDay(text: string, timeZone: string, format?: DateFormat): Day | undefined {
	const moment = isDayAlone(text, format) ? readMoment(text, format) : undefined;
	if (!moment) return undefined;
	const { wallMs } = moment;
	return { first: fromWall(wallMs, timeZone), last: fromWall(wallMs + DAY_MS, timeZone) - 1 };
}
