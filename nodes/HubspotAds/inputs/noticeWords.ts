import { count } from '../ad/words';
import { shorten, showText } from '../properties/show';
import type { RunNotice } from './notices';

/** More are not read. */
const MAX_LINES = 6;

/** What the summary warns of, in lines, the last of which counts those that are not told. */
export function describeNotices(notices: readonly RunNotice[]): string[] {
	if (notices.length <= MAX_LINES) return notices.map(describe);
	const told = notices.slice(0, MAX_LINES - 1);
	return [...told.map(describe), `… and ${notices.length - told.length} more of this kind.`];
}

function describe(notice: RunNotice): string {
	const { kind, property, label, field = '', ads, example = '', held = '', why } = notice;
	const name = label === property ? `'${property}'` : `'${shorten(label)}' (${property})`;
	const all = count(ads, 'ad');
	const of = `The field ${quote(field)} of ${all} is not written`;
	switch (kind) {
		case 'undefinedLeftOut':
			return `${name} was left out of ${all}, because its expression gave nothing${why ? ` (n8n says: ${why})` : ''}.`;
		case 'emptyLeftOut':
			return `${name} was left out of ${all}, because its value is empty.`;
		case 'looksLikeError':
			return `${name} of ${all} is ${showText(example)} or the like, which a spreadsheet or an expression gives in place of a value.`;
		case 'otherForm':
			return `HubSpot holds ${name} of ${all} in another form: ${showText(held)} for ${showText(example)}.`;
		case 'nearest':
			return `${of}: HubSpot's ads have no such property; the nearest is ${name}.`;
		case 'archived':
			return `${of}: the property is archived in HubSpot.`;
		case 'shared':
			return `${of}: several properties have this label, such as ${name}. Use the internal name.`;
		case 'beaten':
			return `${of}: another field gives ${name}.`;
		case 'ofAgents':
			return `${of}: n8n gives a field of this name to agents. Map ${name} by hand.`;
	}
}

function quote(field: string): string {
	return `'${showText(field).slice(1, -1)}'`;
}
