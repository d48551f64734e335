import type { Definition } from './definitions';
import { isText } from './values';

interface Operator {
	/** As n8n's editor names it. */
	readonly name: string;
	readonly takes: 'nothing' | 'value' | 'range' | 'list';
	/** Which properties it fits: every one, those whose values have an order, or texts. */
	readonly fits: 'all' | 'ordered' | 'text';
}

/** HubSpot's operators of a search. documented: https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm */
export const OPERATORS = {
	EQ: { name: 'Is', takes: 'value', fits: 'all' },
	NEQ: { name: 'Is Not', takes: 'value', fits: 'all' },
	GT: { name: 'Is Greater Than', takes: 'value', fits: 'ordered' },
	GTE: { name: 'Is Greater Than or Equal To', takes: 'value', fits: 'ordered' },
	LT: { name: 'Is Less Than', takes: 'value', fits: 'ordered' },
	LTE: { name: 'Is Less Than or Equal To', takes: 'value', fits: 'ordered' },
	BETWEEN: { name: 'Is Between', takes: 'range', fits: 'ordered' },
	IN: { name: 'Is Any Of', takes: 'list', fits: 'all' },
	NOT_IN: { name: 'Is None Of', takes: 'list', fits: 'all' },
	HAS_PROPERTY: { name: 'Is Known', takes: 'nothing', fits: 'all' },
	NOT_HAS_PROPERTY: { name: 'Is Unknown', takes: 'nothing', fits: 'all' },
	CONTAINS_TOKEN: { name: 'Contains Word', takes: 'value', fits: 'text' },
	NOT_CONTAINS_TOKEN: { name: 'Does Not Contain Word', takes: 'value', fits: 'text' },
} as const satisfies Record<string, Operator>;

export type OperatorName = keyof typeof OPERATORS;

export function isOperator(name: unknown): name is OperatorName {
	return typeof name === 'string' && Object.hasOwn(OPERATORS, name);
}

export function operatorsThatTake(...takes: Array<Operator['takes']>): OperatorName[] {
	return namesOf(({ takes: own }) => takes.includes(own));
}

const ORDERED = new Set(['date', 'datetime', 'number']);

export function fits(operator: OperatorName, definition: Definition): boolean {
	const { fits: kind } = OPERATORS[operator];
	if (kind === 'all') return true;
	return kind === 'text' ? isText(definition) : ORDERED.has(definition.type);
}

/** What fits a property, as the editor names it. */
export function listFitting(definition: Definition): string {
	const names = (Object.keys(OPERATORS) as OperatorName[]).filter((name) => fits(name, definition));
	return names.map((name) => OPERATORS[name].name).join(', ');
}

function namesOf(isSuch: (operator: Operator) => boolean): OperatorName[] {
	return (Object.keys(OPERATORS) as OperatorName[]).filter((name) => isSuch(OPERATORS[name]));
}
