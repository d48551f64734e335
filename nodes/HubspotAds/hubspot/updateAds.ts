import type { Operation, Step } from '../delivery/operation';
import { toStep, withoutScope, type Channel } from './channel';
import { comparing, type FindKept } from './comparing';
import { batchReadRequest, batchUpdateRequest, patchRequest } from './endpoints';
import type { Reason, UpdateTold } from './fates';
import type { UpdateInput } from './inputs';
import { judgePatch, judgeReadBack, judgeUpdate, type IsSame } from './judge';

/** Writes ads. What was lost is read back, and what is not as wanted then is written alone, which follows merged IDs. */
export function updateAds(
	channel: Channel,
	isSame: IsSame,
	findKept: FindKept = () => [],
): Operation<UpdateInput, UpdateTold, Reason> {
	const compare = (step: Step<UpdateInput, UpdateTold, Reason>) => comparing(step, findKept);
	return {
		batch: compare(toStep(channel, batchUpdateRequest, judgeUpdate)),
		readBack: compare(
			toStep(
				channel,
				(version, inputs) => batchReadRequest(version, inputs, namesWritten(inputs)),
				(reply, inputs, now) => {
					const exchange = judgeReadBack(reply, inputs, now, isSame);
					return { ...exchange, advice: withoutScope(exchange.advice) };
				},
			),
		),
		alone: compare(toStep(channel, (version, [input]) => patchRequest(version, input), judgePatch)),
		safety: 'idempotent',
		isProof,
	};
}

/**
 * Of an ad that may be written already, a refusal proves that it is not only where it names the property. Nothing
 * proves it where the input takes away the value by which its ad was found.
 */
function isProof({ idProperty, properties }: UpdateInput, told: UpdateTold): boolean {
	if (told.outcome === 'updated' || told.outcome === 'kept') return true;
	if (idProperty !== undefined && Object.hasOwn(properties, idProperty)) return false;
	return told.outcome === 'notFound' || told.reason.property !== undefined;
}

function namesWritten(inputs: readonly UpdateInput[]): string[] {
	return inputs.flatMap(({ properties }) => Object.keys(properties));
}
