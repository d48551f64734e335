import { UPDATED as DONE } from './fates.mts';
import type { Job } from './job.mts';

/** What of a record is looked at. */
export type ReadRecord = { id?: unknown; properties?: { hs_price?: string | null } };

/** What a client reports of each record of its job, by index; and what it takes for that record. */
export class Findings {
	readonly #fates: Uint8Array;
	readonly #told: string[];
	readonly #tells: 'id' | 'price' | 'nothing';
	readonly #isList: boolean;
	#twice = 0;

	constructor({ ids, deed }: Job) {
		this.#fates = new Uint8Array(ids.length);
		this.#told = ids.map(() => '');
		const isMade = deed === 'create' || deed === 'createPlain' || deed === 'upsert';
		const isRead = deed === 'get' || deed === 'list' || deed === 'search';
		this.#tells = isMade ? 'id' : isRead ? 'price' : 'nothing';
		this.#isList = deed === 'list' || deed === 'search';
	}

	set(index: number, fate: number): void {
		this.#fates[index] = fate;
	}

	/** @param index -1 for a record that is not one of the job */
	done(index: number, { id, properties }: ReadRecord): void {
		if (index < 0) return;
		if (this.#isList && this.#fates[index] === DONE) this.#twice++;
		this.#fates[index] = DONE;
		if (this.#tells === 'id') this.#told[index] = String(id);
		if (this.#tells === 'price') this.#told[index] = String(properties?.hs_price);
	}

	toReport() {
		return { fates: this.#fates, told: this.#told, twice: this.#twice };
	}
}
