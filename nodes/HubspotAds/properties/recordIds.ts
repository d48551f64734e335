import { isExact } from './decimals';
import { clean, toAsciiDigits } from './invisible';
import { showValue } from './show';

type RecordIdMisfitKind =
	| 'empty'
	| 'inexact'
	| 'list'
	| 'marked'
	| 'noDigits'
	| 'separated'
	| 'shortened';

/** Why a value is no record ID; `received` as showValue gives it. */
export interface RecordIdMisfit {
	kind: RecordIdMisfitKind;
	received: string;
}

/**
 * Reads HubSpot's record ID: digits. Spreadsheets add `.0`, which is dropped; what else they do to long numbers loses
 * digits, or would have to be guessed.
 */
export function readRecordId(value: unknown): { id: string } | { misfit: RecordIdMisfit } {
	// Nearly every one is.
	if (typeof value === 'string' && /^\d+$/.test(value)) return { id: value };
	const text = toIdText(value);
	const id = text && /^(\d+)(?:\.0*)?$/.exec(text)?.[1];
	if (id) return { id };
	return { misfit: { kind: toKind(value, text), received: showValue(value) } };
}

/** One sentence: the field, what it takes, what came, and the cure. */
export function describeRecordId({ kind, received }: RecordIdMisfit, field = 'Record ID'): string {
	const takes = `'${field}' takes HubSpot's record ID, which is digits`;
	switch (kind) {
		case 'empty':
			return `'${field}' is empty, so it is not known which ad is meant`;
		case 'inexact':
			return `'${field}' is a number that is not exact; give it as text`;
		case 'list':
			return `'${field}' takes one record ID, and ${received} is not one; n8n's Split Out makes an item of each`;
		case 'shortened':
			return `${takes}, and a spreadsheet has shortened it to ${received}; format the column as text there`;
		case 'separated':
			return `${takes} alone, and ${received} has separators; format the column as text`;
		case 'marked':
			return `${takes} alone, and ${received} has more; send the digits`;
		case 'noDigits':
			return `${takes}, and ${received} is not; to find ads by another value, match on a unique property`;
	}
}

/** Digits within quotes or other marks, or the address of an ad's page. */
const MARKED = /^[^\p{L}\d.−-]*\d{2,}[^\p{L}\d]*$|^https?:.*\/0-420\/\d+/u;

function toIdText(value: unknown): string | undefined {
	if (typeof value === 'string') return toAsciiDigits(clean(value));
	const isNumber = typeof value === 'bigint' || (typeof value === 'number' && isExact(value));
	return isNumber ? String(value) : undefined;
}

function toKind(value: unknown, text: string | undefined): RecordIdMisfitKind {
	if (value === undefined || value === null || text === '') return 'empty';
	if (Array.isArray(value)) return 'list';
	if (text === undefined) return typeof value === 'number' ? 'inexact' : 'noDigits';
	if (/^\d+(?:[.,]\d*)?e\+?\d+$/i.test(text)) return 'shortened';
	const isSeparated = /^\d+(?:[,'’\s]\d+)+(?:\.0*)?$|^\d{1,3}(?:\.\d{3})+$/.test(text);
	if (isSeparated) return 'separated';
	return MARKED.test(text) ? 'marked' : 'noDigits';
}
