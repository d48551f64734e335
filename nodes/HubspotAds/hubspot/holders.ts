import type { Advice, Inquiry } from '../delivery/operation';
import { withoutScope, type Channel } from './channel';
import { batchReadRequest } from './endpoints';
import type { AdRecord, Reason, Rejected } from './fates';
import { foldId, placeOf, type AdName, type CreateInput, type GetInput } from './inputs';
import { judgeGet } from './judgeGet';

/** Where an ad may be that has a unique value. */
interface Place {
	readonly name: AdName & { readonly idProperty: string };
	readonly isInBin: boolean;
}

interface Search {
	readonly reason: Reason;
	/** Where it was not looked yet. */
	readonly places: Place[];
}

/** What decides where it is looked. */
export interface Suspicion<In> {
	/** The unique properties of ads, by internal name. */
	readonly uniques: readonly string[];
	/** An ad that exists and has this value is the one that is meant. */
	isItself?(input: In, property: string): boolean;
}

/**
 * Finds the ads that have the unique values of ads which HubSpot refused for it: a refusal of a whole batch says neither
 * which they are nor which value it is (recorded), and none says that the ad is in the recycling bin.
 */
export function findHolders<In extends CreateInput, Told extends { readonly outcome: string }>(
	channel: Channel,
	suspicion: Suspicion<In>,
): Inquiry<In, Told | Rejected, Reason> {
	const searches = new WeakMap<In, Search>();
	return {
		isWorth(input, told) {
			if (!isRejected(told) || told.reason.trouble !== 'exists') return false;
			const { reason } = told;
			const places = listPlaces(input, reason, suspicion);
			searches.set(input, { reason, places });
			return places.length > 0;
		},
		async step(inputs) {
			// One whose holder is known may be open all the same: that is no proof yet.
			const all = inputs
				.map((input) => ({ input, ...searches.get(input)! }))
				.filter(({ places }) => places.length > 0);
			if (all.length === 0) {
				const { reason } = searches.get(inputs[0])!;
				return { fates: new Map(), advice: { next: 'confirm', reason } };
			}
			// One request asks by one property, and in one place.
			const [{ name: first, isInBin }] = all[0].places;
			const asked = all.filter(
				({ places: [place] }) =>
					place.isInBin === isInBin && place.name.idProperty === first.idProperty,
			);
			const ads = new Map(
				asked.map(({ places: [{ name }] }) => [foldId(name.id), toGetInput(name)]),
			);
			const gets = [...ads.values()];
			const keys = asked.flatMap(({ input }) => input.idProperty ?? []);
			const reply = await channel.send(batchReadRequest(channel.version, gets, keys, isInBin));
			const { fates: found, advice, limits } = judgeGet(reply, gets, channel.wallNow());

			const fates = new Map<In, Rejected>();
			let isRead = true;
			for (const { input, reason, places } of asked) {
				const told = found.get(ads.get(foldId(places[0].name.id))!);
				// Asked at once again, it would not be told either.
				isRead &&= told !== undefined;
				if (!told) continue;
				const place = places.shift()!;
				if (told.outcome === 'found') {
					places.length = 0;
					fates.set(input, {
						outcome: 'rejected',
						reason: nameHolder(input, reason, place, told.record),
					});
				} else if (places.length === 0) fates.set(input, { outcome: 'rejected', reason });
			}
			const isMore = all.some(({ places }) => places.length > 0);
			const mild = toMild(advice);
			return { fates, limits, advice: mild, isMore: isRead && isMore };
		},
	};
}

function isRejected(told: { readonly outcome: string }): told is Rejected {
	return told.outcome === 'rejected';
}

/** The value of which HubSpot speaks, else each that no other ad may have; first among the ads, then in the bin. */
function listPlaces<In extends CreateInput>(
	input: In,
	{ property }: Reason,
	{ uniques, isItself }: Suspicion<In>,
): Place[] {
	const { properties, id, idProperty } = input;
	const values: Readonly<Record<string, string>> =
		id !== undefined && idProperty !== undefined ? { ...properties, [idProperty]: id } : properties;
	const asked =
		property !== undefined ? [property] : [...new Set([idProperty ?? [], uniques].flat())];
	const names = asked
		.filter((name) => Object.hasOwn(values, name) && values[name] !== '')
		.map((name) => ({ id: values[name], idProperty: name }));
	const among = names.filter(({ idProperty: name }) => !isItself?.(input, name));
	return [
		...among.map((name) => ({ name, isInBin: false })),
		...names.map((name) => ({ name, isInBin: true })),
	];
}

/** An ad with another key that has the value is proof that this one was not written: no two ads have it. */
function nameHolder(
	{ id, idProperty }: CreateInput,
	reason: Reason,
	{ name, isInBin }: Place,
	{ id: existingId, properties }: AdRecord,
): Reason {
	const key = idProperty === undefined ? undefined : properties[idProperty];
	const isOther = key !== undefined && foldId(key ?? '') !== foldId(id ?? '');
	const isProof = isOther && name.idProperty !== idProperty;
	const holder = isInBin ? 'inBin' : isProof ? 'other' : undefined;
	return { ...reason, property: name.idProperty, existingId, holder };
}

function toGetInput(name: AdName): GetInput {
	return { ...name, ...placeOf(name), names: [], traceId: name.id, lines: [] };
}

/** That this cannot be read says nothing of the ads that are refused. */
function toMild(advice: Advice<GetInput, Reason>): Advice<never, Reason> {
	const mild = withoutScope(advice);
	return mild.next === 'split' ? { next: 'confirm', reason: mild.reason } : mild;
}
