import type { Advice, Inquiry } from '../delivery/operation';
import { withoutScope, type Channel } from './channel';
import { batchReadRequest } from './endpoints';
import type { Reason, Rejected } from './fates';
import { foldId, placeOf, type AdName, type CreateInput, type GetInput } from './inputs';
import { judgeGet } from './judgeGet';

interface Question {
	readonly name: AdName;
	readonly reason: Reason;
}

/**
 * Finds the ads that have the unique values of ads which HubSpot refused for it: a refusal of a whole batch does not say
 * which they are (recorded). Nothing is found of an ad in the recycling bin.
 * @param nameOf by which value the other ad is found, where it is known
 */
export function findHolders<In extends CreateInput, Told extends { readonly outcome: string }>(
	channel: Channel,
	nameOf: (input: In, reason: Reason) => AdName | undefined,
): Inquiry<In, Told | Rejected, Reason> {
	const questions = new WeakMap<In, Question>();
	return {
		isWorth(input, told) {
			if (!isRejected(told)) return false;
			const { reason } = told;
			const isOpen = reason.trouble === 'exists' && reason.existingId === undefined;
			const name = isOpen ? nameOf(input, reason) : undefined;
			if (name) questions.set(input, { name, reason });
			return name !== undefined;
		},
		async step(inputs) {
			const all = inputs.map((input) => ({ input, ...questions.get(input)! }));
			// One request asks by one property.
			const { idProperty } = all[0].name;
			const asked = all.filter(({ name }) => name.idProperty === idProperty);
			const ads = new Map(asked.map(({ name }) => [foldId(name.id), toGetInput(name)]));
			const gets = [...ads.values()];
			const reply = await channel.send(batchReadRequest(channel.version, gets, []));
			const { fates: found, advice, limits } = judgeGet(reply, gets, channel.wallNow());

			const fates = new Map<In, Rejected>();
			for (const { input, name, reason } of asked) {
				const told = found.get(ads.get(foldId(name.id))!);
				if (!told) continue;
				const existingId = told.outcome === 'found' ? told.record.id : undefined;
				fates.set(input, { outcome: 'rejected', reason: { ...reason, existingId } });
			}
			return { fates, limits, advice: toAdvice(advice, asked.length < all.length) };
		},
	};
}

function isRejected(told: { readonly outcome: string }): told is Rejected {
	return told.outcome === 'rejected';
}

function toGetInput(name: AdName): GetInput {
	return { ...name, ...placeOf(name), names: [], traceId: name.id, lines: [] };
}

/** That this cannot be read says nothing of the ads that are refused. */
function toAdvice(advice: Advice<GetInput, Reason>, isMore: boolean): Advice<never, Reason> {
	const { reason } = advice;
	if (advice.next === 'confirm' && isMore) {
		return { next: 'retry', reason, about: 'inputs', mayBeTaken: false };
	}
	const mild = withoutScope(advice);
	return mild.next === 'split' ? { next: 'confirm', reason } : mild;
}
