/** The simulator in a process of its own, so that it and the client do not slow each other. */
import { startSimulator } from '../simulator/server.mts';
import type { SimulatorOptions } from '../simulator/server.mts';
import { priceOf } from './job.mts';

const options = JSON.parse(process.argv[2]) as SimulatorOptions;
const { url, token, hubspot } = await startSimulator({
	...options,
	journal: 'light',
	guesses: { searchLagMs: 0, ...options.guesses },
});
const ids = hubspot.ads.all().map(({ id }) => id);

process.on('message', () => {
	const { journal } = hubspot;
	process.send!({
		written: Uint8Array.from(ids, (id, index) =>
			hubspot.ads.get(id)?.values.hs_price === String(priceOf(index)) ? 1 : 0,
		),
		arrivals: journal.map(({ at, status, endpoint, fault }) => ({ at, status, endpoint, fault })),
	});
});
process.on('disconnect', () => process.exit());
process.send!({ url, token, ids });
