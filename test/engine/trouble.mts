import type { INodeExecutionData } from 'n8n-workflow';
import { afterAll, beforeAll } from 'vitest';
import type { HubspotOptions } from '../simulator/hubspot.mts';
import { startSimulator, type Simulator } from '../simulator/server.mts';
import { loadN8n, type Engine, type RunOptions, type RunResult } from './harness.mts';

/** A simulated account and n8n's engine for one test file, with the shortest way to update ads. */
export function useAccount(options: HubspotOptions = {}) {
	let n8n: Engine;
	let simulator: Simulator;

	beforeAll(async () => {
		n8n = await loadN8n();
	});

	/** Each test has an account of its own, so that no fault and no limit is left over. */
	async function withAccount<T>(
		use: (account: Account) => Promise<T>,
		more: HubspotOptions = {},
	): Promise<T> {
		simulator = await startSimulator({ ads: 300, ...options, ...more });
		try {
			return await use(accountOf(n8n, simulator));
		} finally {
			await simulator.close();
		}
	}

	afterAll(() => n8n.close());
	return withAccount;
}

export type Account = ReturnType<typeof accountOf>;

function accountOf(n8n: Engine, { hubspot, url, token }: Simulator) {
	const ids = hubspot.ads.all().map(({ id }) => id);
	return {
		n8n,
		hubspot,
		url,
		token,
		ids,
		/** Gives each ad its price, as JSON and unchecked unless told otherwise. */
		async updatePrices(
			prices: Record<string, string>,
			{ parameters, ...more }: Partial<RunOptions> = {},
		): Promise<RunResult> {
			const { options, ...others } = parameters ?? {};
			return await n8n.run({
				items: Object.entries(prices).map(([id, hs_price]) => ({ id, properties: { hs_price } })),
				parameters: {
					specifyAds: 'json',
					adsJson: '={{ $json }}',
					options: { checkValues: false, maxWait: 2, ...(options as object) },
					...others,
				},
				node: { onError: 'continueRegularOutput' },
				credentials: { accessToken: token, baseUrl: url },
				...more,
			});
		},
		price: (id: string) => (hubspot.ads.survivorOf(id) ?? hubspot.ads.get(id))?.values.hs_price,
		writes: () => hubspot.journal.filter(({ endpoint }) => endpoint === 'batchUpdate'),
	};
}

/** What became of each ad, by the words of the contract; `updated` for HubSpot's own record. */
export function outcomesOf(items: INodeExecutionData[]): string[] {
	return items.map(({ json }) => {
		const details = json.details as { outcome?: string } | undefined;
		return details?.outcome ?? 'updated';
	});
}

/** A new price for each of the first ads. */
export function pricesOf({ ids }: Account, ads: number): Record<string, string> {
	return Object.fromEntries(ids.slice(0, ads).map((id, i) => [id, String(900_000 + i)]));
}

export function count(words: string[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
	return counts;
}
