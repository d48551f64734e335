import { setTimeout as sleep } from 'node:timers/promises';
import { defaultGuesses as assumed } from '../../../test/simulator/guesses.mts';
import { read, update } from '../context.mts';
import type { Question } from '../context.mts';
import { check, compare, errorsOf, resultsOf, unknown } from '../findings.mts';
import { OBJECTS } from '../ownAds.mts';

const SEARCH_MS = 60_000;
const POLL_MS = 700;

export const archived: Question = {
	names: ['archivedIsNotFound'],
	async ask(probe) {
		const id = await probe.ads.make();
		await probe.client.ask('DELETE', `${OBJECTS}/${id}`);
		const reply = await update(probe, { id, properties: { hs_price: '1' } });
		const isMissing = errorsOf(reply).some(({ category }) => category === 'OBJECT_NOT_FOUND');
		const isSo = isMissing ? true : resultsOf(reply).length > 0 ? false : undefined;
		return [check('archivedIsNotFound', 'an archived ad counts as missing', isSo, reply)];
	},
};

/** Merges two ads of its own, then asks for the id that went away. */
export const merged: Question = {
	names: ['mergedInBatchUpdate', 'mergedInBatchRead', 'mergedInGet'],
	async ask(probe) {
		const [primary, other] = [await probe.ads.make(), await probe.ads.make()];
		const merge = await probe.client.ask('POST', `${OBJECTS}/merge`, {
			primaryObjectId: primary,
			objectIdToMerge: other,
		});
		const survivor = merge.body?.id;
		if (merge.status !== 200 || typeof survivor !== 'string')
			return this.names.map((name) => unknown(name, 'HubSpot merges no ads here', merge));
		probe.ads.adopt(survivor);
		// The one that went away is archived with the survivor.
		if (survivor !== other) probe.ads.forget(other);

		const gone = survivor === other ? primary : other;
		const written = await update(probe, {
			id: gone,
			properties: { hs_price: '1' },
			objectWriteTraceId: 'probe-1',
		});
		const batch = await read(probe, [gone], ['hs_price']);
		const single = await probe.client.ask('GET', `${OBJECTS}/${gone}`);
		return [
			compare('mergedInBatchUpdate', assumed.mergedInBatchUpdate, fateIn(written), merge, written),
			compare('mergedInBatchRead', assumed.mergedInBatchRead, fateIn(batch), batch),
			compare(
				'mergedInGet',
				assumed.mergedInGet,
				single.status === 200 ? 'followed' : single.status === 404 ? 'notFound' : undefined,
				single,
			),
		];
	},
};

function fateIn(reply: Parameters<typeof resultsOf>[0]) {
	if (resultsOf(reply).length > 0) return 'followed';
	if (errorsOf(reply).length > 0) return 'notFound';
	return reply.status === 200 ? 'dropped' : undefined;
}

/** How long the search does not see a write. */
export const search: Question = {
	names: ['searchLagMs'],
	async ask(probe) {
		const { client, first, stamp } = probe;
		await untilFound({ propertyName: 'hs_object_id', operator: 'EQ', value: first });
		const city = `Probe ${stamp}`;
		await update(probe, { id: first, properties: { hs_city: city } });
		const startedAt = Date.now();
		const filter = { propertyName: 'hs_city', operator: 'EQ', value: city };
		const { polls, reply } = await untilFound(filter);
		if (polls === undefined)
			return [unknown('searchLagMs', `not seen within ${SEARCH_MS / 1_000} seconds`, reply)];
		const isSeenAtOnce = polls === 0;
		const lag = `seen after ${((Date.now() - startedAt) / 1_000).toFixed(1)} s`;
		const what = `the search lags behind a write (assumed ${assumed.searchLagMs} ms; ${lag})`;
		return [check('searchLagMs', what, !isSeenAtOnce, reply)];

		async function untilFound(condition: object) {
			const deadline = Date.now() + SEARCH_MS;
			for (let polls = 0; ; polls++) {
				const filterGroups = [{ filters: [condition] }];
				const reply = await client.ask('POST', `${OBJECTS}/search`, { filterGroups });
				if (resultsOf(reply).length > 0) return { polls, reply };
				if (Date.now() > deadline || reply.status >= 400) return { polls: undefined, reply };
				await sleep(POLL_MS);
			}
		}
	},
};
