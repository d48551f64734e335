import { defaultGuesses as assumed } from '../../../test/simulator/guesses.mts';
import { update } from '../context.mts';
import type { Question } from '../context.mts';
import { check, compare, errorsOf, resultsOf } from '../findings.mts';
import { OBJECTS } from '../ownAds.mts';
import { noUnique } from './refusals.mts';

const ARCHIVE = `${OBJECTS}/batch/archive`;

export const archived: Question = {
	names: [
		'archivedIsNotFound',
		'repeatedIdsInArchive',
		'archiving again is a 204',
		'oddIdInArchive',
	],
	async ask(probe) {
		const { ads, client, stamp } = probe;
		const id = await ads.make();
		const twice = await client.ask('POST', ARCHIVE, { inputs: [{ id }, { id }] });
		const again = await client.ask('POST', ARCHIVE, { inputs: [{ id }] });
		// It is no number, so that it cannot hit anybody's.
		const odd = await client.ask('POST', ARCHIVE, { inputs: [{ id: `probe-${stamp}` }] });
		const reply = await update(probe, { id, properties: { hs_price: '1' } });
		const isMissing = errorsOf(reply).some(({ category }) => category === 'OBJECT_NOT_FOUND');
		const isSo = isMissing ? true : resultsOf(reply).length > 0 ? false : undefined;
		const fates: Record<number, string> = { 204: 'ignored', 400: 'refused' };
		return [
			check('archivedIsNotFound', 'an archived ad counts as missing', isSo, reply),
			check('repeatedIdsInArchive', 'an id may come twice', twice.status === 204, twice),
			check('archiving again is a 204', 'HubSpot does not mind', again.status === 204, again),
			compare('oddIdInArchive', assumed.oddIdInArchive, fates[odd.status], odd),
		];
	},
};

/** Whether another ad can have the unique value of one that is archived. */
export const valuesOfArchived: Question = {
	names: ['archivedHoldsUnique'],
	async ask({ ads, client, unique, stamp }) {
		if (!unique) return this.names.map(noUnique);
		const values = { [unique.name]: `Probe-${stamp}-J` };
		const id = await ads.make(values);
		await client.ask('DELETE', `${OBJECTS}/${id}`);
		const reply = await ads.create(ads.named(values));
		const holds = reply.status === 201 ? false : reply.status < 500 ? true : undefined;
		return [compare('archivedHoldsUnique', assumed.archivedHoldsUnique, holds, reply)];
	},
};
