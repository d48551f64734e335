import { defaultGuesses as assumed } from '../../../test/simulator/guesses.mts';
import { read, update, updateOne } from '../context.mts';
import type { Question } from '../context.mts';
import { check, compare, errorsOf, isTaken, resultsOf, unknown } from '../findings.mts';
import { OBJECTS } from '../ownAds.mts';
import { noUnique } from './refusals.mts';

const SOURCE = 'hs_object_source';

/** What a reply to a write has in it. */
export const results: Question = {
	names: ['sourceInResult', 'pipelineInResult', 'idPropertyInResult', 'trace ids come back'],
	async ask(probe) {
		const { second, unique } = probe;
		const reply = await updateOne(probe, { hs_price: '200000' });
		const [result] = resultsOf(reply);
		const stored = await read(probe, [probe.first], ['hs_pipeline']);
		const hasPipeline = Boolean(resultsOf(stored)[0]?.properties?.hs_pipeline);
		const byName =
			unique &&
			(await update(probe, {
				id: unique.second,
				idProperty: unique.name,
				properties: { hs_price: '200000' },
				objectWriteTraceId: 'probe-2',
			}));
		const named = byName && resultsOf(byName).find(({ id }) => id === second);
		return [
			compare('sourceInResult', assumed.sourceInResult, has(result, SOURCE), reply),
			hasPipeline
				? compare('pipelineInResult', assumed.pipelineInResult, has(result, 'hs_pipeline'), reply)
				: unknown('pipelineInResult', 'the ad is in no pipeline', stored),
			byName
				? compare('idPropertyInResult', assumed.idPropertyInResult, has(named, unique.name), byName)
				: noUnique('idPropertyInResult'),
			check(
				'trace ids come back',
				'each result has its objectWriteTraceId',
				result && result.objectWriteTraceId === 'probe-1',
				reply,
			),
		];
	},
};

function has(result: Record<string, any> | undefined, property: string): boolean | undefined {
	return result && Object.hasOwn(result.properties ?? {}, property);
}

/** Ids that name no ad. They are no numbers, so that they cannot hit anybody's. */
export const missing: Question = {
	names: [
		'typeNameInMessage',
		'traceIdsInNotFound',
		'one item names all missing ids',
		'a batch of missing ids only is a 207',
	],
	async ask(probe) {
		const inputs = [1, 2].map((number) => ({
			id: `probe-${probe.stamp}-${number}`,
			properties: { hs_price: '1' },
			objectWriteTraceId: `probe-${number}`,
		}));
		const reply = await update(probe, ...inputs);
		const items = errorsOf(reply).filter(({ category }) => category === 'OBJECT_NOT_FOUND');
		const [item] = items;
		const typeName = /Could not get some (.+?) objects/.exec(item?.message)?.[1];
		return [
			compare('typeNameInMessage', assumed.typeNameInMessage, typeName, reply),
			compare(
				'traceIdsInNotFound',
				assumed.traceIdsInNotFound,
				item && Array.isArray(item.context?.objectWriteTraceId),
				reply,
			),
			check(
				'one item names all missing ids',
				'one item, with both ids in its context',
				item && items.length === 1 && item.context?.ids?.length === 2,
				reply,
			),
			check(
				'a batch of missing ids only is a 207',
				'207 without results',
				reply.status === 207 && resultsOf(reply).length === 0,
				reply,
			),
		];
	},
};

/** Bodies that HubSpot takes for something else than an update. */
export const oddBodies: Question = {
	names: [
		'a body without inputs is a silent 200',
		'an empty list is a silent 200',
		'id null is a 400',
	],
	async ask(probe) {
		const path = `${OBJECTS}/batch/update`;
		const without = await probe.client.ask('POST', path, {});
		const empty = await update(probe);
		const nameless = await update(probe, { id: null, properties: { hs_price: '1' } });
		return [
			check(this.names[0], 'HubSpot answers 200 and does nothing', without.status === 200, without),
			check(this.names[1], 'HubSpot answers 200 and does nothing', empty.status === 200, empty),
			check(this.names[2], 'the whole batch is refused', nameless.status === 400, nameless),
		];
	},
};

export const tooMany: Question = {
	names: ['more than 100 inputs are a 400', 'tooManyInputsText'],
	async ask(probe) {
		const inputs = Array.from({ length: 101 }, (_, index) => ({
			id: `probe-${probe.stamp}-${index}`,
			properties: { hs_price: '1' },
		}));
		const reply = await update(probe, ...inputs);
		const isRefused = reply.status === 400;
		return [
			check(this.names[0], '101 inputs are refused', isRefused, reply),
			compare(
				'tooManyInputsText',
				assumed.tooManyInputsText,
				isRefused ? reply.body?.message : undefined,
				reply,
			),
		];
	},
};

/** The newer spellings of the path answer as v3 does. */
export const versions: Question = {
	names: ['2026-03 answers as v3 does', '2026-09 answers as v3 does', 'partialStatusOf202609'],
	async ask(probe) {
		const inputs = [
			{ id: probe.first, properties: { hs_price: '300000' }, objectWriteTraceId: 'probe-1' },
			{ id: `probe-${probe.stamp}`, properties: { hs_price: '1' }, objectWriteTraceId: 'probe-2' },
		];
		const findings = [];
		for (const version of ['2026-03', '2026-09']) {
			const path = `/crm/objects/${version}/0-420/batch/update`;
			const reply = await probe.client.ask('POST', path, { inputs });
			const hasItem = errorsOf(reply).length === 1;
			const isSame = hasItem && resultsOf(reply)[0]?.objectWriteTraceId === 'probe-1';
			const what = 'one result and one item on what is missing';
			findings.push(
				check(`${version} answers as v3 does`, what, isTaken(reply) ? isSame : undefined, reply),
			);
			const status = isTaken(reply) ? reply.status : undefined;
			if (version === '2026-09')
				findings.push(
					compare('partialStatusOf202609', assumed.partialStatusOf202609, status, reply),
				);
		}
		return findings;
	},
};
