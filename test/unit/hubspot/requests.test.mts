import { describe, expect, it } from 'vitest';

import type { Step } from '../../../nodes/HubspotAds/delivery/operation';
import type { Channel } from '../../../nodes/HubspotAds/hubspot/channel';
import {
	pipelinesRequest,
	propertiesRequest,
	type ApiVersion,
	type Request,
} from '../../../nodes/HubspotAds/hubspot/endpoints';
import { archiveFound } from '../../../nodes/HubspotAds/hubspot/archiveFound';
import { createAds, createNamedAds } from '../../../nodes/HubspotAds/hubspot/createAds';
import { getAds } from '../../../nodes/HubspotAds/hubspot/getAds';
import { listRequest, searchRequest } from '../../../nodes/HubspotAds/hubspot/queries';
import { lookUpAds } from '../../../nodes/HubspotAds/hubspot/lookUpAds';
import { updateAds } from '../../../nodes/HubspotAds/hubspot/updateAds';
import { upsertAds } from '../../../nodes/HubspotAds/hubspot/upsertAds';
import { ad } from './given.mts';

const byReference = { idProperty: 'reference_number' };
const ads = [ad('1', { hs_price: '5' }), ad('2', { hs_price: '6', hs_city: '' })];
const named = [ad('REF-1', { hs_price: '5' }, byReference)];
const read = ads.map((one) => ({ ...one, names: ['hs_price', 'hs_city'] }));
const readNamed = named.map((one) => ({ ...one, names: ['hs_price'] }));

type Ask = (channel: Channel) => Promise<unknown>;

const ask =
	<In,>(step: Step<In, unknown, unknown> | undefined, inputs: readonly In[]) =>
	async () =>
		await step!(inputs);
const keyed = named.map((one) => ({ ...one, ...byReference }));
const upsert = (channel: Channel) => upsertAds(channel, () => true);
const create = (channel: Channel) => createNamedAds(channel, () => true);
const found = read.map((one) => ({ ...one, record: { id: one.id, properties: {} } }));
const archive = (channel: Channel) => archiveFound(channel, true);
const readByKey = {
	inputs: [{ id: 'REF-1' }],
	...byReference,
	properties: ['hs_price', 'reference_number'],
	propertiesWithHistory: [],
};
const update = (channel: Channel) => updateAds(channel, () => true);

/** `PATH` stands for the version's path of the object. */
const operations: Array<[what: string, Ask, method: string, path: string, body: unknown]> = [
	[
		'update: a batch',
		(channel) => ask(update(channel).batch, ads)(),
		...(['POST', 'PATH/batch/update'] as const),
		{
			inputs: [
				{ id: '1', properties: { hs_price: '5' }, objectWriteTraceId: 'trace-1' },
				{ id: '2', properties: { hs_price: '6', hs_city: '' }, objectWriteTraceId: 'trace-2' },
			],
		},
	],
	[
		'update: a batch by a unique property',
		(channel) => ask(update(channel).batch, named)(),
		...(['POST', 'PATH/batch/update'] as const),
		{
			inputs: [
				{
					...{ id: 'REF-1', ...byReference },
					...{ properties: { hs_price: '5' }, objectWriteTraceId: 'trace-REF-1' },
				},
			],
		},
	],
	[
		'update: read back',
		(channel) => ask(update(channel).readBack, ads)(),
		...(['POST', 'PATH/batch/read'] as const),
		{
			inputs: [{ id: '1' }, { id: '2' }],
			properties: ['hs_price', 'hs_city'],
			propertiesWithHistory: [],
		},
	],
	[
		'update: read back by a unique property',
		(channel) => ask(update(channel).readBack, named)(),
		...(['POST', 'PATH/batch/read'] as const),
		{
			inputs: [{ id: 'REF-1' }],
			...byReference,
			properties: ['hs_price', 'reference_number'],
			propertiesWithHistory: [],
		},
	],
	[
		'update: one alone',
		(channel) => ask(update(channel).alone, ads)(),
		...(['PATCH', 'PATH/1'] as const),
		{ properties: { hs_price: '5' } },
	],
	[
		'update: one alone by a unique property',
		(channel) => ask(update(channel).alone, named)(),
		...(['PATCH', 'PATH/REF-1?idProperty=reference_number'] as const),
		{ properties: { hs_price: '5' } },
	],
	[
		'get: a batch',
		(channel) => ask(getAds(channel, false).batch, read)(),
		...(['POST', 'PATH/batch/read'] as const),
		{
			inputs: [{ id: '1' }, { id: '2' }],
			properties: ['hs_price', 'hs_city', 'hs_merged_object_ids'],
			propertiesWithHistory: [],
		},
	],
	[
		'get: a batch by a unique property',
		(channel) => ask(getAds(channel, false).batch, readNamed)(),
		...(['POST', 'PATH/batch/read'] as const),
		{
			inputs: [{ id: 'REF-1' }],
			...byReference,
			properties: ['hs_price', 'reference_number'],
			propertiesWithHistory: [],
		},
	],
	[
		'get: archived ones, with the default properties',
		(channel) =>
			ask(
				getAds(channel, false, true).batch,
				read.map((one) => ({ ...one, names: [] })),
			)(),
		...(['POST', 'PATH/batch/read?archived=true'] as const),
		{ inputs: [{ id: '1' }, { id: '2' }], properties: [], propertiesWithHistory: [] },
	],
	[
		'get: one alone',
		(channel) => ask(getAds(channel, false).alone, read.slice(0, 1))(),
		'GET',
		'PATH/1?properties=hs_price%2Chs_city%2Chs_merged_object_ids',
		undefined,
	],
	[
		'get: an archived one alone, by a unique property',
		(channel) => ask(getAds(channel, false, true).alone, readNamed)(),
		'GET',
		'PATH/REF-1?idProperty=reference_number&properties=hs_price&archived=true',
		undefined,
	],
	[
		'upsert: a batch, the key among the properties',
		(channel) => ask(upsert(channel).batch, keyed)(),
		...(['POST', 'PATH/batch/upsert'] as const),
		{
			inputs: [
				{
					...{ id: 'REF-1', ...byReference, objectWriteTraceId: 'trace-REF-1' },
					properties: { hs_price: '5', reference_number: 'REF-1' },
				},
			],
		},
	],
	[
		'upsert: read back',
		(channel) => ask(upsert(channel).readBack, keyed)(),
		...(['POST', 'PATH/batch/read'] as const),
		readByKey,
	],
	[
		'create: a batch',
		(channel) =>
			ask(
				createAds(channel, () => true).batch,
				ads.map(({ id: _id, ...one }) => one),
			)(),
		...(['POST', 'PATH/batch/create'] as const),
		{
			inputs: [
				{ properties: { hs_price: '5' }, objectWriteTraceId: 'trace-1' },
				{ properties: { hs_price: '6', hs_city: '' }, objectWriteTraceId: 'trace-2' },
			],
		},
	],
	[
		'create: a batch with a unique property',
		(channel) => ask(create(channel).batch, keyed)(),
		...(['POST', 'PATH/batch/create'] as const),
		{
			inputs: [
				{
					properties: { hs_price: '5', reference_number: 'REF-1' },
					objectWriteTraceId: 'trace-REF-1',
				},
			],
		},
	],
	[
		'create: read back',
		(channel) => ask(create(channel).readBack, keyed)(),
		...(['POST', 'PATH/batch/read'] as const),
		readByKey,
	],
	[
		'archive: look into the bin',
		(channel) => ask(lookUpAds(channel).readBack, read)(),
		...(['POST', 'PATH/batch/read?archived=true'] as const),
		{
			inputs: [{ id: '1' }, { id: '2' }],
			properties: ['hs_price', 'hs_city', 'hs_merged_object_ids'],
			propertiesWithHistory: [],
		},
	],
	[
		'archive: a batch',
		(channel) => ask(archive(channel).batch, found)(),
		...(['POST', 'PATH/batch/archive'] as const),
		{ inputs: [{ id: '1' }, { id: '2' }] },
	],
	[
		'archive: verify',
		(channel) => ask(archive(channel).readBack, found)(),
		...(['POST', 'PATH/batch/read?archived=true'] as const),
		{
			inputs: [{ id: '1' }, { id: '2' }],
			properties: ['hs_price', 'hs_city'],
			propertiesWithHistory: [],
		},
	],
];

const versions: Array<[ApiVersion, path: string]> = [
	['v3', '/crm/v3/objects/0-420'],
	['2026-03', '/crm/objects/2026-03/0-420'],
	['2026-09', '/crm/objects/2026-09/0-420'],
];

describe.each(versions)('the requests of %s', (version, objectPath) => {
	it.each(operations)('%s', async (_what, asks, method, path, body) => {
		const { channel, sent } = record(version);

		await asks(channel);

		expect(sent).toEqual([{ method, path: path.replace('PATH', objectPath), body }]);
	});

	it('ask for a page of the list', () => {
		const page = { names: ['hs_name', 'hs_price'], isArchived: true, size: 100, after: '7' };

		expect(listRequest(version, page)).toEqual({
			method: 'GET',
			path: `${objectPath}?limit=100&after=7&properties=hs_name%2Chs_price&archived=true`,
		});
		expect(listRequest(version, { names: [], isArchived: false, size: 5 })).toEqual({
			method: 'GET',
			path: `${objectPath}?limit=5`,
		});
	});

	it('ask for a page of a search', () => {
		const search = {
			filterGroups: [{ filters: [{ propertyName: 'hs_object_id', operator: 'GT', value: '7' }] }],
			sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
			properties: ['hs_name'],
			limit: 200,
		};

		expect(searchRequest(version, search)).toEqual({
			method: 'POST',
			path: `${objectPath}/search`,
			body: search,
		});
	});

	it('ask for the properties and the pipelines', () => {
		expect([propertiesRequest(version), pipelinesRequest(version)]).toEqual(
			['properties', 'pipelines'].map((area) => ({
				method: 'GET',
				path: objectPath.replace('objects', area),
			})),
		);
	});
});

// Helpers

/** What leaves, as JSON writes it. */
function record(version: ApiVersion): { channel: Channel; sent: unknown[] } {
	const sent: unknown[] = [];
	const send = async (request: Request) => {
		sent.push(JSON.parse(JSON.stringify(request)));
		return { lost: 'timeout' } as const;
	};
	return { channel: { send, version, wallNow: () => 0, now: () => 0 }, sent };
}
