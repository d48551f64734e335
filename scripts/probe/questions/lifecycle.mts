import { defaultGuesses as assumed } from '../../../test/simulator/guesses.mts';
import { read, update } from '../context.mts';
import type { Question } from '../context.mts';
import { compare, errorsOf, resultsOf, unknown } from '../findings.mts';
import { OBJECTS } from '../ownAds.mts';

/** Merges two ads of its own, then asks for the id that went away. */
export const merged: Question = {
	names: [
		...['mergedInBatchUpdate', 'mergedInBatchRead', 'mergedBesideSurvivor', 'mergedInGet'],
		'mergedInArchive',
	],
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
		const both = await read(probe, [gone, survivor], ['hs_price']);
		const single = await probe.client.ask('GET', `${OBJECTS}/${gone}`);
		await probe.client.ask('POST', `${OBJECTS}/batch/archive`, { inputs: [{ id: gone }] });
		const left = await probe.client.ask('GET', `${OBJECTS}/${survivor}`);
		const fates: Record<number, string> = { 200: 'ignored', 404: 'survivorArchived' };
		return [
			compare('mergedInBatchUpdate', assumed.mergedInBatchUpdate, fateIn(written), merge, written),
			compare('mergedInBatchRead', assumed.mergedInBatchRead, fateIn(batch), batch),
			fateIn(batch) === 'followed'
				? compare(
						'mergedBesideSurvivor',
						assumed.mergedBesideSurvivor,
						[undefined, 'once', 'twice'][resultsOf(both).length],
						both,
					)
				: unknown('mergedBesideSurvivor', 'the merged-away id is not answered at all', both),
			compare('mergedInArchive', assumed.mergedInArchive, fates[left.status], left),
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
