/** No double has more digits written out (5e-324 has 326), and a bound keeps '1e999999999' from filling the memory. */
export const MAX_DIGITS = 500;

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;

/**
 * The one shortest text of a number, in digits with at most one point, so that equal numbers have equal text; undefined
 * where the text is no number. Never through a float, which rounds.
 */
export function normaliseDecimal(text: string): string | undefined {
	const match = text.length <= MAX_DIGITS ? DECIMAL.exec(text) : null;
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

/** A double's digits. HubSpot keeps numbers as doubles (assumed), so what differs less is one number there. */
export function toDouble(text: string): number | undefined {
	const decimal = normaliseDecimal(text.trim());
	return decimal === undefined ? undefined : Number(decimal);
}

/** Whether a number is still the one that was written: JSON's longer ones have lost digits by now. */
export function isExact(value: number): boolean {
	return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}
