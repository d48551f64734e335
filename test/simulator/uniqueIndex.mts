import type { Ad } from './ads.mts';

/** For each unique property the ad of each value. A property is read through when it is first asked for. */
export class UniqueIndex {
	#byProperty = new Map<string, Map<string, Ad>>();
	#ads: () => Ad[];
	#ignoreCase: boolean;

	/** @param ads all that belong into it, for a property that is asked for the first time */
	constructor(ads: () => Ad[], ignoreCase: boolean) {
		this.#ads = ads;
		this.#ignoreCase = ignoreCase;
	}

	find(property: string, value: string): Ad | undefined {
		return this.#of(property).get(this.#key(value));
	}

	enter(ad: Ad): void {
		for (const [property, byValue] of this.#byProperty) this.#enter(byValue, ad, property);
	}

	leave(ad: Ad): void {
		for (const [property, byValue] of this.#byProperty) {
			const value = ad.values[property];
			if (value && byValue.get(this.#key(value)) === ad) byValue.delete(this.#key(value));
		}
	}

	#of(property: string): Map<string, Ad> {
		const known = this.#byProperty.get(property);
		if (known) return known;
		const byValue = new Map<string, Ad>();
		for (const ad of this.#ads()) this.#enter(byValue, ad, property);
		this.#byProperty.set(property, byValue);
		return byValue;
	}

	#enter(byValue: Map<string, Ad>, ad: Ad, property: string): void {
		const value = ad.values[property];
		if (value) byValue.set(this.#key(value), ad);
	}

	#key(value: string): string {
		return this.#ignoreCase ? value.toLowerCase() : value;
	}
}
