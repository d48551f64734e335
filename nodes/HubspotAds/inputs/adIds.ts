import type { AdName } from '../hubspot/inputs';
import { isFields } from '../hubspot/reply';
import { clean, toAsciiDigits } from '../properties/invisible';
import { showText } from '../properties/show';
import { readName, type Invalid } from './drafts';
import { readJsonText } from './jsonText';

const AD_ID = 'Ad ID';

/** `1,234,567`, alone or among others: one number as a spreadsheet shows it, or three. */
const SEPARATED = /(?<!\d)\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)/;

/** Digits that are too many for a group of one number, and further ones behind something else; or what no number has. */
const SEVERAL = /\d{4}\D+\d{4}|\d\s*[;|]\s*\d/;

/** JSON text of a list, also between code fences. */
const LISTED = /^(?:\[|```)/;

/**
 * Reads the ads that a value names: one, a list, or several in a text, separated by commas or in lines. That is how an agent,
 * which has one item, names many.
 * @param idProperty the unique property whose values they are; undefined where they are record IDs
 */
export function readAdIds(value: unknown, idProperty: string | undefined): Array<AdName | Invalid> {
	// Nearly every item names one.
	if (idProperty === undefined && typeof value === 'string' && /^\d+$/.test(value)) {
		return [{ id: value }];
	}
	const values = toList(value);
	if ('invalid' in values) return [values];
	if (values.length === 0) {
		return [{ invalid: `'${AD_ID}' holds an empty list, so no ad is named` }];
	}
	return values.map((one) => {
		const read = readName(one, idProperty, idProperty ?? AD_ID);
		return 'invalid' in read ? { todo: findCure(one, idProperty), ...read } : read;
	});
}

/** What to do where the value holds what names an ad, or several ads, in a form that is not taken apart. */
function findCure(value: unknown, idProperty: string | undefined): string | undefined {
	if (Array.isArray(value)) return 'Give one list, without a list in it';
	if (isFields(value))
		return `Pick the value out of it${'id' in value ? ", such as its 'id'" : ''}`;
	const isSeveral = idProperty === undefined && typeof value === 'string' && SEVERAL.test(value);
	return isSeveral ? 'Separate several IDs by commas, or give a list of them' : undefined;
}

function toList(value: unknown): unknown[] | Invalid {
	if (Array.isArray(value)) return value;
	if (typeof value !== 'string') return [value];
	const text = clean(value);
	if (LISTED.test(text)) {
		const read = readJsonText(text);
		if ('value' in read && Array.isArray(read.value)) return read.value;
	}
	if (SEPARATED.test(toAsciiDigits(text))) {
		return {
			invalid: `'${AD_ID}' is ${showText(text)}, which may be one number or several IDs`,
			todo: 'Write one ID without separators, or several with a space behind each comma',
		};
	}
	const parts = text.split(/[,\n]/).filter((part) => clean(part) !== '');
	return parts.length > 0 ? parts : [''];
}
