import type { World } from '../delivery/deliver';
import { flow } from '../delivery/flow';
import type { Channel } from './channel';
import type { AdRecord, Reason } from './fates';
import { getAds } from './getAds';
import { placeOf, type GetInput } from './inputs';
import type { Many } from './pages';

const GROUP = 1_000;

/**
 * Reads the values of ads that were found without them, because their names would not fit into the request. Those that are
 * gone by now are left out.
 */
export async function withValues(
	{ records, reason }: Many,
	{ names, isArchived }: { readonly names: readonly string[]; readonly isArchived: boolean },
	channel: Channel,
	world: World<Reason>,
): Promise<Many> {
	const read = new Map<string, AdRecord>();
	let failed: Reason | undefined;
	for await (const fates of flow(inputs(), getAds(channel, false, isArchived), world)) {
		for (const [{ id }, fate] of fates) {
			if (fate.outcome === 'found') read.set(id, fate.record);
			else if (fate.outcome !== 'notFound') failed ??= fate.reason;
		}
	}
	const whole = records.map(({ id }) => read.get(id)).filter((record) => record !== undefined);
	return { records: whole, reason: reason ?? failed };

	async function* inputs(): AsyncGenerator<GetInput[]> {
		for (let start = 0; start < records.length; start += GROUP) {
			yield records.slice(start, start + GROUP).map(({ id }) => {
				const name = { id };
				return { ...name, ...placeOf(name), names, traceId: id, lines: [] };
			});
		}
	}
}
