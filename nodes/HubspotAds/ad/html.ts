/** Text of which n8n's editor makes HTML: no tag of anybody's words is left in it, and elsewhere it reads well. */
export function toHtml(text: string): string {
	return text.replaceAll('<', '&lt;');
}
