import { combine, direction, limit, returnAll } from '../ad/description/queries';
import type { Run } from '../ad/run';
import type { GetManyFate } from '../hubspot/fates';
import { asFields, asList, type Fields } from '../hubspot/reply';
import type { SearchQuery } from '../hubspot/searchAds';
import type { Condition } from '../properties/filters';
import { clean } from '../properties/invisible';
import { isOperator, OPERATORS } from '../properties/operators';
import { isBlank } from '../properties/plain';
import { quoteField, showValue } from '../properties/show';
import { prepareFor } from './expressions';
import { readFilterGroups } from './filterGroups';
import { ParameterValue, Unreadable } from './parameterValue';
import { readPropertyNames } from './readNames';

/** What one item asks for, before its names and values are checked. */
export interface AskedQuery {
	readonly names: readonly string[];
	/** Alternatives; within one all conditions have to hold. */
	readonly groups: ReadonlyArray<readonly Condition[]>;
	readonly query?: string;
	readonly sort?: SearchQuery['sort'];
	/** Infinity for all. */
	readonly limit: number;
}

type Fill = (raw: unknown, label: string, place?: string) => ParameterValue;

/** The parameters of a query. Reading them throws `Unreadable`. */
export class QueryParameters {
	readonly #returnAll: ParameterValue;
	readonly #limit: ParameterValue;
	readonly #names: ParameterValue;
	readonly #conditions: readonly ConditionFields[];
	readonly #combine: ParameterValue;
	readonly #groups: ParameterValue;
	readonly #query: ParameterValue;
	readonly #sort: { readonly property: ParameterValue; readonly direction: ParameterValue }[];
	/** Whether there is anything that has to be known of the account. */
	readonly hasConditions: boolean;
	readonly hasNames: boolean;

	constructor({ context, items }: Run<GetManyFate>) {
		const prepare = prepareFor(context, items);
		const raw = (name: string): unknown =>
			context.getNodeParameter(name, 0, null, { rawExpressions: true });
		const fill: Fill = (value, label, place) => new ParameterValue(prepare, value, label, place);
		const conditions = asList(asFields(raw('filters')).conditions).map(asFields);
		const sorts = [asFields(raw('options.sort')).by].filter(Boolean).map(asFields);
		const [names, groups] = [raw('properties'), raw('options.filterGroupsJson')];

		this.#returnAll = fill(raw('returnAll'), returnAll.displayName);
		this.#limit = fill(raw('limit'), limit.displayName);
		this.#names = fill(names, 'Property Names or IDs');
		this.#conditions = conditions.map((fields, at) => new ConditionFields(fields, at + 1, fill));
		this.#combine = fill(raw('combine'), combine.displayName);
		this.#groups = fill(groups, 'Filter Groups (JSON)');
		this.#query = fill(raw('options.query'), 'Query');
		this.#sort = sorts.map((by) => ({
			property: fill(by.property, 'Property Name or ID'),
			direction: fill(by.direction, direction.displayName),
		}));
		this.hasConditions = conditions.length > 0 || !isBlank(groups);
		this.hasNames = sorts.length > 0 || (Array.isArray(names) ? names.length > 0 : !isBlank(names));
	}

	read(itemIndex: number): AskedQuery {
		const names = readPropertyNames(this.#names.read(itemIndex));
		if ('invalid' in names) throw new Unreadable(names);
		const isAll = this.#returnAll.readAs<boolean>(returnAll, itemIndex);
		return {
			names,
			groups: this.#readGroups(itemIndex),
			query: this.#readQuery(itemIndex),
			sort: this.#readSort(itemIndex),
			limit: isAll ? Infinity : this.#limit.demandAs<number>(limit, itemIndex),
		};
	}

	#readGroups(itemIndex: number): Condition[][] {
		const groups = readFilterGroups(this.#groups.demand(itemIndex));
		if ('invalid' in groups) throw new Unreadable(groups);
		const conditions = this.#conditions.map((fields) => fields.read(itemIndex));
		if (groups.length > 0 && conditions.length > 0) {
			const invalid = "'Filters' and 'Filter Groups (JSON)' are both filled in";
			throw new Unreadable({ invalid, todo: 'Use one of them', isOfRun: true });
		}
		if (conditions.length === 0) return groups;
		const isAny = this.#combine.readAs<string>(combine, itemIndex) === 'any';
		return isAny ? conditions.map((condition) => [condition]) : [conditions];
	}

	#readQuery(itemIndex: number): string | undefined {
		const given = this.#query.demand(itemIndex);
		if (isBlank(given)) return undefined;
		if (typeof given === 'string' || typeof given === 'number') return clean(String(given));
		throw new Unreadable({ invalid: `'Query' takes words, and this is ${showValue(given)}` });
	}

	#readSort(itemIndex: number): AskedQuery['sort'] {
		for (const by of this.#sort) {
			const propertyName = clean(String(by.property.demand(itemIndex) ?? ''));
			if (propertyName === '') {
				const invalid = "'Sort' has no property";
				throw new Unreadable({ invalid, todo: 'Choose one, or remove the sort', isOfRun: true });
			}
			return { propertyName, direction: by.direction.readAs(direction, itemIndex) };
		}
		return undefined;
	}
}

/** One condition as the user filled it in. Only what its operator takes is evaluated. */
class ConditionFields {
	readonly #property: ParameterValue;
	readonly #operator: ParameterValue;
	readonly #value: ParameterValue;
	readonly #highValue: ParameterValue;
	readonly #values: ParameterValue;

	/** @param number which one of the list it is, from 1 on */
	constructor(
		{ property, operator, value, highValue, values }: Fields,
		private readonly number: number,
		fill: Fill,
	) {
		const isPlain = typeof property === 'string' && !property.startsWith('=');
		const place = `condition ${number}${isPlain ? `, on ${quoteField(property)}` : ''}`;
		this.#property = fill(property, 'Property Name or ID', place);
		this.#operator = fill(operator ?? 'EQ', 'Operator', place);
		this.#value = fill(value, 'Value', place);
		this.#highValue = fill(highValue, 'High Value', place);
		this.#values = fill(values, 'Values', place);
	}

	read(itemIndex: number): Condition {
		const property = clean(String(this.#property.demand(itemIndex) ?? ''));
		if (property === '') {
			const invalid = `Condition ${this.number} has no property`;
			throw new Unreadable({ invalid, todo: 'Choose one, or remove the condition', isOfRun: true });
		}
		const operator = this.#operator.demand(itemIndex);
		const condition = { property, operator };
		switch (isOperator(operator) ? OPERATORS[operator].takes : 'nothing') {
			case 'nothing':
				return condition;
			case 'value':
				return { ...condition, value: this.#value.demand(itemIndex) };
			case 'range': {
				const value = this.#value.demand(itemIndex);
				return { ...condition, value, highValue: this.#highValue.demand(itemIndex) };
			}
			case 'list':
				return { ...condition, values: this.#values.demand(itemIndex) };
		}
	}
}
