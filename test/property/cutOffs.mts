import fc from 'fast-check';
import type { LostReply } from '../../nodes/HubspotAds/hubspot/reply';

/** Nothing reaches HubSpot, as is told at once or when the time for the request is up. */
export interface CutOff {
	readonly loss: LostReply;
	readonly hangs: boolean;
	/** Counted from the start of the run. */
	readonly afterMs: number;
	readonly forMs: number;
}

/** For a time: no network, a proxy that is busy, no new token; or for good. */
const anyCutOff: fc.Arbitrary<CutOff> = fc.record({
	loss: fc.constantFrom<LostReply>(
		{ lost: 'unreachable', code: 'ECONNREFUSED' },
		{ lost: 'unreachable', said: 'a proxy or firewall answered with status 503' },
		{ lost: 'noToken', said: 'HTTP status 500' },
		{ lost: 'unreachable', code: 'CERT_HAS_EXPIRED', isFinal: true },
		{ lost: 'unauthorized', said: 'HTTP status 400' },
	),
	hangs: fc.boolean(),
	afterMs: fc.constantFrom(0, 500, 5_000, 60_000),
	forMs: fc.constantFrom(300, 20_000, 1_000_000),
});

/** On one day in four. */
export const anyCutOffs: fc.Arbitrary<readonly CutOff[]> = fc.oneof(
	{ weight: 3, arbitrary: fc.constant([]) },
	{ weight: 1, arbitrary: fc.array(anyCutOff, { minLength: 1, maxLength: 2 }) },
);

/** What is in the way so long after the start. */
export function cutOffAt(cutOffs: readonly CutOff[], ms: number): CutOff | undefined {
	return cutOffs.find(({ afterMs, forMs }) => ms >= afterMs && ms < afterMs + forMs);
}
