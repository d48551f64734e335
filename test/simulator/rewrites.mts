import type { Definition } from './definitions.mts';

/** Ways in which a value may be stored otherwise than it was sent. */
export const rewrites = ['trimmed', 'newlines', 'html', 'phone'] as const;
export type Rewrite = (typeof rewrites)[number];

/** The value as it is stored by an account that rewrites in these ways; HTML and telephone numbers where the field says so. */
export function rewritten(
	value: string,
	{ type, fieldType }: Definition,
	ways: readonly Rewrite[],
): string {
	if (ways.length === 0 || type !== 'string') return value;
	const fits = (way: Rewrite) =>
		(way !== 'html' || fieldType === 'html') && (way !== 'phone' || fieldType === 'phonenumber');
	return ways.filter(fits).reduce((text, way) => forms[way](text), value);
}

export const forms: Record<Rewrite, (value: string) => string> = {
	trimmed: (value) => value.trim(),
	newlines: (value) => value.replaceAll('\r\n', '\n'),
	html: (value) =>
		value
			.replace(/<(script|style)\b.*?<\/\1>/gis, '')
			.replace(/\son\w+\s*=\s*("[^"]*"|'[^']*')/gi, '')
			.replace(/<br>/gi, '<br/>'),
	phone: (value) => (/^[+\d][\d\s().-]{5,}$/.test(value) ? value.replace(/[^+\d]/g, '') : value),
};
