import { deliver, type DeliverySettings } from '../../nodes/HubspotAds/delivery/deliver';
import { explain } from '../../nodes/HubspotAds/ad/connection';
import { Ledger } from '../../nodes/HubspotAds/delivery/ledger';
import { Pace, TurnQueue } from '../../nodes/HubspotAds/delivery/pace';
import { RunEnd } from '../../nodes/HubspotAds/delivery/runEnd';
import type { Reason, UpdateFate } from '../../nodes/HubspotAds/hubspot/fates';
import { placeOf, type UpdateInput } from '../../nodes/HubspotAds/hubspot/inputs';
import { previewChanges, skipUnchanged, tellMissing } from '../../nodes/HubspotAds/inputs/compare';
import { mergeDuplicates } from '../../nodes/HubspotAds/inputs/duplicates';
import { createChance } from '../simulator/chance.mts';
import type { Fault } from '../simulator/faults.mts';
import type { Guesses } from '../simulator/guesses.mts';
import { createHubspot, type Hubspot } from '../simulator/hubspot.mts';
import type { LimitSettings } from '../simulator/limits.mts';
import type { Answer, Request } from '../simulator/wire.mts';
import { cutOffAt, type CutOff } from './cutOffs.mts';
import { portalUpdates, VirtualClock, type Asked, type Sent } from './virtualTime.mts';

/** What an input writes. All but `good` and `rename` are refused, `taken` unless its ad holds the value itself. */
export const wishKinds = [
	'good',
	'clear',
	'rename',
	'badNumber',
	'badOption',
	'badChoice',
	'badStage',
	'unknownProperty',
	'readOnly',
	'taken',
] as const;

/** `same` is what the ad holds already; it has no mark of its own. */
export type WishKind = (typeof wishKinds)[number] | 'same';

/** One input, as data. */
export interface Wish {
	/** Counts the portal's ads from 0; the last four are two merged and two archived ones, those after them unknown. */
	readonly who: number;
	readonly by: 'id' | 'reference';
	readonly kind: WishKind;
	/** The caller's own trace id, where it has one. */
	readonly traceId?: string;
}

/** A run, as data: it can be printed and shrunk. */
export interface Scenario {
	readonly seed: number;
	/** Dry Run, Skip Unchanged, or neither. */
	readonly mode?: 'preview' | 'skip';
	/** What its marks count from, so that runs of one account can be told apart. */
	readonly firstMark?: number;
	/** Ads in the portal, 8 or more. */
	readonly ads: number;
	readonly wishes: readonly Wish[];
	/** Inputs that the source yields at once. */
	readonly groupSize: number;
	readonly merges: boolean;
	readonly settings: DeliverySettings;
	readonly limit: Partial<LimitSettings>;
	readonly latencyMs: number;
	readonly mostTravelMs: number;
	readonly timeoutMs: number;
	readonly faults: readonly Fault[];
	/** Faults that meet every request with one ad in it. */
	readonly spoilers?: ReadonlyArray<{ readonly who: number; readonly fault: Fault }>;
	/** How often and how far the machine's clock is set. */
	readonly jumps?: ReadonlyArray<{ readonly afterMs: number; readonly byMs: number }>;
	/** When nothing reaches HubSpot. */
	readonly cutOffs?: readonly CutOff[];
	/** The request of the delivery, counted from 1, with the reply to which the node itself fails. */
	readonly breaksAt?: number;
	readonly guesses: Partial<Guesses>;
	/** When the user cancels: after so long, or as that request arrives. */
	readonly cancel?: { readonly afterMs: number } | { readonly atRequest: number };
}

/** A write that changed an ad, whatever HubSpot said of it. */
interface Write {
	readonly id: string;
	/** The `hs_name` that was written; each input has its own. */
	readonly mark: string;
}

/** What a run left behind. */
export interface Run {
	readonly hubspot: Hubspot;
	readonly inputs: readonly UpdateInput[];
	/** By line. */
	readonly fates: ReadonlyArray<UpdateFate | undefined>;
	/** The moment of each line's settling. */
	readonly settledAs: readonly number[];
	readonly sent: readonly Sent[];
	/** The requests that only read, before anything is written. */
	readonly reads: readonly Asked[];
	readonly writes: readonly Write[];
	/** The kind of the fault that met a request. */
	readonly faultOf: (sent: Sent) => string | undefined;
	/** The moment of the cancel, where it came before the end. */
	readonly cancelledAs?: number;
	readonly tookMs: number;
}

/** An account on virtual time. */
export interface Portal {
	readonly hubspot: Hubspot;
	readonly clock: VirtualClock;
	/** What runs of one process share; each has its own where there is none. */
	readonly queue?: TurnQueue;
	/** The record IDs that a scenario counts from 0. */
	readonly ids: readonly string[];
	readonly writes: readonly Write[];
}

/**
 * Carries out a scenario on virtual time.
 * @param answer may stand between the node and the portal
 */
export async function runScenario(
	scenario: Scenario,
	portal: Portal = openPortal(scenario),
	answer?: (request: Request, hubspot: Hubspot) => Answer,
): Promise<Run> {
	const [run] = await runTogether([scenario], portal, answer);
	return run;
}

/** Carries out several runs at once, as they may be under way for one account. */
export async function runTogether(
	scenarios: readonly Scenario[],
	portal: Portal,
	answer: (request: Request, hubspot: Hubspot) => Answer = (request, hubspot) =>
		hubspot.exchange(request),
): Promise<Run[]> {
	const { clock } = portal;
	const ledgers = await Promise.all(scenarios.map(async (one) => await openLedger(one, portal)));
	const runs = scenarios.map((one, at) => startRun(one, portal, ledgers[at], answer));
	await clock.run(Promise.all(runs.map(async ({ ended }) => await ended)));
	await clock.runOut();
	return runs.map(({ report }) => report());
}

function startRun(
	scenario: Scenario,
	portal: Portal,
	{ ledger, inputs }: OpenLedger,
	answer: (request: Request, hubspot: Hubspot) => Answer,
): { readonly ended: Promise<void>; report(): Run } {
	const { hubspot, clock } = portal;
	const startedAt = clock.now();
	const writesBefore = portal.writes.length;
	const cancelling = new AbortController();
	let moment = 0;
	let cancelledAs: number | undefined;
	const cancel = () => {
		cancelledAs ??= ++moment;
		cancelling.abort();
	};
	let arrivals = 0;
	const faults = new Map<Answer, string | undefined>();
	const travel = createChance(scenario.seed, 'travel');
	const { operation, channel, sent, reads } = portalUpdates({
		exchange: (request) => {
			const before = hubspot.journal.length;
			const answered = answer(request, hubspot);
			faults.set(answered, hubspot.journal[before]?.fault);
			arrivals++;
			const { cancel: when } = scenario;
			if (when && 'atRequest' in when && arrivals === when.atRequest) cancel();
			return answered;
		},
		clock,
		cancel: cancelling.signal,
		timeoutMs: scenario.timeoutMs,
		travelMs: () => Math.round(travel() * scenario.mostTravelMs),
		cutOff: () => cutOffAt(scenario.cutOffs ?? [], clock.now() - startedAt),
		isBreaking: (nth) => nth === scenario.breaksAt,
		count: () => ++moment,
	});
	const settledAs: number[] = [];
	const settle = (lines: readonly number[], fate: UpdateFate) => {
		ledger.settle(lines, fate);
		for (const line of lines) settledAs[line] = ++moment;
	};
	const markSent = (lines: readonly number[]) => ledger.markSent(lines);
	if (scenario.cancel && 'afterMs' in scenario.cancel) {
		void clock.sleep(scenario.cancel.afterMs).then(cancel);
	}
	for (const { afterMs, byMs } of scenario.jumps ?? []) {
		void clock.sleep(afterMs).then(() => (clock.aheadMs += byMs));
	}

	const { settings, mode } = scenario;
	const pace = new Pace(clock, settings.maxConcurrency, portal.queue);
	const end = new RunEnd<Reason>(cancelling.signal);
	const world = { clock, pace, end, settings, explain };
	const source = inGroups(inputs, scenario.groupSize);
	const run = async () => {
		const connection = { world, channel };
		if (mode === 'preview') {
			return await previewChanges(source, connection, {}, { settle }, tellMissing);
		}
		const changed = mode === 'skip' ? skipUnchanged(source, connection, {}, { settle }) : source;
		await deliver(changed, { settle, markSent }, operation, world);
	};
	let tookMs = 0;
	let endedAs = Infinity;
	const ended = run().then(() => {
		tookMs = clock.now() - startedAt;
		endedAs = ++moment;
	});
	const report = (): Run => {
		const isCancelled = cancelledAs !== undefined && cancelledAs < endedAs;
		const fates: Array<UpdateFate | undefined> = scenario.wishes.map(() => undefined);
		const settled = isCancelled ? ledger.settled() : ledger.close();
		for (const { line, fate } of settled) fates[line] = fate;
		return {
			hubspot,
			inputs,
			fates,
			settledAs,
			sent,
			reads,
			writes: portal.writes.slice(writesBefore),
			faultOf: ({ answer: answered }) => answered && faults.get(answered),
			cancelledAs: isCancelled ? cancelledAs : undefined,
			tookMs,
		};
	};
	return { ended, report };
}

export function openPortal(scenario: Scenario): Portal {
	const { seed, ads, limit, latencyMs, faults, guesses } = scenario;
	const clock = new VirtualClock(createChance(seed, 'waits'));
	const { now } = clock;
	const parts = { now, seed, ads, limit, latencyMs, guesses };
	const hubspot = createHubspot({ ...parts, faults: [...faults] });
	const ids = hubspot.ads.all().map(({ id }) => id);
	hubspot.merge(ids[ads - 4], ids[0]);
	hubspot.merge(ids[ads - 3], ids[1]);
	hubspot.archive(ids[ads - 2]);
	hubspot.archive(ids[ads - 1]);
	for (const { who, fault } of scenario.spoilers ?? []) {
		const text = `"${ids[who]}"`;
		hubspot.addFault({
			...fault,
			ids: [ids[who]],
			match: { probability: 1, ...fault.match, text },
		});
	}
	return { hubspot, clock, ids, writes: watchWrites(hubspot) };
}

function watchWrites({ ads }: Hubspot): Write[] {
	const writes: Write[] = [];
	const write = ads.write.bind(ads);
	ads.write = (id, changes) => {
		const hasChanged = write(id, changes);
		if (hasChanged) writes.push({ id, mark: changes.hs_name });
		return hasChanged;
	};
	return writes;
}

interface OpenLedger {
	readonly ledger: Ledger<number, UpdateFate>;
	readonly inputs: readonly UpdateInput[];
}

async function openLedger(
	{ wishes, merges, firstMark = 0 }: Scenario,
	portal: Portal,
): Promise<OpenLedger> {
	const ledger = new Ledger<number, UpdateFate>();
	const inputs = wishes.map((wish, number) => {
		const line = ledger.open(number);
		return toInput(wish, line, firstMark + line, portal);
	});
	return { ledger, inputs: merges ? await mergeDuplicates(inputs) : inputs };
}

function toInput(
	{ who, by, kind, traceId }: Wish,
	line: number,
	mark: number,
	{ ids, hubspot }: Portal,
): UpdateInput {
	const name =
		by === 'id'
			? { id: ids[who] ?? `99${who}` }
			: { id: referenceOf(who), idProperty: 'reference_number' };
	const properties: Record<string, string> =
		kind === 'same'
			? { hs_city: hubspot.ads.get(ids[who])?.values.hs_city ?? '' }
			: { hs_name: `mark ${mark}`, ...valuesOf(kind, mark) };
	return {
		lines: [line],
		...name,
		...placeOf(name),
		properties,
		traceId: traceId ?? `line-${mark}`,
	};
}

function referenceOf(who: number): string {
	return `REF-${String(who + 1).padStart(6, '0')}`;
}

function valuesOf(kind: Exclude<WishKind, 'same'>, line: number): Record<string, string> {
	switch (kind) {
		case 'good':
			return { hs_price: String(100_000 + line) };
		case 'clear':
			return { hs_neighborhood: '', hs_price: '' };
		case 'rename':
			return { reference_number: `NEW-${line}` };
		case 'badNumber':
			return { hs_price: '12 000 €' };
		case 'badOption':
			return { hs_listing_type: 'Villa' };
		case 'badChoice':
			return { features: 'garden;castle' };
		case 'badStage':
			return { hs_pipeline: 'default', hs_pipeline_stage: '1082736455' };
		case 'unknownProperty':
			return { hs_prize: '5' };
		case 'readOnly':
			return { hs_createdate: '2026-01-01' };
		case 'taken':
			return { reference_number: referenceOf(2) };
	}
}

async function* inGroups(
	inputs: readonly UpdateInput[],
	size: number,
): AsyncGenerator<readonly UpdateInput[]> {
	for (let start = 0; start < inputs.length; start += size) yield inputs.slice(start, start + size);
}
