import { inPlaceOfReply } from './acts/inPlaceOfReply.mts';
import { onInputs } from './acts/onInputs.mts';
import { onPages } from './acts/onPages.mts';
import { onReplies } from './acts/onReplies.mts';
import type { Act, FaultyReply, Stage } from './acts/stage.mts';
import type { Fault, FaultKind } from './faults.mts';

export function misbehave(fault: Fault, stage: Stage): FaultyReply {
	const reply = acts[fault.kind](fault, stage);
	const retryAfter = retryAfterHeader(fault, stage.portal.now());
	const headers = {
		...reply.headers,
		...(retryAfter !== undefined && { 'retry-after': retryAfter }),
		...fault.headers,
	};
	return { ...reply, headers };
}

const acts: Record<FaultKind, Act> = { ...inPlaceOfReply, ...onInputs, ...onReplies, ...onPages };

/** Only the 477 is documented to have the header, so that alone has it unasked. */
function retryAfterHeader({ kind, retryAfter }: Fault, now: number): string | undefined {
	if (retryAfter === 'date') return new Date(now + 60_000).toUTCString();
	if (retryAfter !== undefined) return String(retryAfter);
	return kind === 'migration' ? '30' : undefined;
}
