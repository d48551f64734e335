import type { Operation } from '../delivery/operation';
import { toStep, type Channel } from './channel';
import { batchReadRequest } from './endpoints';
import type { AdRecord, GetTold, Reason } from './fates';
import { getAds } from './getAds';
import type { GetInput } from './inputs';
import { judgeGet } from './judgeGet';

/** What may be told of an ad that is looked for in the bin too. */
export type LookUpTold = GetTold | { readonly outcome: 'inBin'; readonly record: AdRecord };

/** Looks for ads, and for those that HubSpot does not have in its recycling bin. */
export function lookUpAds(channel: Channel): Operation<GetInput, LookUpTold, Reason> {
	const { batch, alone, ...rest } = getAds(channel, false);
	/** Those of which HubSpot has said that it has no such ad. */
	const missing = new WeakSet<GetInput>();
	return {
		...rest,
		async batch(inputs) {
			const exchange = await batch(inputs);
			const fates = new Map(exchange.fates);
			for (const [input, { outcome }] of exchange.fates) {
				if (outcome !== 'notFound') continue;
				missing.add(input);
				fates.delete(input);
			}
			return { ...exchange, fates };
		},
		readBack: toStep(
			channel,
			(version, inputs) =>
				batchReadRequest(
					version,
					inputs,
					inputs.flatMap(({ names }) => names),
					true,
				),
			(reply, inputs, now) => {
				const exchange = judgeGet(reply, inputs, now);
				const fates = new Map<GetInput, LookUpTold>();
				for (const [input, told] of exchange.fates) {
					if (told.outcome === 'found') fates.set(input, { ...told, outcome: 'inBin' });
					// What nothing was said of before may be there all the same.
					else if (told.outcome !== 'notFound' || missing.has(input)) fates.set(input, told);
				}
				return { ...exchange, fates };
			},
		),
		async alone(inputs) {
			const exchange = await alone!(inputs);
			const fates = new Map(exchange.fates);
			for (const [input, { outcome }] of exchange.fates) {
				// It may have come into the bin since that was looked through.
				if (outcome === 'notFound') fates.delete(input);
			}
			return { ...exchange, fates };
		},
	};
}
