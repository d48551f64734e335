/** No double has more digits written out (5e-324 has 326), and a bound keeps '1e999999999' from filling the memory. */
const MAX_LENGTH = 500;

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;
const PLAIN = /^-?\d+(\.\d+)?$/;

/**
 * A number's text in digits with at most one point, or undefined where the text is no number. Plain digits stay as they
 * are; scientific notation, a plus sign, '.5' and '5.' are written out: HubSpot itself may answer with '1.0E7'.
 */
export function toPlainDecimal(text: string): string | undefined {
	const trimmed = text.trim();
	const normal = normaliseDecimal(trimmed);
	return normal !== undefined && PLAIN.test(trimmed) ? trimmed : normal;
}

/** The one shortest text of a number, so that equal numbers have equal text; never through a float, which rounds. */
export function normaliseDecimal(text: string): string | undefined {
	const match = text.length <= MAX_LENGTH ? DECIMAL.exec(text) : null;
	if (!match) return undefined;

	const [, sign, whole, fraction = '', exponent = '0'] = match;
	if (whole + fraction === '') return undefined;

	const point = whole.length + Number(exponent);
	const padding = Math.max(0, -point);
	const digits = '0'.repeat(padding) + whole + fraction;
	const at = point + padding;
	const integer = digits.slice(0, at).padEnd(at, '0').replace(/^0+/, '') || '0';
	const decimals = digits.slice(at).replace(/0+$/, '');
	const size = decimals === '' ? integer : `${integer}.${decimals}`;
	return sign === '-' && size !== '0' ? `-${size}` : size;
}
