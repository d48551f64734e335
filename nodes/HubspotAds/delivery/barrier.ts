import type { Conversation } from './conversation';
import type { Input } from './operation';
import type { Spoiled } from './spoiler';

/** Inputs of a batch that are asked alone where all the others were refused. */
const PROBES = 4;

/** Something on the way that refuses requests: all of them, or those with something in them that it does not like. */
export class Barrier<In extends Input, Told, Why> {
	/** When the batch began of which nothing passed; set where even single inputs of it were refused. */
	#since: number | undefined;

	constructor(private readonly talk: Conversation<In, Told, Why>) {}

	/** Whether everything has been refused since the first batch of which nothing passed, so that a search is in vain. */
	get isKnown(): boolean {
		return this.#since !== undefined && !this.talk.hasPassedSince(this.#since);
	}

	/**
	 * Two or more may be in the way of a batch, so a few of it are asked alone before all are given up.
	 * @param attempt tries inputs once; gives what is left of them, or undefined where all are settled
	 * @returns those that were asked and refused, and those that were not asked
	 */
	async probe(
		inputs: readonly In[],
		beganAt: number | undefined,
		attempt: (inputs: readonly In[]) => Promise<Spoiled<In, Why> | undefined>,
	): Promise<{ readonly refused: readonly In[]; readonly rest: readonly In[] }> {
		const refused: In[] = [];
		let rest = inputs;
		for (let probes = 0; probes < PROBES && rest.length > 0; probes++) {
			const probe = rest[Math.floor((rest.length * (probes + 0.5)) / PROBES)];
			rest = rest.filter((input) => input !== probe);
			const left = await attempt([probe]);
			if (left) refused.push(...left.open);
			if (this.talk.hasPassedSince(beganAt)) return { refused, rest };
		}
		this.#since = beganAt;
		return { refused, rest };
	}
}
