import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { RunSettings } from '../ad/settings';
import { checkProperties, type CheckOptions, type ValueNotice } from '../properties/checks';
import type { Definitions } from '../properties/definitions';
import { describeMisfits } from '../properties/misfits';
import { readId, type Draft, type Invalid, type Reader } from './drafts';
import { prepareFor, type Evaluate, type Prepare } from './expressions';
import { findLack, findNoKey } from './newAds';
import { chooseReader } from './readers';
import { sayNotUnique } from './uniqueProperties';
import type { Wanted } from './wanted';

/** A draft whose values are HubSpot's texts, and what the user should hear of them. */
export interface CheckedDraft extends Draft {
	readonly properties: Readonly<Record<string, string>>;
	readonly notices: readonly ValueNotice[];
}

/** Reads and checks items by what is known of the account. */
export class Desk {
	readonly #reader: Reader;
	readonly #readTraceId: Evaluate;
	readonly #known: Definitions | undefined;
	readonly #options: CheckOptions;
	/** Why each property cannot name an ad; undefined for one that can. */
	readonly #notUnique = new Map<string, string | undefined>();
	/** The field whose expression is being evaluated. */
	#field: string | undefined;

	constructor(
		context: IExecuteFunctions,
		items: readonly INodeExecutionData[],
		private readonly settings: RunSettings,
		private readonly wanted: Pick<Wanted<unknown>, 'namedBy' | 'key'>,
		private readonly definitions: Definitions | undefined,
	) {
		const { checkValues, timeZone, clearEmpty, numberFormat, dateFormat, specifyAds } = settings;
		const prepare = this.#toNamed(prepareFor(context, items));
		this.#reader = chooseReader(context, items, settings, wanted, definitions, prepare);
		this.#known = checkValues ? definitions : undefined;
		// A new ad has nothing to clear.
		const keepEmptyText = specifyAds === 'json' && wanted.namedBy !== 'nothing';
		this.#options = { timeZone, clearEmpty, keepEmptyText, numberFormat, dateFormat };
		// Hidden in a dry run, where nobody could mend it.
		const raw = settings.dryRun
			? ''
			: context.getNodeParameter('options.objectWriteTraceId', 0, '', { rawExpressions: true });
		this.#readTraceId = prepare(raw, 'Options › Object Write Trace ID');
	}

	/** Whether a field was met that is no property. */
	get hasUnknown(): boolean {
		return this.#reader.hasUnknown?.() ?? false;
	}

	*read(itemIndex: number): Generator<Draft | Invalid> {
		try {
			const callersTraceId = readId(this.#readTraceId(itemIndex));
			for (const draft of this.#reader.read(itemIndex)) {
				yield callersTraceId === undefined ? draft : { callersTraceId, ...draft };
			}
		} catch (error) {
			yield { invalid: this.#sayUnread(error as Error) };
		}
	}

	/** What was read by other definitions, by these. */
	readAgain(draft: Draft | Invalid, itemIndex: number): Draft | Invalid {
		if (!this.#reader.isByDefinitions) return draft;
		const [again = draft] = this.read(itemIndex);
		return again;
	}

	check(draft: Draft | Invalid, itemIndex: number): CheckedDraft | Invalid {
		const { invalid } = this.settings;
		const { id, idProperty } = draft;
		if (invalid) return { invalid, isOfRun: true, id, idProperty };
		const notUnique = idProperty === undefined ? undefined : this.#findNotUnique(idProperty);
		if (notUnique) {
			const isOfRun = this.settings.specifyAds === 'fields';
			return { invalid: notUnique, isOfRun, property: idProperty, id, idProperty };
		}
		if ('invalid' in draft) return draft;
		try {
			return this.#checkValues(draft, itemIndex);
		} catch (error) {
			// A workflow may have a time zone that does not exist.
			return { invalid: `The values cannot be read: ${(error as Error).message}`, id, idProperty };
		}
	}

	/** Why the expression of a property gave nothing. */
	whyNothing(property: string, itemIndex: number): string | undefined {
		return this.#reader.whyNothing?.(property, itemIndex);
	}

	#checkValues(draft: Draft, itemIndex: number): CheckedDraft | Invalid {
		const { id, idProperty, callersTraceId } = draft;
		const { namedBy, key: keyOfNew } = this.wanted;
		const isNew = namedBy === 'nothing';
		const key = namedBy === 'uniqueProperty' ? idProperty : keyOfNew;
		// That new ads are made once rests on it, so it is looked at though values go unchecked.
		const noKey = keyOfNew && this.definitions && findNoKey(keyOfNew, this.definitions);
		if (noKey) return noKey;

		const value = isNew && key !== undefined ? readId(draft.properties[key]) : id;
		const { properties, misfits, notices } = checkProperties(
			key === undefined || value === undefined
				? draft.properties
				: { ...draft.properties, [key]: value },
			this.#known,
			this.#options,
		);
		if (misfits.length > 0) {
			const invalid = describeMisfits(misfits);
			return { invalid, property: misfits[0].property, id, idProperty };
		}
		const isNothing = isNew
			? Object.keys(draft.properties).length === 0
			: !hasOther(properties, key);
		if (isNothing) return { invalid: this.#describeNothing(notices, itemIndex), id, idProperty };

		const lack =
			isNew &&
			findLack(draft, properties, key, this.definitions, (property) =>
				this.whyNothing(property, itemIndex),
			);
		if (lack) return lack;
		// The key is one of the values that are written, and HubSpot finds the ad by it as it is written.
		const written = key === undefined ? id : properties[key];
		const asked = this.#toAsked(notices);
		return { id: written, idProperty, callersTraceId, properties, notices: asked };
	}

	#findNotUnique(idProperty: string): string | undefined {
		if (this.#known && !this.#notUnique.has(idProperty)) {
			const isOfMapping = this.settings.specifyAds === 'fields';
			const said = sayNotUnique(idProperty, this.#known, isOfMapping, this.wanted.namedBy);
			this.#notUnique.set(idProperty, said);
		}
		return this.#notUnique.get(idProperty);
	}

	#toNamed(prepare: ReturnType<typeof prepareFor>): Prepare {
		return (raw, field) => {
			const evaluate = prepare(raw);
			const read = (itemIndex: number) => {
				this.#field = field;
				const value = evaluate(itemIndex);
				this.#field = undefined;
				return value;
			};
			return Object.assign(read, { why: evaluate.why });
		};
	}

	#sayUnread({ message }: Error): string {
		const field = this.#field;
		if (field === undefined) return `The item could not be read: ${message}`;
		const label = this.definitions?.byName.get(field)?.label ?? field;
		const name = label === field ? `'${field}'` : `'${label}' (${field})`;
		return `An expression could not be evaluated: that of ${name}; n8n says: ${message}`;
	}

	#toAsked(notices: readonly ValueNotice[]): readonly ValueNotice[] {
		if (notices.length === 0) return notices;
		const isNew = this.wanted.namedBy === 'nothing';
		return notices.filter(
			({ kind, property }) =>
				kind === 'looksLikeError' ||
				kind === 'unevaluated' ||
				(this.#reader.asksFor(property) && !(isNew && kind === 'emptyLeftOut')),
		);
	}

	#describeNothing(notices: readonly ValueNotice[], itemIndex: number): string {
		if (notices.length === 0) return this.#reader.describeNothing(itemIndex);
		for (const { kind, property, label } of notices) {
			const why = kind === 'undefinedLeftOut' ? this.whyNothing(property, itemIndex) : undefined;
			if (!why) continue;
			const name = label === property ? `'${property}'` : `'${label}' (${property})`;
			return `All values are empty, so there is nothing to write: the expression of ${name} gave nothing; n8n says: ${why}`;
		}
		return "All values are empty, so there is nothing to write. Check the values and their expressions; to clear properties on purpose, switch on 'Clear Properties When Empty'";
	}
}

/** Whether it has any property but one. */
function hasOther(properties: Readonly<Record<string, string>>, one: string | undefined): boolean {
	for (const name in properties) if (name !== one) return true;
	return false;
}
