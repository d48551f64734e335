/** An expression of n8n. HubSpot's own tokens, such as `{{ contact.firstname }}`, have no `$`. */
const EXPRESSION = /\{\{(?:(?!\}\})[^]){0,200}?\$[a-z(]/i;

/** Whether a text is an expression that nothing evaluated, because its field in n8n is set to Fixed. */
export function isUnevaluated(text: string): boolean {
	return text.includes('{{') && EXPRESSION.test(text);
}

/**
 * One sentence, with the cure.
 * @param field in quotes
 * @param shown the text as a message shows it
 */
export function sayUnevaluated(field: string, shown: string): string {
	return `${field} is the text of an expression, ${shown}, and not its result; ${SWITCH}`;
}

export const SWITCH = 'switch the field that holds it from Fixed to Expression';
