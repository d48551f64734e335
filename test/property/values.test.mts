import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { findChanges, isSame } from '../../nodes/HubspotAds/properties/changes';
import { checkProperties } from '../../nodes/HubspotAds/properties/checks';
import { readDefinitions, withPipelines } from '../../nodes/HubspotAds/properties/definitions';
import { describeMisfit } from '../../nodes/HubspotAds/properties/misfits';
import { toHubspotText, toUncheckedText } from '../../nodes/HubspotAds/properties/values';
import { define, option } from '../unit/properties/define.mts';

const TIME_ZONES = [
	'UTC',
	'Europe/Madrid',
	'America/New_York',
	'Asia/Kathmandu',
	'Pacific/Kiritimati',
	'Pacific/Pago_Pago',
	'Australia/Lord_Howe',
];
const CHOICES = ['house', 'Flat', 'multi_family', '3', 'true'];
const options = CHOICES.map((value) => option(value, `Label of ${value}`));

const kinds = {
	number: define({ type: 'number' }),
	bool: define({ type: 'bool' }),
	date: define({ type: 'date' }),
	datetime: define({ type: 'datetime' }),
	choice: define({ type: 'enumeration', options }),
	choices: define({ type: 'enumeration', fieldType: 'checkbox', options }),
	owner: define({ name: 'hubspot_owner_id', type: 'enumeration', externalOptions: true }),
	text: define({ type: 'string' }),
};

const instant = fc.date({
	min: new Date('1000-01-03T00:00:00Z'),
	max: new Date('9999-12-29T00:00:00Z'),
	noInvalidDate: true,
});
const digits = (min: number, max: number) =>
	fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max });

/** Each property's text as HubSpot keeps it and answers with it. */
const stored: Record<keyof typeof kinds, fc.Arbitrary<string>> = {
	number: fc.oneof(
		fc
			.tuple(fc.constantFrom('', '-'), digits(1, 30), digits(0, 30))
			.map(([sign, whole, rest]) => `${sign}${whole}${rest && `.${rest}`}`),
		fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true })).map(String),
		fc.tuple(digits(1, 1), digits(1, 9), fc.integer({ min: -99, max: 99 })).map(toScientific),
	),
	bool: fc.constantFrom('true', 'false'),
	date: fc.oneof(
		instant.map((date) => date.toISOString().slice(0, 10)),
		instant
			.map((date) => Math.floor(date.getTime() / 86_400_000) * 86_400_000)
			.filter((ms) => Math.abs(ms) > 1e11)
			.map(String),
		instant.map((date) => `${date.toISOString().slice(0, 10)}T00:00:00Z`),
	),
	datetime: fc.oneof(
		instant.map((date) => date.toISOString()),
		instant.map((date) => `${date.toISOString().slice(0, 19)}Z`),
		instant
			.map((date) => date.getTime())
			.filter((ms) => Math.abs(ms) > 1e11)
			.map(String),
	),
	choice: fc.constantFrom(...CHOICES),
	choices: fc
		.uniqueArray(fc.constantFrom(...CHOICES), { minLength: 1 })
		.map((all) => all.join(';')),
	owner: digits(1, 20),
	text: fc.string({ minLength: 1 }),
};

const anything = fc.oneof(
	fc.anything({
		withBigInt: true,
		withDate: true,
		withMap: true,
		withNullPrototype: true,
		withObjectString: true,
		withSet: true,
		withSparseArray: true,
		withTypedArray: true,
	}),
	...Object.values(stored),
	fc.array(stored.choice),
	instant,
);
const timeZone = fc.constantFrom(...TIME_ZONES);
const names = Object.keys(kinds) as Array<keyof typeof kinds>;

describe.each(names)('for any %s value', (kind) => {
	const definition = kinds[kind];

	it('what was read from HubSpot and is sent again is unchanged', () => {
		fc.assert(
			fc.property(stored[kind], timeZone, (text, zone) => {
				const context = { timeZone: zone };
				const sent = toHubspotText(text, definition, context);

				// Of three decimals it cannot be told whether they are a group of digits, unless the format says so.
				const isAmbiguous = 'misfit' in sent && sent.misfit.kind === 'ambiguousNumber';
				const told = toHubspotText(text, definition, { ...context, numberFormat: 'point' });
				expect(isAmbiguous ? /^-?([1-9]\d{0,2}|0\d{1,2})\.\d{3}$/.test(text) : sent).toEqual(
					isAmbiguous ? true : told,
				);
				expect(told).toHaveProperty('text');
				expect(isSame(definition, (told as { text: string }).text, text)).toBe(true);
			}),
		);
	});

	it('turning a value into text twice gives the same text, in every time zone', () => {
		fc.assert(
			fc.property(anything, timeZone, timeZone, (value, zone, other) => {
				const once = toHubspotText(value, definition, { timeZone: zone });
				// Without a single choice there is nothing to send, and so nothing to send again.
				fc.pre('text' in once && once.text !== '');

				// HubSpot's own notation has a point for decimals.
				const context = { timeZone: other, numberFormat: 'point' } as const;
				expect(toHubspotText(once.text, definition, context)).toEqual(once);
			}),
		);
	});

	it('there is a text or a sentence, and nothing is thrown', () => {
		fc.assert(
			fc.property(anything, timeZone, (value, zone) => {
				const converted = toHubspotText(value, definition, { timeZone: zone });

				if ('text' in converted) expect(typeof converted.text).toBe('string');
				else expect(describeMisfit(converted.misfit)).toMatch(/^'/);
			}),
			{ numRuns: 500 },
		);
	});
});

describe('for any list of choices', () => {
	const blank = fc.constantFrom<unknown>('', ' ', null, undefined, '\u200b', '\u00a0');
	const list = fc.array(fc.oneof(stored.choice, blank), { minLength: 1 });

	it('what is blank is as if it were not there, and so adds nothing to what the ad has', () => {
		fc.assert(
			fc.property(list, (given) => {
				const filled = given.filter((one) => CHOICES.includes(one as string));
				const text = { text: filled.join(';') };

				expect(toUncheckedText(given, 'hs_x')).toEqual(text);
				const checked = { text: [...new Set(filled)].join(';') };
				expect(toHubspotText(given, kinds.choices, { timeZone: 'UTC' })).toEqual(checked);
			}),
		);
	});

	it('a label with a semicolon in it stays one choice, alone and among others', () => {
		const word = fc.constantFrom('Salt', 'Pepper', 'Garden, private', 'Sea view', 'Lift');
		const label = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('; '));
		const labels = fc.uniqueArray(label, { minLength: 1, maxLength: 6 }).filter(isUnambiguous);

		fc.assert(
			fc.property(labels, fc.nat(), (all, seed) => {
				const spices = all.map((one, at) => option(`v${at}`, one));
				const property = define({ type: 'enumeration', fieldType: 'checkbox', options: spices });
				const chosen = all.flatMap((_, at) => ((seed >> at) & 1 ? [at] : []));
				const values = { text: chosen.map((at) => `v${at}`).join(';') };

				for (const given of [chosen.map((at) => all[at]), chosen.map((at) => all[at]).join(';')]) {
					expect(toHubspotText(given, property, { timeZone: 'UTC' })).toEqual(values);
				}
			}),
		);
	});
});

it('a number for a text keeps its digits, or is refused where it has lost some', () => {
	const number = fc.oneof(
		fc.double(),
		fc.maxSafeInteger(),
		fc.bigInt({ min: 2n ** 53n, max: 10n ** 30n }).map(Number),
	);
	fc.assert(
		fc.property(number, (value) => {
			const isExact = Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;

			for (const sent of [
				toHubspotText(value, kinds.text, { timeZone: 'UTC' }),
				toUncheckedText(value, 'hs_x'),
			]) {
				if (isExact) expect('text' in sent && Number(sent.text)).toBeCloseTo(value, 20);
				else expect(sent).toHaveProperty('misfit');
			}
		}),
	);
});

it('a time without zone is the time that the clock of the time zone shows', () => {
	fc.assert(
		fc.property(instant, timeZone, (date, zone) => {
			const wall = date.toISOString().slice(0, 19);

			const sent = toHubspotText(wall, kinds.datetime, { timeZone: zone }) as { text: string };

			const shown = clock(new Date(sent.text), zone);
			// Where clocks are set forward, a time does not exist: before as much, it was earlier.
			const gapMs = Date.parse(`${shown}Z`) - Date.parse(`${wall}Z`);
			const skipped = clock(new Date(Date.parse(sent.text) - gapMs), zone) < wall;
			expect(shown === wall || (skipped && shown > wall)).toBe(true);
		}),
		{ numRuns: 1000 },
	);
});

it('any body gives definitions, and any properties a result that changes nothing when repeated', () => {
	const entry = fc.record(
		{
			name: fc.oneof(fc.constantFrom('hs_price', '__proto__', 'constructor'), fc.anything()),
			type: fc.oneof(
				fc.constantFrom('number', 'enumeration', 'date', 'constructor'),
				fc.anything(),
			),
			fieldType: fc.oneof(fc.constant('checkbox'), fc.anything()),
			options: fc.oneof(fc.array(fc.record({ value: fc.string() })), fc.anything()),
			stages: fc.anything(),
			id: fc.anything(),
			modificationMetadata: fc.anything(),
		},
		{ requiredKeys: [] },
	);
	const body = fc.oneof(
		fc.anything(),
		fc.record({ results: fc.array(fc.oneof(entry, fc.anything())) }),
	);
	const written = fc.dictionary(
		fc.oneof(fc.constantFrom('hs_price', '__proto__', 'constructor'), fc.string()),
		fc.oneof(fc.anything(), fc.string(), fc.double()),
	);

	fc.assert(
		fc.property(body, body, written, fc.boolean(), (first, second, values, clearEmpty) => {
			const definitions = withPipelines(readDefinitions(first), second);
			const settings = { timeZone: 'Europe/Madrid', clearEmpty, numberFormat: 'point' } as const;

			for (const known of [definitions, undefined]) {
				const { properties } = checkProperties(values, known, settings);
				expect(checkProperties(properties, known, settings).properties).toEqual(properties);
				expect(findChanges(properties, properties, known)).toEqual({});
			}
		}),
		{ numRuns: 500 },
	);
});

// Helpers

/** No label is put together from others, as it would be if it were what several of them say. */
function isUnambiguous(labels: string[]): boolean {
	const words = labels.flatMap((label) => label.split('; '));
	return new Set(words).size === words.length;
}

function toScientific([first, rest, exponent]: [string, string, number]): string {
	return `${first}.${rest}E${exponent}`;
}

function clock(date: Date, zone: string): string {
	const shown = new Intl.DateTimeFormat('sv-SE', {
		timeZone: zone,
		dateStyle: 'short',
		timeStyle: 'medium',
	});
	return shown.format(date).replace(' ', 'T');
}
