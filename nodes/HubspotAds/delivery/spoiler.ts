import type { Left } from './conversation';

/** What is left of inputs that were not taken, and why: something spoils them, or is in the way. */
export type Spoiled<In, Why> = Left<In, Why> & {
	readonly advice: Extract<Left<In, Why>['advice'], { next: 'split' | 'retry' }>;
};

interface Found<In, Why> {
	/** The input that spoils the batch, with the last word about it; none where a reply named and settled it. */
	readonly spoiler?: Spoiled<In, Why>;
	/** The inputs that were not tried again, or not without the spoiler. */
	readonly others: readonly In[];
}

/**
 * Finds one input that spoils a batch, in log2(100) + 1 tries: where one half passes, it is in the other. What a reply
 * says of suspects decides only where the search begins, so that a wrong word costs little.
 * @param attempt tries a part once; gives what is left of it, or undefined where all of it is settled
 */
export async function findSpoiler<In, Why>(
	whole: Spoiled<In, Why>,
	attempt: (part: readonly In[]) => Promise<Spoiled<In, Why> | undefined>,
): Promise<Found<In, Why>> {
	const others: In[] = [];
	let last = whole;
	let { inputs, size } = beginOf(whole);
	while (inputs.length > 1 || last.open.length > 1) {
		const part = inputs.slice(0, size);
		const rest = inputs.slice(size);
		const left = await attempt(part);
		if (left) {
			others.push(...rest);
			last = left;
			// Those that were named were the ones, and the others may pass.
			if (left.open.length < part.length) return { others: [...others, ...left.open] };
			if (left.isLate) return { others: [...others, ...part] };
			inputs = left.open;
		} else if (rest.length === 0) return { others };
		else inputs = rest;
		size = Math.ceil(inputs.length / 2);
	}
	return { spoiler: last, others };
}

function beginOf<In, Why>({
	open,
	advice,
}: Spoiled<In, Why>): {
	inputs: readonly In[];
	size: number;
} {
	const suspects = new Set(advice.next === 'split' ? advice.suspects : []);
	const isNarrow = suspects.size > 0 && suspects.size * 2 <= open.length;
	if (!isNarrow) return { inputs: open, size: Math.ceil(open.length / 2) };
	const isSuspect = (input: In) => suspects.has(input);
	return {
		inputs: [...open.filter(isSuspect), ...open.filter((input) => !isSuspect(input))],
		size: suspects.size,
	};
}
