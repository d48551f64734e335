import type { Exchange, Step } from '../delivery/operation';
import { toStep, withoutScope, type Channel } from './channel';
import { batchReadRequest } from './endpoints';
import type { Reason } from './fates';
import type { AdName } from './inputs';
import type { LostReply, Reply } from './reply';

/** Reads ads by what names them, with all that was to be written of them. A run goes on where the right to read is missing. */
export function readBack<
	In extends AdName & { readonly properties: Readonly<Record<string, string>> },
	Told,
>(
	channel: Channel,
	judge: (
		reply: Reply | LostReply,
		inputs: readonly In[],
		now: number,
	) => Exchange<In, Told, Reason>,
): Step<In, Told, Reason> {
	return toStep(
		channel,
		(version, inputs: readonly In[]) => {
			const names = inputs.flatMap(({ properties }) => Object.keys(properties));
			return batchReadRequest(version, inputs, names);
		},
		(reply, inputs, now) => {
			const exchange = judge(reply, inputs, now);
			return { ...exchange, advice: withoutScope(exchange.advice) };
		},
	);
}
