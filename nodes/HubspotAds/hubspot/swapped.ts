import type { AdRecord } from './fates';
import type { WriteInput } from './inputs';
import type { IsSame } from './judge';

/**
 * Leaves out the new ads whose record shows that it is another's: it differs from what was sent with its trace id, and is nearer
 * to what another input sent that does not have its own record either. What HubSpot merely keeps otherwise is no such sign.
 * @param made the record of each input whose trace id a result repeats
 */
export function withoutSwapped<In extends WriteInput, Made extends { readonly record: AdRecord }>(
	made: Map<In, Made>,
	inputs: readonly In[],
	isSame: IsSame,
): Map<In, Made> {
	const differing = new Map<In, readonly string[]>();
	for (const [input, { record }] of made) {
		const names = listDiffering(input, record, isSame);
		if (names.length > 0) differing.set(input, names);
	}
	if (differing.size === 0) return made;

	const strayed = inputs.filter((input) => differing.has(input) || !made.has(input));
	const senders = new Senders(strayed);
	const believed = new Map(made);
	for (const [input, names] of differing) {
		const { record } = made.get(input)!;
		const others = new Set(names.flatMap((name) => senders.of(name, record.properties[name])));
		others.delete(input);
		const isOthers = [...others].some(
			(other) => listDiffering(other, record, isSame).length < names.length,
		);
		if (isOthers) believed.delete(input);
	}
	return believed;
}

/** A property that the answer leaves out says nothing. */
function listDiffering(
	{ properties: sent }: WriteInput,
	{ properties: answered }: AdRecord,
	isSame: IsSame,
): string[] {
	return Object.keys(sent).filter((name) => {
		const held = Object.hasOwn(answered, name) ? answered[name] : undefined;
		return held !== undefined && held !== sent[name] && !isSame(name, sent[name], held);
	});
}

/** Finds who sent a value, without a look at each input for each value. */
class Senders<In extends WriteInput> {
	readonly #byValue = new Map<string, Map<string, In[]>>();

	constructor(private readonly inputs: readonly In[]) {}

	of(name: string, value: string | null): readonly In[] {
		const byValue = this.#byValue.get(name) ?? this.#readAll(name);
		this.#byValue.set(name, byValue);
		return byValue.get(toKey(value ?? '')) ?? [];
	}

	#readAll(name: string): Map<string, In[]> {
		const byValue = new Map<string, In[]>();
		for (const input of this.inputs) {
			if (!Object.hasOwn(input.properties, name)) continue;
			const key = toKey(input.properties[name]);
			const same = byValue.get(key);
			if (same) same.push(input);
			else byValue.set(key, [input]);
		}
		return byValue;
	}
}

/** HubSpot may write a number in another way, and trims texts. */
function toKey(value: string): string {
	const text = value.trim();
	const number = Number(text);
	return text === '' || Number.isNaN(number) ? text : String(number);
}
