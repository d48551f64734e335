import { quoteField } from '../properties/show';

/** What stands between the fields of a file, where it is not what its reader takes for that. */
const SEPARATORS = new Map([
	[';', 'a semicolon'],
	['\t', 'a tab'],
	['|', 'a vertical bar'],
	[',', 'a comma'],
]);

/** A file whose lines were not parted has few fields; a decimal comma in the first line may make some more. */
const FEW_FIELDS = 3;

/**
 * What to do where a field has the name of a whole line, because its file was read with another separator.
 * @param isField whether a part of the line is known to be a field; without it, any line of several parts is one
 */
export function sayWrongSeparator(
	fields: readonly string[],
	isField?: (name: string) => boolean,
): string | undefined {
	if (fields.length > FEW_FIELDS) return undefined;
	for (const field of fields) {
		for (const [separator, name] of SEPARATORS) {
			const parts = field.split(separator).map((part) => part.replace(/^\s*"|"\s*$/g, ''));
			if (parts.length < 2 || !(isField ? parts.some(isField) : separator !== ',')) continue;
			return `. ${quoteField(field)} is the whole first line of a file whose separator is ${name}: set it as the delimiter where the file is read`;
		}
	}
	return undefined;
}
