import type { Operation, Step } from '../delivery/operation';
import { toStep, type Channel } from './channel';
import { comparing, type FindKept } from './comparing';
import { batchUpdateRequest, patchRequest } from './endpoints';
import type { Reason, UpdateTold } from './fates';
import { foldId, idAfter, type UpdateInput } from './inputs';
import { judgePatch, judgeReadBack, judgeUpdate, type IsSame } from './judge';
import { readBack } from './readBack';

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
			readBack(channel, (reply, inputs, now) => judgeReadBack(reply, inputs, now, isSame)),
		),
		alone: compare(toStep(channel, (version, [input]) => patchRequest(version, input), judgePatch)),
		safety: 'idempotent',
		isProof,
	};
}

/**
 * Of an ad that may be written already, a refusal proves that it is not only where it names the property. Nothing
 * proves it where the input takes away the value by which its ad was found; nor can that be read back, because an ad that
 * has the new value may have had it before.
 */
function isProof(input: UpdateInput, told: UpdateTold): boolean {
	if (told.outcome === 'updated' || told.outcome === 'kept') return true;
	if (foldId(idAfter(input) ?? '') !== foldId(input.id)) return false;
	return told.outcome === 'notFound' || told.reason.property !== undefined;
}
