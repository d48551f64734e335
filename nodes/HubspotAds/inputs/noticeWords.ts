import { count } from '../ad/words';
import { shorten, showText } from '../properties/show';
import type { RunNotice } from './notices';

/** One sentence, or two. */
export function describeNotice({ notice, ads, said }: RunNotice): string {
	const ofAds = count(ads, 'ad');
	switch (notice.kind) {
		case 'undefinedLeftOut':
			return `${nameOf(notice)} was left out of ${ofAds}, because its expression gave nothing${said ? ` (n8n says: ${said})` : ''}.`;
		case 'emptyLeftOut':
			return `${nameOf(notice)} was left out of ${ofAds}, because its value is empty.`;
		case 'looksLikeError':
			return `${nameOf(notice)} of ${ofAds} is ${showText(notice.value ?? '')} or the like, which a spreadsheet or an expression gives in place of a value.`;
		case 'otherForm':
			return `HubSpot holds ${nameOf(notice)} of ${ofAds} in another form: ${showText(notice.held ?? '')} for ${showText(notice.sent)}.`;
		case 'nearMiss': {
			const { field, why, nearest } = notice;
			const name = nameOf({ property: nearest.value, label: nearest.label });
			return `The field ${quote(field)} of ${ofAds} is not written: ${REASONS[why](name)}.`;
		}
	}
}

const REASONS: Record<
	Extract<RunNotice['notice'], { kind: 'nearMiss' }>['why'],
	(name: string) => string
> = {
	nearest: (name) => `HubSpot's ads have no such property; the nearest is ${name}`,
	archived: () => 'the property is archived in HubSpot',
	shared: (name) => `several properties have this label, such as ${name}. Use the internal name`,
	beaten: (name) => `another field gives ${name}`,
	ofAgents: (name) => `n8n gives a field of this name to agents. Map ${name} by hand`,
};

function nameOf({ property, label }: { property: string; label: string }): string {
	return label === property ? `'${property}'` : `'${shorten(label)}' (${property})`;
}

function quote(field: string): string {
	return `'${showText(field).slice(1, -1)}'`;
}
