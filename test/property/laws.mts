import { expect } from 'vitest';

import type { UpdateFate } from '../../nodes/HubspotAds/hubspot/fates';
import type { UpdateInput } from '../../nodes/HubspotAds/hubspot/inputs';
import { asFields, asList, type Reply } from '../../nodes/HubspotAds/hubspot/reply';
import { DEFAULT_TOKEN } from '../simulator/hubspot.mts';
import type { Run, Scenario } from './deliveryRun.mts';
import type { Asked, Sent } from './virtualTime.mts';

/** Everything that holds of every run. That each line was settled once the ledger itself has seen to. */
export function checkLaws(run: Run, scenario: Scenario): void {
	checkBatches(run, scenario);
	checkSentWhileOpen(run);
	checkTurnsOfOneAd(run);
	checkStop(run, scenario);
	checkCancel(run, scenario);
	for (const input of run.inputs) checkTruth(run, input, scenario);
	checkOrderOfWrites(run);
	checkSecrets(run);
}

/** The fate of an input: all its lines have one. */
export function fateOf({ fates }: Run, { lines }: UpdateInput): UpdateFate | undefined {
	const [fate, ...others] = lines.map((line) => fates[line]);
	for (const other of others) expect(other).toBe(fate);
	return fate;
}

/** HubSpot refuses a batch of more than 100, or with one ad twice; a repeated trace id would name two inputs. */
function checkBatches({ sent }: Run, { settings }: Scenario): void {
	for (const { step, inputs } of sent) {
		expect(inputs.length).toBeGreaterThan(0);
		expect(inputs.length).toBeLessThanOrEqual(step === 'patch' ? 1 : settings.batchSize);
		expect(new Set(inputs.map(({ key }) => key)).size).toBe(inputs.length);
		expect(new Set(inputs.map(({ traceId }) => traceId)).size).toBe(inputs.length);
		expect(new Set(inputs.map(({ idProperty }) => idProperty)).size).toBe(1);
	}
}

function checkSentWhileOpen({ sent, settledAs }: Run): void {
	for (const { inputs, sentAs } of sent) {
		for (const line of inputs.flatMap(({ lines }) => lines)) {
			const isOpen = settledAs[line] === undefined || settledAs[line] > sentAs;
			if (!isOpen) expect.fail(`Line ${line} was sent again after it was settled`);
		}
	}
}

/** The later update of an ad leaves only after the earlier one has its outcome. */
function checkTurnsOfOneAd({ inputs, sent, settledAs }: Run): void {
	const firstSentAs = new Map<UpdateInput, number>();
	for (const one of sent) {
		for (const input of one.inputs) if (!firstSentAs.has(input)) firstSentAs.set(input, one.sentAs);
	}
	const last = new Map<string, UpdateInput>();
	for (const input of inputs) {
		const earlier = last.get(input.key);
		last.set(input.key, input);
		const sentAs = firstSentAs.get(input);
		if (!earlier || sentAs === undefined) continue;
		expect(settledAs[earlier.lines[0]]).toBeLessThan(sentAs);
	}
}

function checkStop({ sent, reads }: Run, { mode }: Scenario): void {
	const stops = [...sent.filter(isStop), ...reads.filter((read) => isStopOfReading(read, mode))];
	const end = Math.min(...stops.map(({ answeredAs = Infinity }) => answeredAs));
	expect(sent.filter(({ sentAs }) => sentAs > end).map(stepOf)).toEqual([]);
	expect(reads.filter(({ sentAs }) => sentAs > end)).toEqual([]);
}

/** A dry run has nothing without the right to read. */
function isStopOfReading({ reply, ...rest }: Asked, mode: Scenario['mode']): boolean {
	const step = mode === 'preview' ? 'update' : 'read';
	return isStop({ step, inputs: [], reply, ...rest });
}

/** A missing right to read does not end a run: what it writes can be confirmed otherwise. */
function isStop({ step, reply, isBroken }: Sent): boolean {
	if (isBroken) return true;
	if (!reply) return false;
	if ('lost' in reply) return reply.isFinal === true || reply.lost === 'unauthorized';
	// A web page is not HubSpot's word.
	if (reply.status === 403) return step !== 'read' && typeof reply.body === 'object';
	return reply.status === 401 || (reply.status === 429 && /daily/.test(JSON.stringify(reply.body)));
}

function checkCancel({ sent, settledAs, cancelledAs, tookMs }: Run, { cancel }: Scenario): void {
	if (cancelledAs === undefined) return;
	expect(sent.filter(({ sentAs }) => sentAs > cancelledAs).map(stepOf)).toEqual([]);
	expect(settledAs.filter((moment) => moment > cancelledAs)).toEqual([]);
	if (cancel && 'afterMs' in cancel) expect(tookMs).toBe(cancel.afterMs);
}

/** What the outcome of an input says is what HubSpot did. */
function checkTruth(run: Run, input: UpdateInput, { mode, guesses }: Scenario): void {
	const fate = fateOf(run, input);
	if (!fate) return;
	if (mode === 'preview') return checkPreview(run, input, fate, guesses);
	const mine = run.sent.filter(({ inputs }) => inputs.includes(input));
	const mark = input.properties.hs_name;
	const written = run.writes.filter((write) => write.mark === mark).map(({ id }) => id);
	const what = `${fate.outcome}: ${mark} of ${input.id}`;
	switch (fate.outcome) {
		case 'updated':
			if (mark === undefined) return checkHolds(run, fate.record.id, input);
			// HubSpot took the update and holds another name, which the summary tells.
			if (fate.otherForms?.some(({ property }) => property === 'hs_name')) return;
			expect(written, what).toContain(fate.record.id);
			return;
		case 'kept':
			expect(
				mine.some((sent) => {
					const kind = run.faultOf(sent);
					const isMixedUp = kind === 'swappedTraceIds' && isBesideMerged(run, sent, input);
					return isMixedUp || saysOtherValues(kind, input, recordOf(fate), guesses);
				}),
			).toBe(true);
			expect(fate.reason.held ?? '', what).not.toBe(input.properties[fate.reason.property]);
			return;
		case 'notFound':
			// Written, and then renamed by another input that names the ad in another way: now there is no such ad.
			if (isRenamedByOthers(run, input, written)) return;
			expect(written, what).toEqual([]);
			return;
		case 'rejected':
		case 'notSent':
			expect(written, what).toEqual([]);
			return;
		case 'unconfirmed':
			expect(mine.filter((sent) => isUnclear(run, sent, input)).length, what).toBeGreaterThan(0);
			return;
		case 'unchanged':
			expect(mine, what).toEqual([]);
			checkHolds(run, fate.record.id, input);
			return;
		default:
			expect.fail(what);
	}
}

/** The record that the fate was told of; none where the ad was read back. */
function recordOf(fate: UpdateFate): string | undefined {
	return 'record' in fate ? fate.record.id : undefined;
}

/** Then both results have the record of this ad, and only the trace ids tell whose each is. */
function isBesideMerged({ hubspot }: Run, { inputs }: Sent, { id }: UpdateInput): boolean {
	return inputs.some((one) => hubspot.ads.survivorOf(one.id)?.id === id);
}

/** A reply of wrong types does so, too; and one with the trace ids of others, where nothing else names an ad. */
function saysOtherValues(
	kind: string | undefined,
	{ id, idProperty }: UpdateInput,
	recordId: string | undefined,
	{ idPropertyInResult }: Scenario['guesses'],
): boolean {
	if (kind === 'swappedTraceIds') {
		return idProperty === undefined
			? recordId !== undefined && recordId !== id
			: !idPropertyInResult;
	}
	return kind === 'valueKept' || kind === 'wrongTypes';
}

function checkHolds({ hubspot }: Run, id: string, { properties }: UpdateInput): void {
	expect(hubspot.ads.get(id)?.values).toMatchObject(properties);
}

/** What a dry run says of an ad is what an update of it would find. */
function checkPreview(
	{ sent, reads, hubspot: { ads, journal } }: Run,
	{ id, idProperty, properties }: UpdateInput,
	fate: UpdateFate,
	{ mergedInBatchRead }: Scenario['guesses'],
): void {
	expect(sent).toEqual([]);
	const survivor = idProperty ? undefined : ads.survivorOf(id);
	const ad = idProperty ? ads.byUnique(idProperty, id) : (ads.get(id) ?? survivor);
	const exists = ad !== undefined && !ad.archived;
	const what = `${fate.outcome}: ${id}`;
	switch (fate.outcome) {
		case 'wouldUpdate':
			expect(exists, what).toBe(true);
			for (const [name, change] of Object.entries(fate.changes)) {
				expect(change, what).toMatchObject({ to: properties[name] });
			}
			return;
		case 'unchanged':
			expect(fate.record.id, what).toBe(ad?.id);
			return;
		case 'notFound':
			if (survivor && mergedInBatchRead === 'notFound') return;
			expect(exists, what).toBe(false);
			return;
		case 'notSent':
			// Something has to have gone wrong.
			expect(
				journal.some(({ fault, status }) => fault || status >= 300) ||
					reads.some(({ reply }) => reply && 'lost' in reply),
				what,
			).toBe(true);
			return;
		default:
			expect.fail(what);
	}
}

function isRenamedByOthers({ inputs, writes }: Run, input: UpdateInput, ids: string[]): boolean {
	const { idProperty } = input;
	if (idProperty === undefined) return false;
	const others = inputs.filter((one) => one !== input && Object.hasOwn(one.properties, idProperty));
	const marks = others.map(({ properties }) => properties.hs_name);
	return writes.some(({ id, mark }) => ids.includes(id) && marks.includes(mark));
}

/** Whether HubSpot may have written the input without the reply's saying so. */
function isUnclear(run: Run, { step, answer, reply, ...sent }: Sent, input: UpdateInput): boolean {
	if (step === 'read') return false;
	// Which reply it was that it failed with, the node does not know.
	if (sent.isBroken) return true;
	if (!answer) return false;
	if (!reply || 'lost' in reply || reply.status >= 500) return true;
	if (reply.status >= 300) return false;
	const isSaid = step === 'patch' || answer.body.includes(JSON.stringify(input.traceId));
	const isNamed = isSaid && isNamedIn(reply, input, sent.inputs);
	return !isNamed || run.faultOf({ step, answer, reply, ...sent }) !== undefined;
}

/** The record of another ad of the batch, as an id that was merged into that one may get, proves nothing. */
function isNamedIn(
	{ body }: Reply,
	{ traceId }: UpdateInput,
	inputs: readonly UpdateInput[],
): boolean {
	const results = asList(asFields(body).results).map(asFields);
	const result = results.find(({ objectWriteTraceId }) => objectWriteTraceId === traceId);
	const other = inputs.find(({ id, idProperty }) => idProperty === undefined && id === result?.id);
	return other === undefined || other.traceId === traceId;
}

/** The writes of one ad keep the order of its inputs, and the last one that was confirmed is still in the ad. */
function checkOrderOfWrites(run: Run): void {
	const keyOf = new Map(run.inputs.map((input) => [input.properties.hs_name, input.key]));
	for (const [id, marks] of groupByAd(run)) {
		for (const [key, numbers] of groupByKey(marks, keyOf)) {
			expect(numbers, `writes of ${key}`).toEqual(numbers.toSorted((a, b) => a - b));
		}
		expect(run.hubspot.ads.get(id)?.values.hs_name).toBe(marks.at(-1));
	}
}

function groupByAd({ writes }: Run): Map<string, string[]> {
	const byAd = new Map<string, string[]>();
	for (const { id, mark } of writes) byAd.set(id, [...(byAd.get(id) ?? []), mark]);
	return byAd;
}

function groupByKey(marks: string[], keyOf: Map<string, string>): Map<string, number[]> {
	const byKey = new Map<string, number[]>();
	for (const mark of marks) {
		const key = keyOf.get(mark);
		// Of another run of the account.
		if (key === undefined) continue;
		byKey.set(key, [...(byKey.get(key) ?? []), Number(mark.slice('mark '.length))]);
	}
	return byKey;
}

function checkSecrets({ fates }: Run): void {
	expect(JSON.stringify(fates)).not.toContain(DEFAULT_TOKEN);
	expect(({} as Record<string, unknown>).polluted).toBe(undefined);
}

function stepOf({ step }: Sent): string {
	return step;
}
