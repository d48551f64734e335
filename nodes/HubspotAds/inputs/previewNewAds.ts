import type { Connection } from '../ad/connection';
import { flow } from '../delivery/flow';
import type { Known } from '../hubspot/definitions';
import type { CreateFate, WouldCreate } from '../hubspot/fates';
import { getAds } from '../hubspot/getAds';
import type { CreateInput, GetInput, NamedCreateInput } from '../hubspot/inputs';
import { findChanges, valuesAfter } from '../properties/changes';
import type { Fates } from './compare';
import type { Groups } from './duplicates';
import { settleNew, toLook, type New } from './settleNew';

/**
 * Settles every input with what a create would do. Writes nothing; only ads with a value of a unique property can be looked
 * for.
 */
export async function previewNewAds(
	groups: Groups<CreateInput>,
	connection: Pick<Connection, 'world' | 'channel'>,
	{ definitions }: Known,
	ledger: Fates<CreateFate>,
): Promise<void> {
	const toNew = ({ properties }: CreateInput): WouldCreate => {
		const none = Object.fromEntries(Object.keys(properties).map((name) => [name, null]));
		const held = valuesAfter(properties, none, definitions);
		return { outcome: 'wouldCreate', changes: findChanges(held, none, definitions) };
	};
	const news: New[] = [];
	const wantedOf = new Map<GetInput, NamedCreateInput>();
	async function* looks(): AsyncGenerator<GetInput[]> {
		for await (const inputs of groups) {
			const gets: GetInput[] = [];
			for (const input of inputs) {
				if (!isNamed(input)) ledger.settle(input.lines, toNew(input));
				else {
					const get = toLook(input);
					wantedOf.set(get, input);
					gets.push(get);
				}
			}
			yield gets;
		}
	}
	const { channel, world } = connection;
	for await (const looked of flow(looks(), getAds(channel, false), world)) {
		for (const [get, fate] of looked) {
			const wanted = wantedOf.get(get)!;
			wantedOf.delete(get);
			if (fate.outcome === 'notFound') news.push([wanted, toNew(wanted)]);
			else if (fate.outcome === 'found') {
				ledger.settle(wanted.lines, { outcome: 'exists', record: fate.record });
			} else ledger.settle(wanted.lines, { outcome: 'notSent', reason: fate.reason });
		}
	}
	await settleNew(news, connection, ledger);
}

function isNamed(input: CreateInput): input is NamedCreateInput {
	return input.id !== undefined && input.idProperty !== undefined;
}
