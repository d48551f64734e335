const INTERVAL = 'x-hubspot-ratelimit-interval-milliseconds';
const MAX = 'x-hubspot-ratelimit-max';
const REMAINING = 'x-hubspot-ratelimit-remaining';

/** Values of the limit's headers that are not true, and would stop an account that believes them. */
export const headerLies: Record<string, Record<string, string>> = {
	longInterval: { [INTERVAL]: '86400000', [MAX]: '1', [REMAINING]: '0' },
	endlessInterval: { [INTERVAL]: '1e99', [MAX]: '1', [REMAINING]: '0' },
	noInterval: { [INTERVAL]: '0', [MAX]: '1' },
	onlyOne: { [MAX]: '1', [REMAINING]: '0' },
	none: { [MAX]: '0', [REMAINING]: '0' },
	hugeMax: { [MAX]: '1e99', [REMAINING]: '1e99' },
	negative: { [INTERVAL]: '-10000', [MAX]: '-190', [REMAINING]: '-1' },
	noNumbers: { [INTERVAL]: 'ten seconds', [MAX]: 'NaN', [REMAINING]: '' },
};
