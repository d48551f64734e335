import type { Exchange, Operation, Step } from '../delivery/operation';
import type { Kept } from '../properties/kept';
import { toStep, withoutScope, type Channel } from './channel';
import { batchReadRequest, batchUpdateRequest, patchRequest } from './endpoints';
import type { Reason, UpdateTold } from './fates';
import type { UpdateInput } from './inputs';
import { judgePatch, judgeReadBack, judgeUpdate, type IsSame } from './judge';

/** Finds what HubSpot's answer says of an update's properties otherwise than they were sent. */
type FindKept = (
	sent: UpdateInput['properties'],
	answered: Readonly<Record<string, string | null>>,
) => readonly Kept[];

/** Writes ads. What was lost is read back, and what is not as wanted then is written alone, which follows merged IDs. */
export function updateAds(
	channel: Channel,
	isSame: IsSame,
	findKept: FindKept = () => [],
): Operation<UpdateInput, UpdateTold, Reason> {
	const comparing = (step: Step<UpdateInput, UpdateTold, Reason>): typeof step => {
		return async (inputs) => compare(await step(inputs), findKept);
	};
	return {
		batch: comparing(toStep(channel, batchUpdateRequest, judgeUpdate)),
		readBack: comparing(
			toStep(
				channel,
				(version, inputs) => batchReadRequest(version, inputs, namesWritten(inputs)),
				(reply, inputs, now) => {
					const exchange = judgeReadBack(reply, inputs, now, isSame);
					return { ...exchange, advice: withoutScope(exchange.advice) };
				},
			),
		),
		alone: comparing(
			toStep(channel, (version, [input]) => patchRequest(version, input), judgePatch),
		),
		safety: 'idempotent',
		isProof,
	};
}

/** An update that HubSpot confirms has to hold what was sent. */
function compare(
	exchange: Exchange<UpdateInput, UpdateTold, Reason>,
	findKept: FindKept,
): Exchange<UpdateInput, UpdateTold, Reason> {
	let fates: Map<UpdateInput, UpdateTold> | undefined;
	for (const [input, told] of exchange.fates) {
		if (told.outcome !== 'updated') continue;
		const differing = findKept(input.properties, told.record.properties);
		if (differing.length === 0) continue;
		const kept = differing.find(({ kind }) => kind === 'kept');
		fates ??= new Map(exchange.fates);
		if (kept) {
			const { property, label } = kept;
			// Without a value and with an empty one are one, in HubSpot as here.
			const held = kept.held || null;
			fates.set(input, { outcome: 'kept', reason: { trouble: 'kept', property, label, held } });
		} else fates.set(input, { ...told, otherForms: differing });
	}
	return fates ? { ...exchange, fates } : exchange;
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
