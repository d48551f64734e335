import type { Definition } from './definitions';
import type { Refusal } from './filters';
import { readDay, type Day } from './moments';
import { OPERATORS, type OperatorName } from './operators';
import { toPlainText } from './plain';
import type { ValueContext } from './values';

/** The day that a value names, where a property holds points in time: then all of that day is meant. */
export function findDay(
	value: unknown,
	definition: Definition | undefined,
	{ timeZone, dateFormat }: ValueContext,
): Day | undefined {
	if (definition?.type !== 'datetime') return undefined;
	const text = toPlainText(value);
	return typeof text === 'string' ? readDay(text, timeZone, dateFormat) : undefined;
}

/**
 * What compares points in time with a whole day, in milliseconds since 1970.
 * @param name of the property, in quotes
 */
export function compareWithDay(
	operator: OperatorName,
	{ first, last }: Day,
	name: string,
): { operator: OperatorName; value: string; highValue?: string } | Refusal {
	switch (operator) {
		case 'EQ':
			return { operator: 'BETWEEN', value: String(first), highValue: String(last) };
		case 'GTE':
		case 'LT':
			return { operator, value: String(first) };
		case 'GT':
		case 'LTE':
			return { operator, value: String(last) };
		default: {
			const said = `The condition on ${name} has the operator '${OPERATORS[operator].name}' and a day without a time, and the property holds points in time`;
			const todo =
				operator === 'IN'
					? "Use 'Is' or 'Is Between', which take whole days, or give points in time"
					: "Use 'Is Less Than' for what is before the day or 'Is Greater Than' for what is after it, or give points in time";
			return { said, todo };
		}
	}
}
