import { toLine } from '../properties/show';

/** A line of which n8n's editor makes HTML: no tag of anybody's words is left in it, and elsewhere it reads well. */
export function toHtml(line: string): string {
	return toLine(line).replaceAll('<', '&lt;');
}
