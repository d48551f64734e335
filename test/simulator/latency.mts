import type { Chance } from './chance.mts';

/** How long an answer takes: always the same, or as servers are, mostly quick and sometimes slow. */
export type LatencySettings = number | { medianMs: number; p95Ms: number };

/** The 95th percentile of the standard normal distribution. */
const NORMAL_P95 = 1.6449;

export function createLatency(settings: LatencySettings, chance: Chance): () => number {
	if (typeof settings === 'number') return () => settings;
	const { medianMs, p95Ms } = settings;
	const spread = Math.log(p95Ms / medianMs) / NORMAL_P95;
	return () => Math.round(medianMs * Math.exp(spread * standardNormal(chance)));
}

function standardNormal(chance: Chance): number {
	const radius = Math.sqrt(-2 * Math.log(1 - chance()));
	return radius * Math.cos(2 * Math.PI * chance());
}
