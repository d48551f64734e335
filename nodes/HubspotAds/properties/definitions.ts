/** A value that a property allows. Only a stage has a `pipelineId` and `pipelineLabel`: of the pipeline that it belongs to. */
export interface Option {
	value: string;
	label: string;
	hidden: boolean;
	pipelineId?: string;
	pipelineLabel?: string;
}

/** What HubSpot says of one property. `type` is HubSpot's word, '' where it leaves it out. */
export interface Definition {
	name: string;
	label: string;
	type: string;
	options: readonly Option[];
	isReadOnly: boolean;
	isArchived: boolean;
	isUnique: boolean;
	isMultiple: boolean;
	isPhone: boolean;
	isOwner: boolean;
	hasExternalOptions: boolean;
}

/** documented: HubSpot makes no ad without it. */
export const NAME = 'hs_name';

/** `byName` is case-sensitive, as HubSpot is. `unique` are the properties that may name an ad in `idProperty`. */
export interface Definitions {
	byName: ReadonlyMap<string, Definition>;
	writable: readonly Definition[];
	unique: readonly Definition[];
}

/**
 * Reads the body of `GET /crm/v3/properties/0-420`. Never throws: every field may be missing or of another type, and
 * an entry without a usable name is skipped. Of two entries with one name the first counts.
 * @see https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide
 */
export function readDefinitions(body: unknown): Definitions {
	const byName = new Map<string, Definition>();
	for (const entry of listOf(asRecord(body).results).map(asRecord)) {
		const name = textOf(entry.name);
		const isUsable = name !== '' && name !== '__proto__' && !byName.has(name);
		if (isUsable) byName.set(name, readDefinition(name, entry));
	}
	return collect(byName);
}

/**
 * Fills the options of `hs_pipeline` and `hs_pipeline_stage` from the body of `GET /crm/v3/pipelines/0-420`, because
 * the properties endpoint leaves them out. A body without pipelines changes nothing.
 */
export function withPipelines(definitions: Definitions, body: unknown): Definitions {
	const pipelines = listOf(asRecord(body).results).map(asRecord).filter(isCurrent);
	if (pipelines.length === 0) return definitions;

	const stages = pipelines.flatMap((pipeline) => {
		const { value: pipelineId, label: pipelineLabel } = toOption(pipeline);
		return listOf(pipeline.stages)
			.map(asRecord)
			.filter(isCurrent)
			.map((stage) => ({ ...toOption(stage), pipelineId, pipelineLabel }));
	});
	const byName = new Map(definitions.byName);
	fill(byName, 'hs_pipeline', pipelines.map(toOption));
	fill(byName, 'hs_pipeline_stage', stages);
	return collect(byName);
}

/** Adds those of the same endpoint that are archived: nothing can be done with them, but they are to be called by what they are. */
export function withArchived({ byName }: Definitions, body: unknown): Definitions {
	const archived = [...readDefinitions(body).byName].map(
		([name, definition]) => [name, { ...definition, isArchived: true }] as const,
	);
	return collect(new Map([...archived, ...byName]));
}

/** The properties of which no two ads have one value, by internal name. */
export function listUniques(definitions: Definitions | undefined): string[] {
	return definitions?.unique.map(({ name }) => name) ?? [];
}

/** The properties that may name an ad which does not exist yet. */
export function listKeys({ unique }: Definitions): Definition[] {
	return unique.filter(({ isReadOnly }) => !isReadOnly);
}

function readDefinition(name: string, entry: Record<string, unknown>): Definition {
	return {
		name,
		label: textOf(entry.label) || name,
		type: textOf(entry.type),
		options: listOf(entry.options).map(asRecord).filter(hasValue).map(readOption),
		// `calculated` says less: it is false on roll-ups that are read-only all the same.
		isReadOnly: asRecord(entry.modificationMetadata).readOnlyValue === true,
		isArchived: entry.archived === true,
		isUnique: entry.hasUniqueValue === true,
		isMultiple: entry.fieldType === 'checkbox',
		isPhone: entry.fieldType === 'phonenumber',
		isOwner: entry.referencedObjectType === 'OWNER' || name === 'hubspot_owner_id',
		hasExternalOptions: entry.externalOptions === true,
	};
}

function readOption(entry: Record<string, unknown>): Option {
	const value = textOf(entry.value);
	return { value, label: textOf(entry.label) || value, hidden: entry.hidden === true };
}

function collect(byName: ReadonlyMap<string, Definition>): Definitions {
	const current = [...byName.values()].filter((definition) => !definition.isArchived);
	return {
		byName,
		writable: current.filter((definition) => !definition.isReadOnly),
		// HubSpot refuses hs_object_id as idProperty: a record ID goes without one.
		unique: current.filter(({ isUnique, name }) => isUnique && name !== 'hs_object_id'),
	};
}

function fill(byName: Map<string, Definition>, name: string, options: Option[]): void {
	const definition = byName.get(name);
	if (definition) byName.set(name, { ...definition, options });
}

function toOption(entry: Record<string, unknown>): Option {
	return readOption({ value: entry.id, label: entry.label });
}

function isCurrent(entry: Record<string, unknown>): boolean {
	return textOf(entry.id) !== '' && entry.archived !== true;
}

function hasValue(entry: Record<string, unknown>): boolean {
	return textOf(entry.value) !== '';
}

function asRecord(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
