import { isReadOnly } from './definitions.mts';
import type { Definition } from './definitions.mts';
import type { Ad } from './ads.mts';
import type { Portal } from './portal.mts';
import type { Refusal } from './replies.mts';
import { rewritten } from './rewrites.mts';

/** The ads that take a unique value within one batch, by property and value. */
export type Claims = Map<string, Ad>;

type Checked = { value: string } | { refusal: Refusal };

/** The changes that HubSpot would store, or why it does not. */
export function checkChanges(
	ad: Ad,
	wanted: Record<string, unknown>,
	portal: Portal,
	claims: Claims = new Map(),
): { changes: Record<string, string>; refusals: Refusal[] } {
	const changes: Record<string, string> = {};
	const refusals: Refusal[] = [];
	for (const name of Object.keys(wanted)) {
		if (wanted[name] === null && portal.guesses.nullValue === 'ignored') continue;
		const text = rewrite(name, String(wanted[name] ?? ''), portal);
		const checked = checkValue(name, text, ad, portal);
		const taken = 'value' in checked && checkUnique(name, checked.value, ad, portal, claims);
		if ('refusal' in checked) refusals.push(checked.refusal);
		else if (taken) refusals.push(taken);
		else changes[name] = checked.value;
	}
	const stage = checkStage(ad, changes, portal);
	if (stage) refusals.push(stage);
	if (refusals.length === 0)
		for (const name in changes)
			if (portal.properties.get(name)?.hasUniqueValue)
				claims.set(claimOf(name, changes[name], portal), ad);
	return { changes, refusals };
}

function checkValue(name: string, value: string, ad: Ad, portal: Portal): Checked {
	const definition = portal.properties.get(name);
	if (!definition || definition.archived)
		return refuse(name, 'PROPERTY_DOESNT_EXIST', `Property "${name}" does not exist`);
	if (isReadOnly(definition))
		return refuse(
			name,
			'READ_ONLY_VALUE',
			`"${name}" is a read only property; its value cannot be set.`,
		);
	if (value === '') return { value };
	if (portal.guesses.outerSpaceRefused && definition.type !== 'string' && value !== value.trim())
		return refuse(
			name,
			'LEADING_TRAILING_WHITESPACE',
			`"${value}" includes leading or trailing whitespace.`,
		);

	return checks[definition.type]?.(definition, value, ad, portal) ?? { value };
}

type Check = (definition: Definition, value: string, ad: Ad, portal: Portal) => Checked;

const checks: Record<string, Check> = {
	string: ({ name }, value, _ad, { guesses }) =>
		value.length > guesses.longestText
			? refuse(name, guesses.tooLongCode, `Value is longer than ${guesses.longestText} characters`)
			: { value },
	number({ name }, value, _ad, { guesses }) {
		if (!/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(value))
			return refuse(name, guesses.numberCode, `${value} was not a valid number.`, value);
		return { value: guesses.numericNormalization ? String(Number(value)) : value };
	},
	bool: ({ name }, value, _ad, { guesses }) =>
		value === 'true' || value === 'false'
			? { value }
			: refuse(name, guesses.booleanCode, notAllowed(value, ['true', 'false']), value),
	date({ name }, value, _ad, { guesses }) {
		const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? dayToTime(value) : epochOf(value);
		if (time === undefined || time % 86_400_000 !== 0)
			return refuse(name, guesses.dateCode, `${value} was not a valid date.`, value);
		return { value: guesses.dateNormalization ? isoText(time).slice(0, 10) : value };
	},
	datetime({ name }, value, _ad, { guesses }) {
		const time = isoWithZone.test(value) ? Date.parse(value) : epochOf(value);
		if (time === undefined || Number.isNaN(time))
			return refuse(name, guesses.datetimeCode, `${value} was not a valid date.`, value);
		return { value: guesses.dateNormalization ? isoText(time) : value };
	},
	enumeration(definition, value, ad, portal) {
		if (definition.name === 'hubspot_owner_id') return checkOwner(value, portal);
		const allowed = optionValues(definition, portal);
		if (definition.fieldType !== 'checkbox')
			return allowed.includes(value)
				? { value }
				: refuse(definition.name, 'INVALID_OPTION', notAllowed(value, allowed), value);
		return checkChoices(definition.name, value, ad, allowed);
	},
};

/** Several choices, `a;b`; a leading `;` adds to the ones that the ad has. */
function checkChoices(name: string, value: string, ad: Ad, allowed: string[]): Checked {
	const adds = value.startsWith(';');
	const chosen = (adds ? value.slice(1) : value).split(';');
	for (const choice of chosen)
		if (!allowed.includes(choice))
			return refuse(name, 'INVALID_OPTION', notAllowed(choice, allowed), choice);
	const before = adds && ad.values[name] ? ad.values[name].split(';') : [];
	return { value: [...new Set([...before, ...chosen])].join(';') };
}

function checkOwner(value: string, { owners, guesses }: Portal): Checked {
	if (owners.some((owner) => owner.id === value)) return { value };
	return refuse('hubspot_owner_id', guesses.ownerCode, `Owner ${value} does not exist`, value);
}

function checkUnique(
	name: string,
	value: string,
	ad: Ad,
	portal: Portal,
	claims: Claims,
): Refusal | undefined {
	if (value === '' || !portal.properties.get(name)?.hasUniqueValue) return;
	const holder = holderOf(name, value, portal) ?? claims.get(claimOf(name, value, portal));
	if (!holder || holder === ad) return;
	return {
		name,
		code: portal.guesses.conflictCode,
		message: `Cannot set ${name} to ${value}${ad.id && ` on ${ad.id}`}. ${holder.id || 'Another input'} already has that value.`,
		details: { propertyValue: value },
		holder: holder.id,
	};
}

/** The ad because of which no other can have this value. */
export function holderOf(name: string, value: string, { ads, guesses }: Portal): Ad | undefined {
	const holder = ads.byUnique(name, value);
	return holder || !guesses.archivedHoldsUnique ? holder : ads.archivedByUnique(name, value);
}

function rewrite(name: string, value: string, { properties, guesses }: Portal): string {
	const definition = properties.get(name);
	return definition ? rewritten(value, definition, guesses.rewrites) : value;
}

function claimOf(name: string, value: string, { guesses }: Portal): string {
	return `${name}=${guesses.uniqueIgnoresCase ? value.toLowerCase() : value}`;
}

/** The stage has to belong to the pipeline in which the ad is after the write. */
function checkStage(
	ad: Ad,
	changes: Record<string, string>,
	{ pipelines, guesses }: Portal,
): Refusal | undefined {
	if (!guesses.stageMustFitPipeline) return;
	if (changes.hs_pipeline === undefined && changes.hs_pipeline_stage === undefined) return;
	const stage = changes.hs_pipeline_stage ?? ad.values.hs_pipeline_stage ?? '';
	const pipeline = changes.hs_pipeline ?? ad.values.hs_pipeline ?? '';
	const stages = pipelines.find(({ id }) => id === pipeline)?.stages.map(({ id }) => id);
	if (!stage || !stages || stages.includes(stage)) return;
	const message = notAllowed(stage, stages);
	return {
		name: 'hs_pipeline_stage',
		code: 'INVALID_OPTION',
		message,
		details: { propertyValue: stage },
	};
}

function optionValues(definition: Definition, { pipelines }: Portal): string[] {
	if (definition.name === 'hs_pipeline') return pipelines.map(({ id }) => id);
	if (definition.name === 'hs_pipeline_stage')
		return pipelines.flatMap(({ stages }) => stages.map(({ id }) => id));
	return definition.options.map((option) => option.value);
}

function refuse(name: string, code: string, message: string, propertyValue?: string): Checked {
	const refusal: Refusal = { name, code, message };
	if (propertyValue !== undefined) refusal.details = { propertyValue };
	return { refusal };
}

function notAllowed(value: string, allowed: string[]): string {
	return `${value} was not one of the allowed options: [${allowed.join(', ')}]`;
}

const isoWithZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** `2026-02-30` is no day, although `Date` takes it for the second of March. */
function dayToTime(day: string): number | undefined {
	const time = Date.parse(`${day}T00:00:00Z`);
	return !Number.isNaN(time) && isoText(time).startsWith(day) ? time : undefined;
}

function epochOf(value: string): number | undefined {
	return /^-?\d{1,15}$/.test(value) ? Number(value) : undefined;
}

function isoText(time: number): string {
	return new Date(time).toISOString();
}
