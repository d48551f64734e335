import type { Client, Reply } from './client.mts';

export const OBJECTS = '/crm/v3/objects/0-420';

/** The ads that the probe made. It writes to no others, and archives all of them in the end. */
export class OwnAds {
	#client: Client;
	#prefix: string;
	#ids = new Set<string>();
	#underWay: Promise<unknown> = Promise.resolve();
	#isClosed = false;
	#made = 0;
	#named = 0;
	#doubtful = 0;

	/** @param prefix begins the name of each ad, so that a person can find what might be left */
	constructor(client: Client, prefix: string) {
		this.#client = client;
		this.#prefix = prefix;
	}

	get made(): number {
		return this.#made;
	}

	/** How many requests that make ads had no reply that tells their ids: such ads are left. */
	get doubtful(): number {
		return this.#doubtful;
	}

	/** @returns the id of a new ad */
	async make(properties: Record<string, string> = {}): Promise<string> {
		const reply = await this.create(this.named(properties));
		const id = reply.body?.id;
		if (reply.status !== 201 || typeof id !== 'string')
			throw new Error(`HubSpot made no ad (${reply.status}): ${reply.text.slice(0, 1_000)}`);
		return id;
	}

	/** Properties with a name by which a person finds the ad. */
	named(properties: Record<string, string> = {}): Record<string, string> {
		return { hs_name: `${this.#prefix} ${++this.#named}`, ...properties };
	}

	/** Makes one ad, or not. */
	create(properties: Record<string, string>): Promise<Reply> {
		return this.#send(OBJECTS, { properties, associations: [] }, (body) => [body]);
	}

	/** Makes several ads by batch/create or batch/upsert. An upsert has to name no ads but own ones. */
	batch(endpoint: 'create' | 'upsert', inputs: object[]): Promise<Reply> {
		const isMade = ({ new: isNew = true }: Record<string, any>) => isNew;
		return this.#send(`${OBJECTS}/batch/${endpoint}`, { inputs }, (body) =>
			(Array.isArray(body?.results) ? body.results : []).filter(isMade),
		);
	}

	/** Takes over an ad that came out of own ones, as a merge may give a new id. */
	adopt(id: string): void {
		this.#ids.add(id);
	}

	/** Leaves an ad to its fate: it is archived, or merged into another. */
	forget(id: string): void {
		this.#ids.delete(id);
	}

	/**
	 * Archives what is left, also an ad that is being made at this moment, and makes no more.
	 * @returns the ids that could not be archived
	 */
	async archiveAll(): Promise<string[]> {
		this.#isClosed = true;
		await this.#underWay.catch(() => {});
		for (const id of this.#ids) {
			const isGone = await this.#archive(id);
			if (isGone) this.#ids.delete(id);
		}
		return [...this.#ids];
	}

	/** @param madeIn the ads that a reply says were made */
	async #send(
		path: string,
		body: object,
		madeIn: (body: any) => Array<Record<string, any>>,
	): Promise<Reply> {
		if (this.#isClosed) throw new Error('The probe has ended');
		const creation = this.#client.ask('POST', path, body);
		// The ids are noted before anyone waits for this, so that no ad is overlooked at the end.
		const noted = creation.then(
			(reply) => {
				if (reply.status >= 500 || (reply.status < 300 && !reply.body)) this.#doubtful++;
				if (reply.status >= 300 || !reply.body) return;
				for (const { id } of madeIn(reply.body)) {
					this.#made++;
					this.#ids.add(String(id));
				}
			},
			() => {
				this.#doubtful++;
			},
		);
		this.#underWay = noted;
		await noted;
		return creation;
	}

	async #archive(id: string): Promise<boolean> {
		for (let attempt = 1; attempt <= 3; attempt++) {
			const reply = await this.#client.ask('DELETE', `${OBJECTS}/${id}`).catch(() => undefined);
			if (reply?.status === 204 || reply?.status === 404) return true;
		}
		return false;
	}
}
