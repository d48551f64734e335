import { setTimeout as sleep } from 'node:timers/promises';
import { defaultGuesses as assumed } from '../../../test/simulator/guesses.mts';
import type { Reply } from '../client.mts';
import { findChoices, update } from '../context.mts';
import type { Probe, Question } from '../context.mts';
import { check, compare, resultsOf, unknown } from '../findings.mts';
import type { Finding } from '../findings.mts';
import { OBJECTS } from '../ownAds.mts';

const SEARCH_MS = 60_000;
const POLL_MS = 700;

/** Each has a word of its own, so that a query tells where it was found. */
const WORDS = ['hs_address_1', 'hs_city', 'hs_zip'];

/** How long the search does not see a write, and then by what it finds the ad. */
export const search: Question = {
	names: [
		...['searchLagMs', 'inWantsLowerCase', 'negationsFindEmpty', 'queryProperties'],
		'choicesFoundOneByOne',
	],
	async ask(probe) {
		const { first, stamp } = probe;
		await untilFound(probe, equal('hs_object_id', first));
		const words = Object.fromEntries(
			WORDS.map((name) => [name, `Probe${name.slice(3, 6)}${stamp}`]),
		);
		const choices = findChoices(probe);
		const properties = {
			...words,
			hs_neighborhood: '',
			...(choices && { [choices.name]: choices.values.join(';') }),
		};
		await update(probe, { id: first, properties });
		const startedAt = Date.now();
		const city = words.hs_city;
		const { polls, reply } = await untilFound(probe, equal('hs_city', city));
		if (polls === undefined) {
			const why = `not seen within ${SEARCH_MS / 1_000} seconds`;
			return this.names.map((name) => unknown(name, why, reply));
		}
		const lag = `seen after ${((Date.now() - startedAt) / 1_000).toFixed(1)} s`;
		const what = `the search lags behind a write (assumed ${JSON.stringify(assumed.searchLagMs)} ms; ${lag})`;
		return [
			check('searchLagMs', what, polls > 0, reply),
			await inLowerCase(probe, city),
			await withoutValue(probe),
			await byQuery(probe, words),
			choices
				? await byChoice(probe, choices.name, choices.values[1])
				: unknown('choicesFoundOneByOne', 'the account has no property with several choices'),
		];
	},
};

async function inLowerCase(probe: Probe, city: string): Promise<Finding> {
	const isIn = (value: string) =>
		find(probe, { propertyName: 'hs_city', operator: 'IN', values: [value] });
	const asIs = await isIn(city);
	const lower = await isIn(city.toLowerCase());
	const wantsLower = hasFound(asIs) ? false : hasFound(lower) ? true : undefined;
	return compare('inWantsLowerCase', assumed.inWantsLowerCase, wantsLower, asIs, lower);
}

async function withoutValue(probe: Probe): Promise<Finding> {
	const isOther = { propertyName: 'hs_neighborhood', operator: 'NEQ', value: 'elsewhere' };
	const reply = await find(probe, equal('hs_object_id', probe.first), isOther);
	const isFound = reply.status === 200 ? hasFound(reply) : undefined;
	return compare('negationsFindEmpty', assumed.negationsFindEmpty, isFound, reply);
}

async function byQuery(probe: Probe, words: Record<string, string>): Promise<Finding> {
	const replies: Reply[] = [];
	for (const name of WORDS) replies.push(await probe.search({ query: words[name], limit: 1 }));
	const found = WORDS.filter((_name, at) => hasFound(replies[at]));
	const expected = WORDS.filter((name) => assumed.queryProperties.includes(name));
	return compare('queryProperties', expected, found, ...replies);
}

async function byChoice(probe: Probe, propertyName: string, value: string): Promise<Finding> {
	const one = { propertyName, operator: 'IN', values: [value] };
	const reply = await find(probe, equal('hs_object_id', probe.first), one);
	const isSo = reply.status === 200 ? hasFound(reply) : undefined;
	return check('choicesFoundOneByOne', 'one of several choices finds the ad', isSo, reply);
}

/** What a search does not take. */
export const refusedSearches: Question = {
	names: ['secondSort', 'epochFilterFails', 'over 3,000 characters are a 400', '10,000 is the end'],
	async ask(probe) {
		const sorts = ['hs_object_id', 'hs_createdate'].map((propertyName) => ({
			propertyName,
			direction: 'ASCENDING',
		}));
		const sorted = await probe.search({ sorts, limit: 1 });
		const sinceEver = { propertyName: 'hs_createdate', operator: 'GT', value: '0' };
		const epoch = await find(probe, sinceEver);
		const long = await probe.search({ query: 'x'.repeat(3_000) });
		const late = await probe.search({ after: '10000', limit: 1 });
		const sortFates: Record<number, string> = { 200: 'ignored', 400: 'refused' };
		const fails = epoch.status === 200 ? false : epoch.status >= 400 ? true : undefined;
		return [
			compare('secondSort', assumed.secondSort, sortFates[sorted.status], sorted),
			compare('epochFilterFails', assumed.epochFilterFails, fails, epoch),
			check('over 3,000 characters are a 400', 'it is refused', long.status === 400, long),
			check('10,000 is the end', 'what is beyond is refused', late.status === 400, late),
		];
	},
};

/** The cursor of the list. It looks at two ads of the account, and at nothing in them. */
export const listed: Question = {
	names: ['listAfter'],
	async ask({ client }) {
		const reply = await client.ask('GET', `${OBJECTS}?limit=1`);
		const after: unknown = reply.body?.paging?.next?.after;
		const [ad] = resultsOf(reply);
		const is = after === undefined || !ad ? undefined : after === ad.id ? 'lastId' : 'nextId';
		return [compare('listAfter', assumed.listAfter, is, reply)];
	},
};

function equal(propertyName: string, value: string) {
	return { propertyName, operator: 'EQ', value };
}

function find(probe: Probe, ...filters: object[]): Promise<Reply> {
	return probe.search({ filterGroups: [{ filters }], limit: 1 });
}

function hasFound(reply: Reply): boolean {
	return resultsOf(reply).length > 0;
}

async function untilFound(probe: Probe, condition: object) {
	const deadline = Date.now() + SEARCH_MS;
	for (let polls = 0; ; polls++) {
		const reply = await find(probe, condition);
		if (hasFound(reply)) return { polls, reply };
		if (Date.now() > deadline || reply.status >= 400) return { polls: undefined, reply };
		await sleep(POLL_MS);
	}
}
