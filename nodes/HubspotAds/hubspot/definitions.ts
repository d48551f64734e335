import {
	readDefinitions,
	withArchived,
	withPipelines,
	type Definitions,
} from '../properties/definitions';
import type { Ask } from './ask';
import { pipelinesRequest, propertiesRequest, type ApiVersion } from './endpoints';
import type { Reason } from './fates';
import { orCanceled } from './orCanceled';

/** What is known of the account's properties, or why nothing is. Neither where nothing was asked. */
export interface Known {
	readonly definitions?: Definitions;
	readonly reason?: Reason;
	/** Why nothing is known of the pipelines and their stages, where only that is so. */
	readonly noStages?: Reason;
}

/** Who asks for an account's definitions. */
export interface Source {
	readonly ask: Ask;
	/** Tells accounts apart, as the transport does. */
	readonly account: string;
	/** Aborted when the user cancels. */
	readonly cancel: AbortSignal;
	/** Milliseconds that only grow. */
	now(): number;
}

export type Loaded =
	| {
			readonly definitions: Definitions;
			readonly reason?: undefined;
			readonly noStages?: Reason;
	  }
	| { readonly definitions?: undefined; readonly reason: Reason; readonly noStages?: undefined };

interface Cached {
	readonly at: number;
	/** The execution that asked. */
	readonly execution: string | undefined;
	readonly loading: Promise<Known>;
}

/** A loop over single items runs the node once for each. */
const KEPT_MS = 60_000;

/** What is needed for some checks only is not worth minutes. */
const ASIDE_MS = 20_000;

/** Definitions of an account with hundreds of properties take about a megabyte. */
const MAX_KEPT = 20;

/** By account and API version, the oldest first. */
const kept = new Map<string, Cached>();

/**
 * What is known of an account's properties, for one run: perhaps from an earlier one of the last minute, or from one that is
 * asking just now. What is refused by these has to be looked at again with `renew`.
 */
export class AccountDefinitions implements Known {
	#known: Known = {};
	#isKept = false;
	#isOfOthers = false;
	#hasArchived = false;

	/** @param execution n8n's id of it; the definitions that another one read are older than its user's last look */
	constructor(
		private readonly source: Source,
		private readonly version: ApiVersion,
		private readonly execution: string | undefined,
	) {}

	get definitions(): Definitions | undefined {
		return this.#known.definitions;
	}

	get reason(): Reason | undefined {
		return this.#known.reason;
	}

	get noStages(): Reason | undefined {
		return this.#known.noStages;
	}

	/** Whether they were read before this run asked for them. */
	get isKept(): boolean {
		return this.#isKept;
	}

	/** Whether another execution read them. */
	get isOfOthers(): boolean {
		return this.#isOfOthers;
	}

	async load(): Promise<void> {
		const { source, version, execution } = this;
		const found = findCached(source, version);
		const known = found && (await orCanceled(found.loading, source.cancel));
		if (found && known?.definitions) {
			this.#known = known;
			this.#isKept = true;
			this.#isOfOthers = execution === undefined || found.execution !== execution;
		} else this.#known = await loadAndKeep(source, version, execution);
	}

	/** @returns whether archived properties are known from now on that were not before */
	async addArchived(): Promise<boolean> {
		const { definitions } = this.#known;
		if (!definitions || this.#hasArchived) return false;
		this.#hasArchived = true;
		const archived = await this.source.ask(propertiesRequest(this.version, true), ASIDE_MS);
		if ('reason' in archived) return false;
		this.#known = { ...this.#known, definitions: withArchived(definitions, archived.body) };
		return true;
	}

	/** Reads them again, once; where that cannot be done, those that are kept go on to count. */
	async renew(): Promise<void> {
		this.#isKept = this.#isOfOthers = false;
		const known = await loadAndKeep(this.source, this.version, this.execution);
		if (known.definitions) this.#known = known;
	}
}

/** Reads an account's definitions, as the editor shows them: only where HubSpot has no room for it those of the last minute. */
export async function loadDefinitions(source: Source, version: ApiVersion): Promise<Loaded> {
	const found = findCached(source, version);
	const loaded = await loadAndKeep(source, version, undefined);
	if (loaded.reason?.trouble !== 'rateLimit') return loaded;
	const { definitions } = (found && (await orCanceled(found.loading, source.cancel))) ?? {};
	return definitions ? { definitions } : loaded;
}

function findCached({ account, now }: Source, version: ApiVersion): Cached | undefined {
	const found = kept.get(toKey(account, version));
	return found && now() - found.at < KEPT_MS ? found : undefined;
}

async function loadAndKeep(
	source: Source,
	version: ApiVersion,
	execution: string | undefined,
): Promise<Loaded> {
	const key = toKey(source.account, version);
	const before = kept.get(key);
	const loading = readAll(source.ask, version);
	const entry: Cached = { at: source.now(), execution, loading };
	kept.delete(key);
	kept.set(key, entry);
	for (const oldest of [...kept.keys()].slice(0, -MAX_KEPT)) kept.delete(oldest);

	let isWhole = false;
	try {
		const loaded = await loading;
		isWhole = isFinal(loaded);
		return loaded;
	} finally {
		// What could not be read must not stand in the way of what was.
		if (!isWhole && kept.get(key) === entry) {
			kept.delete(key);
			if (before) kept.set(key, before);
		}
	}
}

/**
 * HubSpot's definitions of an ad's properties, with the stages of its pipelines. Without pipelines the stages are just
 * not checked.
 */
async function readAll(ask: Ask, version: ApiVersion): Promise<Loaded> {
	const [properties, pipelines] = await Promise.all([
		ask(propertiesRequest(version)),
		ask(pipelinesRequest(version), ASIDE_MS),
	]);
	if ('reason' in properties) return { reason: properties.reason };
	const definitions = readDefinitions(properties.body);
	// Ads have properties in every account; none at all is no answer.
	if (definitions.byName.size === 0) return { reason: { trouble: 'unreadable' } };
	if ('reason' in pipelines) {
		return { definitions, noStages: pipelines.reason };
	}
	return { definitions: withPipelines(definitions, pipelines.body) };
}

/** Whether asking again would give no more. */
function isFinal({ definitions, noStages }: Loaded): boolean {
	return definitions !== undefined && (!noStages || noStages.trouble === 'forbidden');
}

function toKey(account: string, version: ApiVersion): string {
	return `${version} ${account}`;
}
