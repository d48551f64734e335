import type { Run } from '../ad/run';
import { Turns } from '../ad/turns';
import { AccountDefinitions } from '../hubspot/definitions';
import type { ArchiveFate, GetFate } from '../hubspot/fates';
import { placeOf, type AdName, type GetInput } from '../hubspot/inputs';
import type { Definitions } from '../properties/definitions';
import { clean } from '../properties/invisible';
import { readAdIds } from './adIds';
import { readIdProperty, type Invalid } from './drafts';
import { prepareFor, type Evaluate } from './expressions';
import { readByNames } from './knownNames';
import { findNoMatch, findUnknownName, readPropertyNames } from './readNames';

/** What one item asks for. */
interface AskedAds {
	readonly ads: ReadonlyArray<AdName | Invalid>;
	readonly idProperty: string | undefined;
	readonly names: readonly string[];
}

/**
 * Reads the ads that the items name. Each gets its line in the ledger; one that cannot be read is settled as `invalid`. An ad
 * that several items name is one input, which settles the lines of all.
 * @param names the properties to read; where none are given, those that the items ask for
 */
export async function readNamed(
	run: Run<GetFate> | Run<ArchiveFate>,
	names?: readonly string[],
): Promise<GetInput[]> {
	const { context, items, settings, ledger } = run;
	const known = await findDefinitions(run, names === undefined);
	const prepare = prepareFor(context, items);
	const raw = (name: string, none: unknown) =>
		prepare(context.getNodeParameter(name, 0, none, { rawExpressions: true }));
	const parameters = {
		adId: raw('adId', ''),
		matchOn: raw('matchOn', 'id'),
		names: readOnce(names ? () => names : raw('properties', [])),
	};
	const inputs = new Inputs();
	const turns = new Turns();
	for (const itemIndex of items.keys()) {
		let asked = await readByNames(known, (definitions) =>
			readItem(parameters, itemIndex, definitions),
		);
		if (settings.invalid) asked = { invalid: settings.invalid, isOfRun: true };
		const ads = 'invalid' in asked ? [asked] : asked.ads;
		const written = 'invalid' in asked ? [] : asked.names;
		for (const ad of ads) {
			const line = ledger.open({ itemIndex, id: ad.id, idProperty: ad.idProperty, written });
			if ('invalid' in ad) ledger.settle([line], toInvalid(ad));
			else inputs.add(ad, written, line);
			if (!turns.isDue) continue;
			await turns.pass();
			if (run.connection.cancel.aborted) return [];
		}
	}
	return inputs.all;
}

/** Names are checked before anything is read; where only record IDs are given there is none. */
async function findDefinitions(
	run: Run<GetFate> | Run<ArchiveFate>,
	readsNames: boolean,
): Promise<AccountDefinitions | undefined> {
	const { context, settings, connection, notices } = run;
	const raw = (name: string, none: unknown) =>
		context.getNodeParameter(name, 0, none, { rawExpressions: true });
	const names = readsNames ? raw('properties', []) : [];
	const hasNames = Array.isArray(names) ? names.length > 0 : Boolean(names);
	if (settings.invalid || (!hasNames && raw('matchOn', 'id') === 'id')) return undefined;

	const known = new AccountDefinitions(connection, settings.apiVersion, context.getExecutionId());
	await known.load();
	const { reason } = known;
	if (reason) notices.add({ kind: 'unchecked', what: 'Names of properties', reason });
	return known;
}

type ReadNames = (itemIndex: number) => ReturnType<typeof readPropertyNames>;

/** Nearly always all items have the same names, and then these are read once. */
function readOnce(evaluate: Evaluate): ReadNames {
	let last: unknown;
	let read: ReturnType<ReadNames> | undefined;
	return (itemIndex) => {
		const value = evaluate(itemIndex);
		if (read === undefined || value !== last) read = readPropertyNames(value);
		last = value;
		return read;
	};
}

function readItem(
	parameters: Readonly<Record<'adId' | 'matchOn', Evaluate>> & { readonly names: ReadNames },
	itemIndex: number,
	definitions: Definitions | undefined,
): AskedAds | Invalid {
	let label = 'Property to Match On';
	try {
		const matchOn = parameters.matchOn(itemIndex);
		label = 'Property Names or IDs';
		const names = parameters.names(itemIndex);
		label = 'Ad ID';
		const value = parameters.adId(itemIndex);
		if ('invalid' in names) return names;
		const idProperty = readIdProperty(clean(String(matchOn ?? '')) || 'id');
		const ads = readAdIds(value, idProperty);
		const misfit =
			definitions &&
			((idProperty !== undefined && findNoMatch(idProperty, definitions)) ||
				findUnknownName(names, definitions));
		if (misfit) return { ...misfit, ...nameOf(ads) };
		const why = value === undefined ? parameters.adId.why?.(itemIndex) : undefined;
		if (why) return { invalid: `'Ad ID' gave nothing; n8n says: ${why}` };
		return { ads, idProperty, names };
	} catch (error) {
		return { invalid: `'${label}' could not be evaluated: ${(error as Error).message}` };
	}
}

/** An item that names one ad is known by it, also where it cannot be read. */
function nameOf(ads: ReadonlyArray<AdName | Invalid>): Partial<AdName> {
	const [{ id, idProperty }] = ads;
	return ads.length === 1 ? { id, idProperty } : {};
}

/** Each ad once, with the lines of all items that name it and ask for the same of it. */
class Inputs {
	readonly #byPlace = new Map<string, GetInput & { lines: number[] }>();
	#names: readonly string[] = [];
	#asked = '';

	get all(): GetInput[] {
		return [...this.#byPlace.values()];
	}

	/** A batch has one set of names, because HubSpot gives every ad of it all of them. */
	add(ad: AdName, names: readonly string[], line: number): void {
		// Nearly always all items ask for the same.
		if (names !== this.#names) this.#asked = [...names].sort().join();
		this.#names = names;
		const { id, idProperty } = ad;
		const { key, group: property } = placeOf(ad);
		const group = `${property}\n${this.#asked}`;
		const place = `${key}\n${group}`;
		const same = this.#byPlace.get(place);
		if (same) same.lines.push(line);
		else {
			const input = { id, idProperty, names, key, group, traceId: `ad-${line}`, lines: [line] };
			this.#byPlace.set(place, input);
		}
	}
}

function toInvalid({ invalid, todo, property, isOfRun }: Invalid) {
	const trouble = isOfRun ? ('parameters' as const) : ('checks' as const);
	return { outcome: 'invalid' as const, reason: { trouble, said: invalid, todo, property } };
}
