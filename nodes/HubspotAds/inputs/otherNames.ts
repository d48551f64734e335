import type { Line } from '../ad/emit';
import { deliver, type World } from '../delivery/deliver';
import { Ledger, type Settled } from '../delivery/ledger';
import type { Operation } from '../delivery/operation';
import type { Reason, UpdateFate, UpdateTold, UpsertFate, Written } from '../hubspot/fates';
import { placeOf, type UpdateInput } from '../hubspot/inputs';
import type { Definitions } from '../properties/definitions';

type Ads<Fate = UpdateFate | UpsertFate> = ReadonlyArray<Settled<Line, Fate>>;

/** The last item that writes a property, and the value that HubSpot answered it with. */
interface Last {
	readonly number: number;
	readonly name: string;
	readonly value: string;
	readonly hasRival: boolean;
}

/**
 * Writes what later items want of an ad once more, where earlier ones named it in another way: by a unique property, or by
 * an ID that was merged into it. That they are one ad is known by their answers only, and by then the earlier write may have
 * come last. Choices are left alone: those that are added do not depend on the order.
 * @param toFate what becomes of an ad that was written, and whose value could not be written again
 * @returns the ads
 */
export async function writeLaterAgain<Fate extends UpdateFate | UpsertFate>(
	ads: Ads<Fate>,
	definitions: Definitions | undefined,
	operation: Operation<UpdateInput, UpdateTold, Reason>,
	world: World<Reason>,
	toFate: (failed: UpdateFate, written: Fate) => Fate,
): Promise<Ads<Fate>> {
	const ledger = new Ledger<number, UpdateFate>();
	const inputs = findOvertaken(ads, definitions).map(({ id, lasts }): UpdateInput => {
		const lines = [...new Set(lasts.map(([, { number }]) => number))].map((n) => ledger.open(n));
		const properties = Object.fromEntries(lasts.map(([name, { value }]) => [name, value]));
		return { id, properties, lines, traceId: `n8n-again-${id}`, ...placeOf({ id }) };
	});
	if (inputs.length === 0) return ads;

	async function* source() {
		yield inputs;
	}
	await deliver(source(), ledger, operation, world);
	const failed = new Map(
		ledger
			.settled()
			.filter(({ fate }) => fate.outcome !== 'updated')
			.map(({ line, fate }) => [line, fate]),
	);
	return ads.map(({ line, fate }, number) => {
		const why = failed.get(number);
		return { line, fate: why ? toFate(why, fate) : fate };
	});
}

function findOvertaken(ads: Ads, definitions: Definitions | undefined) {
	if (!mayHaveOtherNames(ads)) return [];
	const byRecord = new Map<string, Map<string, Last>>();
	for (const [number, { line, fate }] of ads.entries()) {
		if (!isWritten(fate)) continue;
		const { id, properties } = fate.record;
		const lasts = byRecord.get(id) ?? new Map<string, Last>();
		byRecord.set(id, lasts);
		const { group, key: name } = placeOf({ ...line, id: line.id ?? id });
		for (const property of line.written ?? []) {
			const isChoice = definitions?.byName.get(property)?.isMultiple ?? false;
			if (isChoice || !Object.hasOwn(properties, property) || property === group) continue;
			const before = lasts.get(property);
			const hasRival = before !== undefined && (before.hasRival || before.name !== name);
			lasts.set(property, { number, name, value: properties[property] ?? '', hasRival });
		}
	}
	return [...byRecord]
		.map(([id, lasts]) => ({ id, lasts: [...lasts].filter(([, { hasRival }]) => hasRival) }))
		.filter(({ lasts }) => lasts.length > 0);
}

/** Most runs name all their ads in one way, and are done with here. */
function mayHaveOtherNames(ads: Ads): boolean {
	const first = ads[0]?.line.idProperty;
	return ads.some(({ line, fate }) => {
		if (line.idProperty !== first) return true;
		return first === undefined && isWritten(fate) && fate.record.id !== line.id;
	});
}

function isWritten(fate: UpdateFate | UpsertFate): fate is Written<'created' | 'updated'> {
	return fate.outcome === 'created' || fate.outcome === 'updated';
}
