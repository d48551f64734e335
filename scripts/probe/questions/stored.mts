import { defaultGuesses as assumed } from '../../../test/simulator/guesses.mts';
import type { Rewrite } from '../../../test/simulator/rewrites.mts';
import type { Reply } from '../client.mts';
import { findWritable, readValue, updateOne } from '../context.mts';
import type { Question } from '../context.mts';
import { check, compare, resultsOf, unknown } from '../findings.mts';
import { wasRefused } from './refusals.mts';

/** A day in milliseconds, as the API also takes it. */
const DAY = '2026-12-01';
const DAY_MS = String(Date.parse(`${DAY}T00:00:00Z`));

/** How values are kept. */
export const numbers: Question = {
	names: ['numericNormalization', 'JSON numbers are taken'],
	async ask(probe) {
		await updateOne(probe, { hs_price: '12.50' });
		const text = await readValue(probe, 'hs_price');
		const number = await updateOne(probe, { hs_price: 1234 });
		return [
			compare(
				'numericNormalization',
				assumed.numericNormalization,
				text.value === '12.50' ? false : text.value === '12.5' ? true : undefined,
				text.reply,
			),
			check('JSON numbers are taken', 'a number is taken as text is', !wasRefused(number), number),
		];
	},
};

export const dates: Question = {
	names: ['dateNormalization'],
	async ask(probe) {
		const property = findWritable(probe, 'date');
		if (!property) return [unknown('dateNormalization', 'the account has no date of its own')];
		const written = await updateOne(probe, { [property]: DAY_MS });
		const { reply, value } = await readValue(probe, property);
		const isDay = value === DAY ? true : value === DAY_MS ? false : undefined;
		return [compare('dateNormalization', assumed.dateNormalization, isDay, written, reply)];
	},
};

export const emptyValues: Question = {
	names: ['clearedReadsAs', 'nullValue', 'emptyProperties'],
	async ask(probe) {
		await updateOne(probe, { hs_city: 'Probe' });
		const withNull = await updateOne(probe, { hs_city: null });
		const afterNull = await readValue(probe, 'hs_city');
		await updateOne(probe, { hs_city: '' });
		const cleared = await readValue(probe, 'hs_city');
		const nothing = await updateOne(probe, {});
		return [
			compare(
				'clearedReadsAs',
				assumed.clearedReadsAs,
				cleared.value === null ? 'null' : cleared.value === '' ? 'empty' : undefined,
				cleared.reply,
			),
			compare('nullValue', assumed.nullValue, fateOfNull(), withNull, afterNull.reply),
			compare(
				'emptyProperties',
				assumed.emptyProperties,
				wasRefused(nothing) ? 'refused' : resultsOf(nothing).length > 0 ? 'unchanged' : undefined,
				nothing,
			),
		];

		function fateOfNull() {
			if (wasRefused(withNull)) return 'refused';
			if (afterNull.value === 'Probe') return 'ignored';
			return afterNull.value ? undefined : 'clears';
		}
	},
};

/** What becomes of values that a form may be thought better for. */
export const forms: Question = {
	names: ['rewrites'],
	async ask(probe) {
		const fields: Array<[Rewrite[], string | undefined, string]> = [
			[['trimmed', 'newlines'], findWritable(probe, 'string') ?? 'hs_address_2', ' a\r\nb '],
			[['html'], findWritable(probe, 'string', 'html'), '<p onclick="x()">a<br>b</p>'],
			[['phone'], findWritable(probe, 'string', 'phonenumber'), '+44 (20) 7946-0000'],
		];
		const asked: Rewrite[] = [];
		const found: Rewrite[] = [];
		const seen: Reply[] = [];
		for (const [ways, property, sent] of fields) {
			if (property === undefined) continue;
			const written = await updateOne(probe, { [property]: sent });
			const { reply, value } = await readValue(probe, property);
			await updateOne(probe, { [property]: '' });
			seen.push(reply);
			if (wasRefused(written) !== false || typeof value !== 'string') continue;
			asked.push(...ways);
			const isIn: Record<Rewrite, boolean> = {
				trimmed: value === value.trim(),
				newlines: !value.includes('\r'),
				html: value !== sent,
				phone: value !== sent,
			};
			found.push(...ways.filter((way) => isIn[way]));
		}
		const expected = assumed.rewrites.filter((way) => asked.includes(way));
		return [compare('rewrites', expected, asked.length > 0 ? found : undefined, ...seen)];
	},
};

/** A write of what is so already. */
export const noChange: Question = {
	names: ['a write without a change keeps updatedAt'],
	async ask(probe) {
		const once = await updateOne(probe, { hs_zip: '04101' });
		const again = await updateOne(probe, { hs_zip: '04101' });
		const [before, after] = [once, again].map((reply) => resultsOf(reply)[0]?.updatedAt);
		return [
			check(
				this.names[0],
				'HubSpot keeps the old time of update',
				before && after ? before === after : undefined,
				once,
				again,
			),
		];
	},
};
