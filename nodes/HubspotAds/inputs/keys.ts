import type { Definition, Definitions } from '../properties/definitions';
import { clean, toPlainForm } from '../properties/invisible';
import { findNearestOf, foldAll, type Folded } from '../properties/nearest';
import { readIdProperty } from './drafts';

/**
 * What a field of an item means. `exact`: its name is a property's. `alias`: it is a property in other words, and of several
 * the one with the lowest rank counts. `match`: it names the ad. `extra`: it is no property. All else is `passed` over.
 */
export type Meaning =
	| { readonly kind: 'exact'; readonly name: string; readonly isN8ns: boolean }
	| { readonly kind: 'alias'; readonly definition: Definition; readonly rank: number }
	| { readonly kind: 'match'; readonly rank: number; readonly field: string }
	| { readonly kind: 'extra'; readonly near?: Near }
	| { readonly kind: 'passed' };

/** The property that an extra field may be meant for, and why it is not taken for it. */
export interface Near {
	readonly why: 'archived' | 'beaten' | 'beside' | 'nearest' | 'ofAgents' | 'shared';
	readonly definition: Definition;
}

/** The lower one counts. An item's own fields count before those of its object `properties`, names before labels. */
export const RANKS = { cleaned: 1, flattened: 2, label: 3, nested: 4, nestedLabel: 5 };

/** The fields that may hold a record ID, the first ones first. */
const RECORD_ID = 'Record ID';
const RECORD_ID_FIELDS = ['id', 'hs_object_id', RECORD_ID];

/** What n8n adds to the items of an agent. */
const OF_AGENTS = new Set(['toolCallId', 'sessionId', 'chatInput', 'action']);

/** What n8n adds to an item that failed. */
const OF_FAILURES = new Set(['error', 'message', 'details']);

/** Names of the ad, HubSpot's frame of a record, what this node adds to it, and what n8n's nodes do. */
const NO_PROPERTIES = new Set([
	...['id', 'hs_object_id', 'idProperty', 'objectWriteTraceId', 'properties'],
	...['propertiesWithHistory', 'associations', 'createdAt', 'updatedAt', 'archived', 'archivedAt'],
	...['url', 'outcome', 'mergedFrom', 'batch', 'changes', 'reason', 'row_number', 'pairedItem'],
	...OF_FAILURES,
]);

/** Fields whose nearest property is looked for, which takes a millisecond, and whose meaning is kept. */
const MAX_SEARCHED = 200;
const MAX_KEPT = 10_000;

const FLATTENED = 'properties.';
const PASSED: Meaning = { kind: 'passed' };

/** Tells what the fields of items mean. Each is looked up once for a run, because most items have the same. */
export class Keys {
	readonly idProperty: string | undefined;
	readonly #own = new Map<string, Meaning>();
	readonly #nested = new Map<string, Meaning>();
	readonly #byLabel = new Map<string, Definition[]>();
	#folded: Array<Folded<{ value: string; label: string; definition: Definition }>> | undefined;
	#searched = 0;
	#hasUnknown = false;

	/** @param tellsExtra whether extra fields count that are near no property */
	constructor(
		private readonly definitions: Definitions | undefined,
		readonly matchColumn: string | undefined,
		private readonly tellsExtra: boolean,
	) {
		this.idProperty = matchColumn === undefined ? undefined : readIdProperty(matchColumn);
		for (const definition of definitions?.byName.values() ?? []) {
			if (definition.isArchived) continue;
			const label = toPlainForm(definition.label);
			const same = this.#byLabel.get(label);
			if (same) same.push(definition);
			else this.#byLabel.set(label, [definition]);
		}
	}

	/** Whether a field was met that is no property. */
	get hasUnknown(): boolean {
		return this.#hasUnknown;
	}

	/** The fields that may name the ad, as a message gives them. */
	get matchFields(): readonly string[] {
		const { idProperty, matchColumn } = this;
		if (idProperty === undefined) {
			return matchColumn === 'id' ? RECORD_ID_FIELDS : RECORD_ID_FIELDS.slice(1);
		}
		const label = this.definitions?.byName.get(idProperty)?.label ?? idProperty;
		return label === idProperty ? [label] : [idProperty, label];
	}

	/** A field of the item itself. */
	own(key: string): Meaning {
		return this.#own.get(key) ?? this.#keep(this.#own, key, this.#find(key, false));
	}

	/** The property that a field is taken for in automatic mapping. */
	propertyOf(meaning: Meaning): Definition | undefined {
		if (meaning.kind === 'alias') return meaning.definition;
		return meaning.kind === 'exact' ? this.definitions?.byName.get(meaning.name) : undefined;
	}

	/** A field of the item's object `properties`. */
	nested(key: string): Meaning {
		return this.#nested.get(key) ?? this.#keep(this.#nested, key, this.#find(key, true));
	}

	#keep(kept: Map<string, Meaning>, key: string, meaning: Meaning): Meaning {
		if (kept.size < MAX_KEPT) kept.set(key, meaning);
		return meaning;
	}

	#find(key: string, isNested: boolean): Meaning {
		const name = clean(key);
		const match = this.#findMatch(name, key, isNested);
		if (match) return match;

		// Beside the properties of an ad it is the ad's own, even where a property has this name.
		if (name === 'id' && !isNested) return PASSED;
		const definition = this.definitions?.byName.get(name);
		if (OF_AGENTS.has(name)) {
			return definition ? { kind: 'extra', near: { why: 'ofAgents', definition } } : PASSED;
		}
		if (definition) {
			const isExact = key === name;
			if (isExact && isWritable(definition))
				return { kind: 'exact', name, isN8ns: OF_FAILURES.has(name) };
			return this.#toMeaning(definition, isNested ? RANKS.nested : RANKS.cleaned);
		}
		const flattened = isNested ? undefined : this.#findFlattened(name);
		if (flattened) return this.#toMeaning(flattened, RANKS.flattened);
		if (NO_PROPERTIES.has(name)) return PASSED;

		const labelled = this.#byLabel.get(toPlainForm(key)) ?? [];
		// HubSpot's export has it, whatever the property is labelled.
		if (labelled.length === 0 && toPlainForm(key) === RECORD_ID) return PASSED;
		if (labelled.length === 1) {
			return this.#toMeaning(labelled[0], isNested ? RANKS.nestedLabel : RANKS.label);
		}
		this.#hasUnknown = true;
		if (labelled.length > 1) {
			return { kind: 'extra', near: { why: 'shared', definition: labelled[0] } };
		}
		const nearest = this.#findNearest(name);
		if (nearest) return { kind: 'extra', near: { why: 'nearest', definition: nearest } };
		return this.tellsExtra ? { kind: 'extra' } : PASSED;
	}

	#findMatch(name: string, key: string, isNested: boolean): Meaning | undefined {
		const { idProperty, matchColumn } = this;
		if (matchColumn === undefined) return undefined;
		const property = idProperty ?? 'hs_object_id';
		const isNamed = name === property;
		const [labelled, ...others] = this.#byLabel.get(toPlainForm(key)) ?? [];
		const isLabelled =
			(labelled?.name === property && others.length === 0) ||
			(idProperty === undefined && toPlainForm(key) === RECORD_ID);
		const isFlattened = !isNested && name === `${FLATTENED}${property}`;
		const isId = !isNested && name === 'id' && matchColumn === 'id';
		if (isId) return { kind: 'match', rank: 0, field: name };
		if (isNamed) return { kind: 'match', rank: isNested ? RANKS.nested : 1, field: name };
		if (isFlattened) return { kind: 'match', rank: RANKS.flattened, field: name };
		if (!isLabelled || this.definitions?.byName.has(name)) return undefined;
		return { kind: 'match', rank: isNested ? RANKS.nestedLabel : RANKS.label, field: clean(key) };
	}

	#findFlattened(name: string): Definition | undefined {
		if (!name.startsWith(FLATTENED)) return undefined;
		return this.definitions?.byName.get(name.slice(FLATTENED.length).trim());
	}

	#toMeaning(definition: Definition, rank: number): Meaning {
		if (isWritable(definition)) return { kind: 'alias', definition, rank };
		// What HubSpot fills itself comes from reading.
		return definition.isArchived
			? { kind: 'extra', near: { why: 'archived', definition } }
			: PASSED;
	}

	#findNearest(name: string): Definition | undefined {
		if (this.#searched++ >= MAX_SEARCHED) return undefined;
		this.#folded ??= foldAll(
			(this.definitions?.writable ?? []).map((definition) => ({
				value: definition.name,
				label: definition.label,
				definition,
			})),
		);
		const wanted = name.startsWith(FLATTENED) ? name.slice(FLATTENED.length) : name;
		// Flattened otherwise than by n8n, or from another object.
		const last = /[./[:]([^./[:]+?)\]?$/.exec(name)?.[1].trim() ?? '';
		const behind = this.definitions?.byName.get(last);
		if (behind && isWritable(behind)) return behind;
		return findNearestOf(wanted, this.#folded)?.definition;
	}
}

function isWritable({ isArchived, isReadOnly }: Definition): boolean {
	return !isArchived && !isReadOnly;
}
