import type { Exchange, Operation } from '../delivery/operation';
import type { Channel } from './channel';
import type { Found, GetTold, Reason } from './fates';
import { getAds } from './getAds';
import type { GetInput } from './inputs';

/** What may be told of an ad that is looked for in the bin too. */
export type LookUpTold = GetTold | Found<'inBin'>;

/** Looks for ads, and for those that HubSpot does not have in its recycling bin. */
export function lookUpAds(channel: Channel): Operation<GetInput, LookUpTold, Reason> {
	const { batch, alone, ...rest } = getAds(channel, false);
	const bin = getAds(channel, false, true);
	/** Those of which HubSpot has said that it has no such ad. */
	const missing = new WeakSet<GetInput>();
	return {
		...rest,
		async batch(inputs) {
			const exchange = await batch(inputs);
			const gone = inputs.filter((input) => exchange.fates.get(input)?.outcome === 'notFound');
			if (gone.length === 0) return exchange;
			const fates = new Map(exchange.fates);
			for (const input of gone) {
				missing.add(input);
				fates.delete(input);
			}
			return { ...exchange, fates };
		},
		async readBack(inputs) {
			const exchange = await bin.batch(inputs);
			const fates = new Map(toInBin(exchange).fates);
			for (const [input, { outcome }] of exchange.fates) {
				// What nothing was said of before may be there all the same.
				if (outcome === 'notFound' && !missing.has(input)) fates.delete(input);
			}
			return { ...exchange, fates };
		},
		async alone(inputs) {
			const exchange = await alone!(inputs);
			const isMissing = exchange.fates.get(inputs[0])?.outcome === 'notFound';
			// It may have come into the bin since that was looked through; and of an ID that was merged into an ad that is there
			// a batch may say nothing (assumed).
			return isMissing ? toInBin(await bin.alone!(inputs)) : exchange;
		},
	};
}

function toInBin(
	exchange: Exchange<GetInput, GetTold, Reason>,
): Exchange<GetInput, LookUpTold, Reason> {
	const fates = new Map<GetInput, LookUpTold>(exchange.fates);
	for (const [input, told] of exchange.fates) {
		if (told.outcome === 'found') fates.set(input, { ...told, outcome: 'inBin' });
	}
	return { ...exchange, fates };
}
