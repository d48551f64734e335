import { defaultGuesses as assumed } from '../../../test/simulator/guesses.mts';
import { findWritable, update, updateOne } from '../context.mts';
import type { Question } from '../context.mts';
import { check, codesOf, compare, errorsOf, isTaken, resultsOf, unknown } from '../findings.mts';
import type { Finding } from '../findings.mts';
import type { Reply } from '../client.mts';

const BAD = { hs_price: 'twelve' };

/** Which ads of a batch are refused when one value is not valid. */
export const whoIsRefused: Question = {
	names: ['validationPerRecord', 'partialTraceIds', 'without trace ids one bad value refuses all'],
	async ask(probe) {
		const { first, second } = probe;
		const good = { hs_price: '100000' };
		const a = { id: first, properties: good, objectWriteTraceId: 'probe-1' };
		const b = { id: second, properties: BAD, objectWriteTraceId: 'probe-2' };
		const { objectWriteTraceId: _, ...untraced } = b;

		const all = await update(probe, a, b);
		const some = await update(probe, a, untraced);
		const none = await update(probe, { id: first, properties: good }, untraced);

		const perRecord = errorsOf(all).some((item) =>
			item.context?.objectWriteTraceId?.includes('probe-2'),
		);
		return [
			compare(
				'validationPerRecord',
				assumed.validationPerRecord,
				all.status === 207 && perRecord ? true : all.status === 400 ? false : undefined,
				all,
			),
			compare(
				'partialTraceIds',
				assumed.partialTraceIds,
				some.status === 207 ? 'perRecord' : some.status === 400 ? 'none' : undefined,
				some,
			),
			check(
				'without trace ids one bad value refuses all',
				'one 400 for the batch',
				none.status === 400 ? true : isTaken(none) ? false : undefined,
				none,
			),
		];
	},
};

/** The codes on values that a property does not take. */
export const codes: Question = {
	names: ['numberCode', 'dateCode', 'datetimeCode', 'booleanCode', 'ownerCode'],
	async ask(probe) {
		const cases: Array<[name: keyof typeof assumed, property: string | undefined, value: string]> =
			[
				['numberCode', 'hs_price', 'twelve'],
				['dateCode', findWritable(probe, 'date'), 'someday'],
				['datetimeCode', findWritable(probe, 'datetime'), 'someday'],
				['booleanCode', findWritable(probe, 'bool'), 'perhaps'],
				['ownerCode', 'hubspot_owner_id', '1'],
			];
		const findings: Finding[] = [];
		for (const [name, property, value] of cases) {
			findings.push(
				property === undefined
					? unknown(name, 'the account has no such property of its own')
					: refusedWith(name, await updateOne(probe, { [property]: value })),
			);
		}
		return findings;
	},
};

/** Read-only and unknown names are refused, as recorded for other types. */
export const names: Question = {
	names: ['READ_ONLY_VALUE', 'PROPERTY_DOESNT_EXIST', 'INVALID_OPTION'],
	async ask(probe) {
		const cases = {
			READ_ONLY_VALUE: { hs_createdate: '2026-01-01T00:00:00Z' },
			PROPERTY_DOESNT_EXIST: { [`no_such_property_${probe.stamp.toLowerCase()}`]: '1' },
			INVALID_OPTION: { hs_listing_type: 'no such option' },
		};
		const findings: Finding[] = [];
		for (const [code, properties] of Object.entries(cases)) {
			const reply = await updateOne(probe, properties);
			const found = codesOf(reply);
			findings.push(
				compare(code, code, found.includes(code) ? code : (found[0] ?? accepted(reply)), reply),
			);
		}
		return findings;
	},
};

/** A value that another ad has in a unique property, also when that ad gives it up in the same batch. */
export const uniqueValues: Question = {
	names: ['conflictCode', 'uniqueValuesCheckedBeforeTheBatch'],
	async ask(probe) {
		const { first, second, unique } = probe;
		if (!unique) return this.names.map(noUnique);

		const conflict = await updateOne(probe, { [unique.name]: unique.second });
		const swap = await update(
			probe,
			{ id: second, properties: { [unique.name]: '' }, objectWriteTraceId: 'probe-2' },
			{ id: first, properties: { [unique.name]: unique.second }, objectWriteTraceId: 'probe-1' },
		);
		const taken = resultsOf(swap).map(({ id }) => id);
		// As it was, for the questions that come later.
		await update(probe, { id: first, properties: { [unique.name]: unique.first } });
		await update(probe, { id: second, properties: { [unique.name]: unique.second } });
		return [
			refusedWith('conflictCode', conflict),
			check(
				'uniqueValuesCheckedBeforeTheBatch',
				'a value is taken although its ad gives it up in the same batch',
				taken.includes(first) ? false : isTaken(swap) || swap.status === 400 ? true : undefined,
				swap,
			),
		];
	},
};

export const lengths: Question = {
	names: ['longestText', 'tooLongCode'],
	async ask(probe) {
		const longest = await updateOne(probe, { hs_address_2: 'x'.repeat(assumed.longestText) });
		const longer = await updateOne(probe, { hs_address_2: 'x'.repeat(assumed.longestText + 1) });
		await updateOne(probe, { hs_address_2: '' });
		const isLimit = resultsOf(longest).length === 1 && resultsOf(longer).length === 0;
		return [
			check('longestText', `${assumed.longestText} characters are the most`, isLimit, longer),
			resultsOf(longer).length === 1
				? unknown('tooLongCode', `${assumed.longestText + 1} characters were taken`)
				: refusedWith('tooLongCode', longer),
		];
	},
};

export const stages: Question = {
	names: ['stageMustFitPipeline'],
	async ask(probe) {
		const reply = await probe.client.ask('GET', '/crm/v3/pipelines/0-420');
		const pipelines: Array<{ id: string; stages: Array<{ id: string }> }> =
			reply.body?.results ?? [];
		const [one, other] = pipelines.filter(({ stages }) => stages?.length > 0);
		if (!one || !other)
			return [unknown('stageMustFitPipeline', 'this takes two pipelines with stages', reply)];
		const foreign = await updateOne(probe, {
			hs_pipeline: one.id,
			hs_pipeline_stage: other.stages[0].id,
		});
		return [
			compare('stageMustFitPipeline', assumed.stageMustFitPipeline, wasRefused(foreign), foreign),
		];
	},
};

/** A value that is valid but for the space around it may be refused for that, with a code of its own. */
export const space: Question = {
	names: ['outerSpaceRefused'],
	async ask(probe) {
		const reply = await updateOne(probe, { hs_price: ' 250000 ' });
		const isSo = codesOf(reply).includes('LEADING_TRAILING_WHITESPACE')
			? true
			: wasRefused(reply) === undefined
				? undefined
				: false;
		return [compare('outerSpaceRefused', assumed.outerSpaceRefused, isSo, reply)];
	},
};

export function noUnique(
	name: string,
	what: unknown = 'a text property with unique values',
): Finding {
	return unknown(name, `the account has not ${String(what)}`);
}

export function wasRefused(reply: Reply): boolean | undefined {
	if (resultsOf(reply).length > 0) return false;
	return errorsOf(reply).length > 0 || reply.status === 400 ? true : undefined;
}

function refusedWith(name: keyof typeof assumed, reply: Reply): Finding {
	const found = codesOf(reply);
	const code = found.includes(String(assumed[name])) ? assumed[name] : found[0];
	return compare(name, assumed[name], code ?? accepted(reply), reply);
}

function accepted(reply: Reply): string | undefined {
	return resultsOf(reply).length > 0 ? 'the value was taken' : undefined;
}
