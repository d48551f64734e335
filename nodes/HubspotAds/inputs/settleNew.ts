import type { Connection } from '../ad/connection';
import { flow } from '../delivery/flow';
import type { KeyInBin, WouldCreate } from '../hubspot/fates';
import { getAds } from '../hubspot/getAds';
import { placeOf, type GetInput, type NamedCreateInput } from '../hubspot/inputs';
import type { Fates } from './compare';
import { inGroups } from './duplicates';

/** An ad that a dry run did not find by its key, and what it would be made with. */
export type New = readonly [input: NewInput, fate: WouldCreate];
type NewInput = Pick<NamedCreateInput, 'id' | 'idProperty' | 'traceId' | 'lines'>;

/**
 * Settles ads that would be made, after a look into HubSpot's recycling bin: whether HubSpot keeps a unique value for an ad
 * that was deleted is not known, so that it may refuse a new one.
 */
export async function settleNew(
	news: readonly New[],
	{ world, channel }: Pick<Connection, 'world' | 'channel'>,
	ledger: Fates<WouldCreate>,
): Promise<void> {
	const newOf = new Map(news.map((one) => [toLook(one[0]), one]));
	const looks = inGroups([...newOf.keys()]);
	for await (const looked of flow(looks, getAds(channel, false, true), world)) {
		for (const [look, told] of looked) {
			const [{ lines, idProperty: property }, fate] = newOf.get(look)!;
			const id = told.outcome === 'found' ? told.record.id : undefined;
			const inBin: KeyInBin | undefined =
				told.outcome === 'notFound' ? undefined : { property, id };
			ledger.settle(lines, inBin ? { ...fate, inBin } : fate);
		}
	}
}

export function toLook({ id, idProperty, traceId, lines }: NewInput): GetInput {
	const name = { id, idProperty };
	return { ...name, ...placeOf(name), names: [idProperty], traceId, lines };
}
