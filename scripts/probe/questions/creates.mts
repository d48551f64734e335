import { defaultGuesses as assumed } from '../../../test/simulator/guesses.mts';
import type { Reply } from '../client.mts';
import { read } from '../context.mts';
import type { Probe, Question } from '../context.mts';
import { check, compare, errorsOf, isTaken, resultsOf } from '../findings.mts';
import { noUnique } from './refusals.mts';

/** Which ads of a batch are made when one is refused. */
export const whoIsMade: Question = {
	names: ['missingName', 'a create names each ad by trace id', 'without trace ids none is made'],
	async ask({ ads }) {
		const good = () => ({ properties: ads.named(), objectWriteTraceId: 'probe-1' });
		const nameless = { properties: { hs_price: '1' }, objectWriteTraceId: 'probe-2' };
		const bad = { properties: ads.named({ hs_price: 'x' }), objectWriteTraceId: 'probe-2' };

		const unnamed = await ads.batch('create', [good(), nameless]);
		const traced = await ads.batch('create', [good(), bad]);
		const untraced = await ads.batch('create', [
			{ properties: ads.named() },
			{ properties: bad.properties },
		]);

		const [item] = errorsOf(traced);
		const [result] = resultsOf(traced);
		return [
			compare('missingName', assumed.missingName, fateOfNameless(unnamed), unnamed),
			check(
				'a create names each ad by trace id',
				'a 207 with one result and one item, each with its trace id',
				isTaken(traced) || traced.status === 400
					? result?.objectWriteTraceId === 'probe-1' &&
							item?.context?.objectWriteTraceId?.[0] === 'probe-2'
					: undefined,
				traced,
			),
			check(
				'without trace ids none is made',
				'one 400 for the batch',
				untraced.status === 400 ? true : resultsOf(untraced).length > 0 ? false : undefined,
				untraced,
			),
		];
	},
};

function fateOfNameless(reply: Reply): string | undefined {
	if (resultsOf(reply).length === 2) return 'not required';
	if (resultsOf(reply).length === 1) return 'perRecord';
	return reply.status === 400 ? 'wholeBatch' : undefined;
}

/** A unique value that another ad has, and one that comes twice. */
export const takenValues: Question = {
	names: ['createConflict', 'equalInCreate'],
	async ask({ ads, unique, stamp }) {
		if (!unique) return this.names.map(noUnique);
		const ad = (value: string, objectWriteTraceId: string) => ({
			properties: ads.named({ [unique.name]: value }),
			objectWriteTraceId,
		});

		const taken = await ads.batch('create', [
			ad(unique.first, 'probe-1'),
			ad(`Probe-${stamp}-C`, 'probe-2'),
		]);
		const equal = await ads.batch('create', [
			ad(`Probe-${stamp}-D`, 'probe-1'),
			ad(`Probe-${stamp}-D`, 'probe-2'),
		]);

		const category: unknown = errorsOf(taken)[0]?.category ?? taken.body?.category;
		const kinds: Record<string, string> = { CONFLICT: 'conflict', VALIDATION_ERROR: 'uniqueValue' };
		const fates = [equal.status === 400 || equal.status === 409 ? 'allRefused' : undefined];
		return [
			compare('createConflict', assumed.createConflict, kinds[String(category)], taken),
			compare(
				'equalInCreate',
				assumed.equalInCreate,
				[...fates, 'firstMade', 'both made'][resultsOf(equal).length],
				equal,
			),
		];
	},
};

/** What an ad has that was made with a name only. */
export const defaults: Question = {
	names: ['defaultPipeline'],
	async ask(probe) {
		const reply = await read(probe, [probe.first], ['hs_pipeline']);
		const [ad] = resultsOf(reply);
		const pipeline = ad && (ad.properties?.hs_pipeline ? 'first' : 'none');
		return [compare('defaultPipeline', assumed.defaultPipeline, pipeline, reply)];
	},
};

/** How soon batch/read by a unique property sees a new ad. */
export const seenByKey: Question = {
	names: ['uniqueReadLagMs'],
	async ask(probe) {
		const { ads, client, unique, stamp } = probe;
		if (!unique) return this.names.map(noUnique);
		const value = `Probe-${stamp}-E`;
		await ads.make({ [unique.name]: value });
		const reply = await client.ask('POST', READ, {
			inputs: [{ id: value }],
			idProperty: unique.name,
			properties: [unique.name],
		});
		const isSeen = resultsOf(reply).length > 0 ? true : isTaken(reply) ? false : undefined;
		return [check('uniqueReadLagMs', 'a new ad is found by its key at once', isSeen, reply)];
	},
};

const READ = '/crm/v3/objects/0-420/batch/read';

/** What an upsert says of ads that are there, and of its own. */
export const upserts: Question = {
	names: ['new tells made from found', 'an upsert by record ID is refused', 'upsertConflict'],
	async ask(probe) {
		const { ads, first, unique, stamp } = probe;
		if (!unique) return this.names.map(noUnique);
		const upsert = (value: string, more: Record<string, string> = {}) => ({
			id: value,
			idProperty: unique.name,
			properties: ads.named({ [unique.name]: value, ...more }),
			objectWriteTraceId: value,
		});
		const one = upsert(`Probe-${stamp}-F`);

		const made = await ads.batch('upsert', [one]);
		const found = await ads.batch('upsert', [one]);
		const byId = await ads.batch('upsert', [{ ...one, id: first, idProperty: 'hs_object_id' }]);
		const isNew = [made, found].map((reply) => resultsOf(reply)[0]?.new as unknown);
		return [
			check(
				'new tells made from found',
				'the first is new, the second is not',
				resultsOf(made).length > 0 ? isNew[0] === true && isNew[1] === false : undefined,
				made,
				found,
			),
			check('an upsert by record ID is refused', 'it is a 400', byId.status === 400, byId),
			await conflictOf(probe, upsert),
		];
	},
};

async function conflictOf(
	{ ads, client, first, unique, stamp }: Probe,
	upsert: (value: string, more?: Record<string, string>) => object,
) {
	const other = unique?.other;
	if (!other) return noUnique('upsertConflict', 'a second text property with unique values');
	const value = `Probe-${stamp}-G`;
	await client.ask('PATCH', `/crm/v3/objects/0-420/${first}`, { properties: { [other]: value } });
	const reply = await ads.batch('upsert', [
		upsert(`Probe-${stamp}-H`),
		upsert(`Probe-${stamp}-I`, { [other]: value }),
	]);
	const fates: Record<number, string> = { 207: 'perRecord', 409: 'wholeBatch' };
	return compare('upsertConflict', assumed.upsertConflict, fates[reply.status], reply);
}
