import { parseArgs } from 'node:util';
import { startSimulator } from './server.mts';
import type { Simulator, SimulatorOptions } from './server.mts';

const FIRST_PORT = 8420;
const PORTS_TO_TRY = 20;

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: process.env.SIMULATOR_PORT ?? String(FIRST_PORT) },
		latency: { type: 'string', default: process.env.SIMULATOR_LATENCY ?? '150' },
		limit: { type: 'string', default: process.env.SIMULATOR_LIMIT ?? '190' },
		ads: { type: 'string', default: process.env.SIMULATOR_ADS ?? '400' },
		help: { type: 'boolean', default: false },
	},
});

if (values.help) {
	console.log(`npm run simulator -- [--port ${FIRST_PORT}] [--latency 150] [--limit 190] [--ads 400]
Latency is in milliseconds, the limit in requests per ten seconds. The same can be given as
SIMULATOR_PORT, SIMULATOR_LATENCY, SIMULATOR_LIMIT and SIMULATOR_ADS.`);
} else {
	introduce(
		await startOnFreePort({
			port: toNumber('port', values.port),
			latencyMs: toNumber('latency', values.latency),
			limit: { max: toNumber('limit', values.limit) },
			ads: toNumber('ads', values.ads),
			journal: 'light',
		}),
	);
}

async function startOnFreePort(options: SimulatorOptions & { port: number }): Promise<Simulator> {
	for (let port = options.port; port < options.port + PORTS_TO_TRY; port++) {
		try {
			return await startSimulator({ ...options, port });
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
			console.log(`Port ${port} is taken, so the next one is tried.`);
		}
	}
	throw new Error(`No port from ${options.port} on is free`);
}

function introduce({ url, token, hubspot }: Simulator): void {
	const ads = hubspot.ads.all();
	const [first] = ads;
	console.log(`HubSpot simulator (ads are object type 0-420, Listings)

  base URL      ${url}
  access token  ${token}
  ads           ${ads.length}${first ? `, the first ${first.id} (${first.values.hs_name})` : ''}
  unique name   reference_number${first ? `, such as ${first.values.reference_number}` : ''}
  properties    ${hubspot.properties.size}
  limit         ${hubspot.limit.max} requests in ${hubspot.limit.intervalMs / 1_000} seconds

Everything is in memory and gone when this ends (Ctrl+C).`);
}

function toNumber(name: string, text: string): number {
	const number = Number(text);
	if (!(number >= 0)) throw new Error(`--${name} takes a number, and "${text}" is not one`);
	return number;
}
