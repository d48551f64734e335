import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it, vi } from 'vitest';

import { isSame } from '../../nodes/HubspotAds/properties/changes';
import type { DateFormat } from '../../nodes/HubspotAds/properties/dates';
import type { NumberFormat } from '../../nodes/HubspotAds/properties/numbers';
import { toHubspotText } from '../../nodes/HubspotAds/properties/values';
import { define } from '../unit/properties/define.mts';

vi.setConfig({ testTimeout: 30_000 });

const ZONES = ['UTC', 'Europe/Madrid', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Kiritimati'];
const number = define({ type: 'number' });
const date = define({ type: 'date' });
const datetime = define({ type: 'datetime' });

const digits = (min: number, max: number) =>
	fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max });
const zone = fc.constantFrom(...ZONES);

/** Anything that looks like an amount, most of it wrong in one way or another. */
const amount = fc
	.array(
		fc.oneof(
			{ weight: 6, arbitrary: digits(1, 4) },
			{ weight: 4, arbitrary: fc.constantFrom('.', ',') },
			fc.constantFrom(
				' ',
				"'",
				'\u00a0',
				'-',
				'(',
				')',
				'+',
				'e',
				'€',
				'$',
				'USD',
				'kr',
				'%',
				'\u200b',
			),
		),
		{ minLength: 1, maxLength: 9 },
	)
	.map((parts) => parts.join(''));

const datePart = fc.oneof(
	fc.integer({ min: 0, max: 32 }).map(String),
	fc.integer({ min: 1, max: 12 }).map((month) => String(month).padStart(2, '0')),
	fc.integer({ min: 1990, max: 2030 }).map(String),
	digits(1, 4),
);

/** Anything that looks like a date. */
const dateLike = fc
	.tuple(
		fc.array(datePart, { minLength: 3, maxLength: 3 }),
		fc.constantFrom('-', '/', '.', '. ', ' '),
		fc.constantFrom('', ' 10:00', 'T9:30', ', 9:30 PM', ' 23:59:59.5Z', 'Z'),
	)
	.map(([parts, mark, time]) => parts.join(mark) + time);

describe('automatic', () => {
	it('reads a number as all formats do that can read it, or refuses it', () => {
		fc.assert(
			fc.property(amount, (text) => {
				const [point, comma] = [readNumber(text, 'point'), readNumber(text, 'comma')];
				const known = [point, comma].filter((one) => one !== undefined);

				const isAgreed = new Set(known).size === 1;
				expect(readNumber(text, 'automatic')).toBe(isAgreed ? known[0] : undefined);
			}),
			{ numRuns: 3000 },
		);
	});

	it.each([date, datetime])(
		'reads a $type as all formats do that can read it, or refuses it',
		(property) => {
			fc.assert(
				fc.property(dateLike, zone, (text, timeZone) => {
					const read = (dateFormat: DateFormat) => textOf(text, property, { timeZone, dateFormat });
					const automatic = read('automatic');
					fc.pre(automatic !== undefined);

					expect([read('dayFirst'), read('monthFirst')]).toEqual([automatic, automatic]);
				}),
				{ numRuns: 1000 },
			);
		},
	);
});

describe('what a format writes, it reads back', () => {
	const marks = {
		point: ['.', [',', ' ', "'", '\u202f', '']],
		comma: [',', ['.', ' ', '\u00a0', '']],
	} as const;

	it.each(['point', 'comma'] as const)('a number with a %s for decimals', (format) => {
		const [mark, groups] = marks[format];
		const written = fc.record({
			isNegative: fc.boolean(),
			whole: fc.bigInt({ min: 0n, max: 10n ** 18n }),
			fraction: digits(0, 6),
			group: fc.constantFrom(...groups),
			money: fc.constantFrom<[string, string][]>(
				['', ''],
				['€ ', ''],
				['', ' €'],
				['$', ' MXN'],
				['', ' kr'],
				['EUR ', ''],
			),
		});
		fc.assert(
			fc.property(written, ({ isNegative, whole, fraction, group, money: [before, behind] }) => {
				const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, group);
				const decimals = fraction && `${mark}${fraction}`;
				const text = `${isNegative ? '-' : ''}${before}${grouped}${decimals}${behind}`;

				const plain = `${isNegative ? '-' : ''}${whole}${fraction && `.${fraction}`}`;
				const read = readNumber(text, format);
				expect(read).toBe(textOf(plain, number, { timeZone: 'UTC', numberFormat: 'point' }));
				expect(read).toBeDefined();
				const automatic = readNumber(text, 'automatic');
				if (automatic !== undefined) expect(automatic).toBe(read);
			}),
			{ numRuns: 1000 },
		);
	});

	const instant = fc.date({
		min: new Date('1000-01-03T00:00:00Z'),
		max: new Date('9999-12-29T00:00:00Z'),
		noInvalidDate: true,
	});

	it.each([
		[
			'dayFirst',
			['dd.MM.yyyy', 'd/M/yyyy', 'd. M. yyyy', 'dd-MM-yyyy'],
			['H:mm', 'HH:mm:ss', 'h:mm:ss a'],
		],
		['monthFirst', ['MM/dd/yyyy', 'M/d/yyyy', 'M-d-yyyy'], ['h:mm:ss a', 'H:mm']],
		['automatic', ['yyyy/MM/dd', 'yyyy.M.d', 'yyyy-MM-dd'], ['HH:mm:ss', 'h:mm a']],
	] as const)('a date with %s', (dateFormat, dates, times) => {
		fc.assert(
			fc.property(
				instant,
				fc.constantFrom(...dates),
				fc.constantFrom(...times),
				zone,
				(at, day, time, timeZone) => {
					const utc = DateTime.fromJSDate(at, { zone: 'UTC' }).setLocale('en');

					const written = utc.toFormat(day);
					expect(textOf(written, date, { timeZone, dateFormat })).toBe(utc.toISODate());

					const iso = utc
						.startOf(time.includes('ss') ? 'second' : 'minute')
						.toISO({ includeOffset: false });
					const read = textOf(`${written} ${utc.toFormat(time)}`, datetime, {
						timeZone,
						dateFormat,
					});
					expect(read).toBe(textOf(iso!, datetime, { timeZone }));
					expect(read).toBeDefined();
				},
			),
			{ numRuns: 500 },
		);
	});

	it('the serial number of a spreadsheet', () => {
		const day = fc.integer({ min: 20_000, max: 79_999 });
		fc.assert(
			fc.property(day, fc.integer({ min: 0, max: 86_399 }), zone, (serial, second, timeZone) => {
				const utc = DateTime.fromISO('1899-12-30T00:00:00Z', { zone: 'UTC' }).plus({
					days: serial,
				});
				const wall = utc.plus({ seconds: second }).toISO({ includeOffset: false })!;
				const value = serial + second / 86_400;

				expect(textOf(value, date, { timeZone })).toBe(utc.toISODate());
				expect(textOf(value, datetime, { timeZone })).toBe(textOf(wall, datetime, { timeZone }));
			}),
		);
	});
});

describe('isSame', () => {
	const text = fc.oneof(
		amount,
		dateLike,
		fc.string({
			unit: fc.constantFrom('a', 'A', ' ', '\r', '\n', '1', '.', '0', '+', '-', ';', ''),
		}),
		fc.constantFrom('true', 'TRUE', '1', '1.0', '1E0', '2026-03-01', '2026-03-01T00:00:00Z', ''),
	);
	const withoutAppending = text.map((one) => one.replace(/^[;\s]+/, ''));
	const entries = [
		...['number', 'bool', 'date', 'datetime', 'string', 'phone_number', 'enumeration', ''].map(
			(type) => ({ type }),
		),
		{ type: 'enumeration', fieldType: 'checkbox' },
	];

	it.each(entries)('is an equivalence for %j', (entry) => {
		const definition = define(entry);
		const same = (a: string, b: string) => isSame(definition, a, b);
		const law = fc.property(withoutAppending, withoutAppending, withoutAppending, (a, b, c) => {
			expect(same(a, a)).toBe(true);
			expect(same(a, b)).toBe(same(b, a));
			if (same(a, b) && same(b, c)) expect(same(a, c)).toBe(true);
		});
		fc.assert(law, { numRuns: 1000 });
	});
});

it('no reading depends on the zone or the language of the machine', () => {
	const places = [
		{ TZ: 'UTC', LC_ALL: 'C' },
		{ TZ: 'America/New_York', LC_ALL: 'en_US.UTF-8' },
		{ TZ: 'Asia/Kathmandu', LC_ALL: 'ar_EG.UTF-8' },
		{ TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8' },
	];
	const drawn = fc.sample(fc.oneof(amount, dateLike), { numRuns: 300, seed: 1 });
	const texts = [
		'title',
		'TITLE',
		'tıtle',
		46205.5,
		1772359200001,
		'2026-03-08T02:30:00',
		...drawn,
	];

	const runs = places.map((place) => readElsewhere(place, texts));

	for (const { readings } of runs) expect(readings).toEqual(runs[0].readings);
	expect(new Set(runs.map(({ zone: offset }) => offset)).size).toBe(places.length);
	expect(new Set(runs.map(({ language }) => language)).size).toBeGreaterThan(2);
});

// Helpers

function readNumber(text: string, numberFormat: NumberFormat): string | undefined {
	return textOf(text, number, { timeZone: 'UTC', numberFormat });
}

function textOf(...given: Parameters<typeof toHubspotText>): string | undefined {
	const converted = toHubspotText(...given);
	// Blank text is no value in every format.
	return 'text' in converted && converted.text !== '' ? converted.text : undefined;
}

function readElsewhere(place: object, texts: readonly unknown[]) {
	const program = fileURLToPath(new URL('elsewhere.mts', import.meta.url));
	const { stdout, stderr } = spawnSync(process.execPath, [program], {
		env: { ...process.env, ...place },
		input: JSON.stringify(texts),
		encoding: 'utf8',
	});
	if (stdout === '') throw new Error(stderr);
	return JSON.parse(stdout) as { zone: number; language: string; readings: unknown[] };
}
