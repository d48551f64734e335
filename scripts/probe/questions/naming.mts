import { defaultGuesses as assumed } from '../../../test/simulator/guesses.mts';
import { read, update } from '../context.mts';
import type { Question } from '../context.mts';
import { check, compare, errorsOf, isTaken, resultsOf, unknown } from '../findings.mts';
import { noUnique } from './refusals.mts';

/** Ads named by a unique property. */
export const byUniqueValue: Question = {
	names: ['uniqueIgnoresCase', 'mixedIdProperty', 'sameAdTwice'],
	async ask(probe) {
		const { first, second, unique } = probe;
		if (!unique) return this.names.map(noUnique);
		const properties = { hs_price: '400000' };
		const idProperty = unique.name;

		const lower = await update(probe, { id: unique.first.toLowerCase(), idProperty, properties });
		const mixed = await update(
			probe,
			{ id: first, properties, objectWriteTraceId: 'probe-1' },
			{ id: unique.second, idProperty, properties, objectWriteTraceId: 'probe-2' },
		);
		const twice = await update(
			probe,
			{ id: second, properties, objectWriteTraceId: 'probe-1' },
			{ id: unique.second, idProperty, properties, objectWriteTraceId: 'probe-2' },
		);

		const ignoresCase =
			resultsOf(lower).length > 0 || (errorsOf(lower).length > 0 ? false : undefined);
		const allowed = resultsOf(mixed).length === 2;
		return [
			compare('uniqueIgnoresCase', assumed.uniqueIgnoresCase, ignoresCase, lower),
			compare(
				'mixedIdProperty',
				assumed.mixedIdProperty,
				allowed ? 'allowed' : mixed.status === 400 ? 'refused' : undefined,
				mixed,
			),
			allowed
				? compare(
						'sameAdTwice',
						assumed.sameAdTwice,
						resultsOf(twice).length === 2
							? 'bothWritten'
							: twice.status === 400
								? 'refused'
								: undefined,
						twice,
					)
				: unknown('sameAdTwice', 'one batch does not take both ways of naming an ad', mixed),
		];
	},
};

export const duplicates: Question = {
	names: ['duplicatesInBatchRead', 'duplicate ids in a write are a 400', 'orderOfChecks'],
	async ask(probe) {
		const { first } = probe;
		const twice = await read(probe, [first, first], ['hs_price']);
		const input = { id: first, properties: { hs_price: 'twelve' } };
		const written = await update(probe, input, input);
		const isDuplicate = /duplicate/i.test(String(written.body?.message));
		return [
			compare(
				'duplicatesInBatchRead',
				assumed.duplicatesInBatchRead,
				twice.status === 400
					? 'refused'
					: ([undefined, 'once', 'twice'] as const)[resultsOf(twice).length],
				twice,
			),
			check(
				'duplicate ids in a write are a 400',
				'the whole batch is refused',
				written.status === 400,
				written,
			),
			check(
				'orderOfChecks',
				'duplicate ids are found before values are checked (one step of the order)',
				written.status === 400 ? isDuplicate : undefined,
				written,
			),
		];
	},
};

export const recordIdAsProperty: Question = {
	names: ['hs_object_id is no idProperty'],
	async ask(probe) {
		const input = { id: probe.first, idProperty: 'hs_object_id', properties: { hs_price: '1' } };
		const reply = await update(probe, input);
		return [check(this.names[0], 'it is refused', isTaken(reply) ? false : true, reply)];
	},
};

export const unknownNames: Question = {
	names: ['unknownNamesInReadsIgnored'],
	async ask(probe) {
		const name = `no_such_property_${probe.stamp.toLowerCase()}`;
		const reply = await read(probe, [probe.first], [name]);
		const isIgnored =
			resultsOf(reply).length === 1 ? true : reply.status === 400 ? false : undefined;
		return [check(this.names[0], 'a read overlooks unknown names', isIgnored, reply)];
	},
};
