import type { Step } from '../delivery/operation';
import type { Kept } from '../properties/kept';
import type { KeptWritten, Reason, Written } from './fates';

/** Finds what HubSpot's answer says of an ad's properties otherwise than they were sent. */
export type FindKept = (
	sent: Readonly<Record<string, string>>,
	answered: Readonly<Record<string, string | null>>,
) => readonly Kept[];

/** The same step that writes: what HubSpot confirms has to hold what was sent. */
export function comparing<
	In extends { readonly properties: Readonly<Record<string, string>> },
	Told extends { readonly outcome: string },
>(step: Step<In, Told, Reason>, findKept: FindKept): Step<In, Told | KeptWritten, Reason> {
	return async (inputs) => {
		const exchange = await step(inputs);
		let fates: Map<In, Told | KeptWritten> | undefined;
		exchange.fates.forEach((told, input) => {
			if (!isWritten(told)) return;
			const differing = findKept(input.properties, told.record.properties);
			if (differing.length === 0) return;
			const kept = differing.find(({ kind }) => kind === 'kept');
			fates ??= new Map<In, Told | KeptWritten>(exchange.fates);
			fates.set(input, kept ? toKept(told, kept) : { ...told, otherForms: differing });
		});
		return fates ? { ...exchange, fates } : exchange;
	};
}

function isWritten<Told extends { readonly outcome: string }>(
	told: Told,
): told is Told & Written<'created' | 'updated'> {
	return told.outcome === 'created' || told.outcome === 'updated';
}

function toKept(
	{ outcome, record }: Written<'created' | 'updated'>,
	{ property, label, held }: Kept,
): KeptWritten {
	// Without a value and with an empty one are one, in HubSpot as here.
	const reason = { trouble: 'kept' as const, property, label, held: held || null };
	return { outcome: 'kept', reason, record, deed: outcome };
}
