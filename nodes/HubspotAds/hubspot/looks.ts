/** How often the same is looked for: HubSpot may show some seconds later what it did. */
const LOOKS = 3;

/** Counts how often inputs were looked for. */
export class Looks<In extends object> {
	readonly #looks = new WeakMap<In, number>();

	/** They were looked for. @returns whether they are to be looked for once more */
	count(inputs: readonly In[]): boolean {
		const most = Math.max(...inputs.map((input) => (this.#looks.get(input) ?? 0) + 1));
		for (const input of inputs) this.#looks.set(input, most);
		return most < LOOKS;
	}
}
