import { setTimeout as sleep } from 'node:timers/promises';
import type { Definition } from '../../test/simulator/definitions.mts';
import type { Client, Reply } from './client.mts';
import type { Finding } from './findings.mts';
import { OBJECTS } from './ownAds.mts';
import type { OwnAds } from './ownAds.mts';

export type Input = {
	id: unknown;
	properties: Record<string, unknown>;
	idProperty?: string;
	objectWriteTraceId?: string;
};

/** What every question may use. */
export type Probe = {
	client: Client;
	ads: OwnAds;
	/** The account's property definitions. */
	definitions: Definition[];
	/** Two own ads. */
	first: string;
	second: string;
	/** A text property with unique values, where the account has one, and the values of the two ads. */
	unique?: { name: string; first: string; second: string; other?: string };
	/** Searches, in its own time: five in a second are allowed. */
	search(body: object): Promise<Reply>;
	/** Distinguishes this run from others, also in upper and lower case. */
	stamp: string;
};

/** A group of guesses that one short series of requests answers. */
export type Question = {
	names: readonly string[];
	ask(probe: Probe): Promise<Finding[]>;
};

/** @param searchPauseMs before each search */
export async function openProbe(
	client: Client,
	ads: OwnAds,
	stamp: string,
	searchPauseMs: number,
): Promise<Probe> {
	const reply = await client.ask('GET', '/crm/v3/properties/0-420');
	if (reply.status !== 200 || !Array.isArray(reply.body?.results))
		throw new Error(
			`The properties of ads could not be read (${reply.status}): ${reply.text.slice(0, 1_000)}`,
		);
	const definitions: Definition[] = reply.body.results;
	const [name, other] = definitions.filter(isUniqueText).map((definition) => definition.name);
	const values = { first: `Probe-${stamp}-A`, second: `Probe-${stamp}-B` };
	return {
		client,
		ads,
		definitions,
		first: await ads.make(name ? { [name]: values.first } : {}),
		second: await ads.make(name ? { [name]: values.second } : {}),
		...(name !== undefined && { unique: { name, ...values, other } }),
		async search(body) {
			await sleep(searchPauseMs);
			return await client.ask('POST', `${OBJECTS}/search`, body);
		},
		stamp,
	};
}

/** A property of this type that may be written and has no meaning for other parts of HubSpot. */
export function findWritable(
	{ definitions }: Probe,
	type: string,
	fieldType?: string,
): string | undefined {
	return definitions.find(
		(definition) =>
			definition.type === type &&
			(fieldType === undefined || definition.fieldType === fieldType) &&
			!definition.name.startsWith('hs_') &&
			!definition.externalOptions &&
			!definition.hasUniqueValue &&
			isWritable(definition),
	)?.name;
}

/** A property with several choices, and two of them. */
export function findChoices(probe: Probe): { name: string; values: string[] } | undefined {
	const name = findWritable(probe, 'enumeration', 'checkbox');
	const options = probe.definitions.find((one) => one.name === name)?.options ?? [];
	const values = options.map(({ value }) => value).slice(0, 2);
	return name !== undefined && values.length === 2 ? { name, values } : undefined;
}

function isUniqueText(definition: Definition): boolean {
	return definition.hasUniqueValue && definition.type === 'string' && isWritable(definition);
}

function isWritable({ modificationMetadata, archived }: Definition): boolean {
	return !archived && !modificationMetadata?.readOnlyValue;
}

export function update({ client }: Probe, ...inputs: Input[]): Promise<Reply> {
	return client.ask('POST', `${OBJECTS}/batch/update`, { inputs });
}

/** One ad, with a trace id, as the node sends it. */
export function updateOne(probe: Probe, properties: Record<string, unknown>): Promise<Reply> {
	return update(probe, { id: probe.first, properties, objectWriteTraceId: 'probe-1' });
}

export function read(
	{ client }: Probe,
	ids: string[],
	properties: string[],
	more: object = {},
): Promise<Reply> {
	const inputs = ids.map((id) => ({ id }));
	return client.ask('POST', `${OBJECTS}/batch/read`, { inputs, properties, ...more });
}

/** What the first ad has stored. */
export async function readValue(probe: Probe, property: string) {
	const reply = await read(probe, [probe.first], [property]);
	const value: unknown = reply.body?.results?.[0]?.properties?.[property];
	return { reply, value };
}
