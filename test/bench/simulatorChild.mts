/** The simulator in a process of its own, so that it and the client do not slow each other. */
import { startSimulator } from '../simulator/server.mts';
import type { SimulatorOptions } from '../simulator/server.mts';
import { priceOf } from './job.mts';
import type { Deed } from './job.mts';

const options = JSON.parse(process.argv[2]) as SimulatorOptions;
const deed = process.argv[3] as Deed;
const { url, token, hubspot } = await startSimulator({
	...options,
	journal: 'light',
	guesses: { searchLagMs: 0, ...options.guesses },
});
const ids = hubspot.ads.all().map(({ id }) => id);

process.on('message', (told: string[]) => {
	const { journal } = hubspot;
	process.send!({
		done: Uint8Array.from(countDone()),
		wronglyPaired: told.filter((one, index) => one !== '' && isWrong(one, index)).length,
		arrivals: journal.map(({ at, status, endpoint, fault }) => ({ at, status, endpoint, fault })),
	});
});
process.on('disconnect', () => process.exit());
process.send!({ url, token, ids });

/** How often each record is there as the deed wants it; the price of the bench tells it. */
function countDone(): number[] {
	switch (deed) {
		case 'get':
		case 'list':
		case 'search':
			return ids.map(() => 1);
		case 'archive':
			return ids.map((id) => (hubspot.ads.get(id)?.archived ? 1 : 0));
		default: {
			const times = new Map<string, number>();
			for (const { values } of hubspot.ads.all()) {
				times.set(values.hs_price, (times.get(values.hs_price) ?? 0) + 1);
			}
			return ids.map((_id, index) => times.get(String(priceOf(index))) ?? 0);
		}
	}
}

function isWrong(told: string, index: number): boolean {
	if (deed === 'create' || deed === 'createPlain' || deed === 'upsert') {
		return hubspot.ads.get(told)?.values.hs_price !== String(priceOf(index));
	}
	return hubspot.ads.get(ids[index])?.values.hs_price !== told;
}
