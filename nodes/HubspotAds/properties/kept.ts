import { isSame } from './changes';
import type { Definitions } from './definitions';
import { isText } from './values';

/**
 * A property that HubSpot answers with otherwise than it was sent. `kept`: it took the update and kept a value of its own.
 * `otherForm`: it keeps the text in another form (trimmed, cleaned HTML, a telephone number). `held` is what it answered.
 */
export interface Kept {
	kind: 'kept' | 'otherForm';
	property: string;
	label: string;
	sent: string;
	held: string | null;
}

const NONE: readonly Kept[] = Object.freeze([]);

/**
 * What HubSpot did not take over as it was sent, by the type of each property. A property that the answer leaves out, or
 * whose type is not known, says nothing.
 * @param hide what was done with the answer's texts, to take secrets out
 * @param answered `properties` of HubSpot's answer to the update; it has those that were written, and some of its own
 */
export function findKept(
	sent: Readonly<Record<string, string>>,
	answered: Readonly<Record<string, string | null>>,
	definitions: Definitions | undefined,
	hide: (text: string) => string = (text) => text,
): readonly Kept[] {
	let found: Kept[] | undefined;
	for (const property in sent) {
		const text = sent[property];
		const held = Object.hasOwn(answered, property) ? (answered[property] ?? null) : undefined;
		if (held === undefined || held === text) continue;

		const definition = definitions?.byName.get(property);
		if (!definition) continue;
		if (held === hide(text)) continue;
		const isTaken = isSame(definition, text, held);
		const isForm = isText(definition);
		if (isTaken && !isForm) continue;
		// No value and '' are one, in HubSpot as here.
		if (text === '' && held === null) continue;
		const kind = isForm ? 'otherForm' : 'kept';
		(found ??= []).push({ kind, property, label: definition.label, sent: text, held });
	}
	return found ?? NONE;
}
