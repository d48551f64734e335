import type { Portal } from '../portal.mts';
import { failure, refusalText, refusedValues } from '../replies.mts';
import type { Refusal } from '../replies.mts';
import type { Reply } from '../wire.mts';
import type { Input } from './inputs.mts';

/** An input that was refused, and why. `lacks` are required properties that it has not. */
export type Refused = { input: Input; refusals: Refusal[]; lacks?: string[] };

/** One reply for all inputs: nothing is written, and no ad is named. */
export function refuseAll(refused: Refused[], portal: Portal): Reply {
	const lacks = [...new Set(refused.flatMap((one) => one.lacks ?? []))];
	if (lacks.length > 0)
		return failure(400, LACKS, 'VALIDATION_ERROR', { context: { properties: lacks } });
	const refusals = refused.flatMap((one) => one.refusals);
	if (!refusals.every(isConflict)) return refusedValues(refusals, portal);
	// recorded: of several that exist only the first is named, and in a batch without its id.
	return portal.guesses.createConflict === 'conflict'
		? failure(409, `${EXISTS}`, 'CONFLICT')
		: refusedValues(refusals.slice(0, 1), portal);
}

/** The item of one input in a 207. */
export function refusedItem(
	{ input: { traceId }, refusals, lacks = [] }: Refused,
	portal: Portal,
	asConflict = false,
): Record<string, unknown> {
	const context: Record<string, string[]> = {};
	if (traceId !== undefined) context.objectWriteTraceId = [traceId];
	if (lacks.length > 0) return item('VALIDATION_ERROR', LACKS, { ...context, properties: lacks });
	if (!asConflict || !refusals.every(isConflict))
		return item('VALIDATION_ERROR', refusalText(refusals, portal), context);
	const holders = refusals.flatMap(({ holder }) => holder || []).slice(0, 1);
	return holders.length === 0
		? item('CONFLICT', EXISTS, context)
		: item('CONFLICT', `${EXISTS}. Existing ID: ${holders[0]}`, {
				...context,
				existingId: holders,
			});
}

function item(category: string, message: string, context: Record<string, string[]>) {
	return { status: 'error', category, message, context };
}

export function isConflict({ holder }: Refusal): boolean {
	return holder !== undefined;
}

export const EXISTS = 'Listing already exists';
const LACKS = 'Error creating LISTING. Some required properties were not set.';
