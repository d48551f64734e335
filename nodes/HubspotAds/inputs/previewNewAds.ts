import type { Connection } from '../ad/connection';
import { flow } from '../delivery/flow';
import type { Known } from '../hubspot/definitions';
import type { CreateFate } from '../hubspot/fates';
import { getAds } from '../hubspot/getAds';
import { placeOf, type CreateInput, type GetInput } from '../hubspot/inputs';
import { findChanges, valuesAfter } from '../properties/changes';
import type { Fates } from './compare';
import type { Groups } from './duplicates';

/**
 * Settles every input with what a create would do. Writes nothing; only ads with a value of a unique property can be looked
 * for.
 */
export async function previewNewAds(
	groups: Groups<CreateInput>,
	{ world, channel }: Pick<Connection, 'world' | 'channel'>,
	{ definitions }: Known,
	ledger: Fates<CreateFate>,
): Promise<void> {
	const settleNew = ({ lines, properties }: CreateInput) => {
		const none = Object.fromEntries(Object.keys(properties).map((name) => [name, null]));
		const held = valuesAfter(properties, none, definitions);
		ledger.settle(lines, { outcome: 'wouldCreate', changes: findChanges(held, none, definitions) });
	};
	const wantedOf = new Map<GetInput, CreateInput>();
	async function* looks(): AsyncGenerator<GetInput[]> {
		for await (const inputs of groups) {
			const gets: GetInput[] = [];
			for (const input of inputs) {
				const get = toLook(input);
				if (!get) settleNew(input);
				else {
					wantedOf.set(get, input);
					gets.push(get);
				}
			}
			yield gets;
		}
	}
	for await (const looked of flow(looks(), getAds(channel, false), world)) {
		for (const [get, fate] of looked) {
			const wanted = wantedOf.get(get)!;
			wantedOf.delete(get);
			if (fate.outcome === 'notFound') settleNew(wanted);
			else if (fate.outcome === 'found') {
				ledger.settle(wanted.lines, { outcome: 'exists', record: fate.record });
			} else ledger.settle(wanted.lines, { outcome: 'notSent', reason: fate.reason });
		}
	}
}

function toLook({ id, idProperty, traceId, lines }: CreateInput): GetInput | undefined {
	if (id === undefined || idProperty === undefined) return undefined;
	const name = { id, idProperty };
	return { ...name, ...placeOf(name), names: [idProperty], traceId, lines };
}
