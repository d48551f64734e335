import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import type { JournalEntry } from './journal.mts';
import type { Endpoint } from './paths.mts';

/** HubSpot's published API descriptions; they lie beside the repository and are no part of it. */
const openapiFolder = path.resolve(import.meta.dirname, '../../../shared/openapi');
export const hasOpenapi = existsSync(path.join(openapiFolder, 'listings-v3.json'));

/**
 * Where HubSpot's real replies are known to differ from its own description. Each is applied to the
 * schema, so that everything else in it still holds.
 */
export const knownDeviations = {
	/** Recorded 207 items have status, category, message and context; the schema asks for more. */
	batchErrorItems: 'StandardError requires only status, category, message and context',
	/** Recorded 429s and unreadable bodies have no category. */
	errorCategory: 'Error does not require category',
	/** A read shows null for a property without a value; described from 2026-09 on only. */
	nullValues: 'property values may be null',
	/** HubSpot's guide leaves it out of batch/read. */
	historyInRequests: 'BatchReadInputSimplePublicObjectId does not require propertiesWithHistory',
	/** Recorded creates have none. */
	associationsInRequests: 'a create does not require associations',
	/** HubSpot's guide leaves out each of them. */
	searchRequests: 'PublicObjectSearchRequest requires nothing',
} as const;

export type Version = 'v3' | '2026-03' | '2026-09';

/** @returns what is wrong with the body of an answer; an empty list where nothing is */
export function checkAnswer(
	endpoint: Endpoint,
	answer: { status: number; body: string },
	version: Version = 'v3',
): string[] {
	const schema = answer.status >= 400 ? 'Error' : schemaOfAnswer(endpoint, answer.status, version);
	const file = fileOf(endpoint, version);
	if (!schema || !file) throw new Error(`There is no description of ${endpoint}`);
	return problems(validator(file, schema), JSON.parse(answer.body));
}

/**
 * Holds the body of a request against HubSpot's description, and is stricter in one thing: a name
 * that is not described is refused too, because HubSpot would overlook it without a word.
 * @returns what is wrong with it; an empty list where nothing is
 */
export function checkRequest(entry: JournalEntry): string[] {
	const schema = entry.endpoint && requestSchemas[entry.endpoint];
	if (!schema) throw new Error(`There is no description of a body for ${entry.endpoint}`);
	const file = fileOf(entry.endpoint as Endpoint, (entry.version ?? 'v3') as Version);
	return problems(validator(file as string, schema), entry.body);
}

const requestSchemas: Partial<Record<Endpoint, string>> = {
	batchCreate: 'BatchInputSimplePublicObjectBatchInputForCreate',
	batchUpsert: 'BatchInputSimplePublicObjectBatchInputUpsert',
	batchUpdate: 'BatchInputSimplePublicObjectBatchInput',
	batchRead: 'BatchReadInputSimplePublicObjectId',
	patchAd: 'SimplePublicObjectInput',
	createAd: 'SimplePublicObjectInputForCreate',
	batchArchive: 'BatchInputSimplePublicObjectId',
	search: 'PublicObjectSearchRequest',
};

function schemaOfAnswer(endpoint: Endpoint, status: number, version: Version): string | undefined {
	// From 2026-09 on one schema has the errors too.
	const whole = answerSchemas[endpoint];
	const isPartial = status === 207 && version !== '2026-09';
	return whole?.startsWith('BatchResponse') && isPartial ? `${whole}WithErrors` : whole;
}

const answerSchemas: Partial<Record<Endpoint, string>> = {
	batchCreate: 'BatchResponseSimplePublicObject',
	batchUpsert: 'BatchResponseSimplePublicUpsertObject',
	batchUpdate: 'BatchResponseSimplePublicObject',
	batchRead: 'BatchResponseSimplePublicObject',
	getAd: 'SimplePublicObjectWithAssociations',
	patchAd: 'SimplePublicObject',
	createAd: 'SimplePublicObject',
	listAds: 'CollectionResponseSimplePublicObjectWithAssociationsForwardPaging',
	search: 'CollectionResponseWithTotalSimplePublicObject',
	properties: 'CollectionResponsePropertyNoPaging',
	property: 'Property',
};

function fileOf(endpoint: Endpoint, version: Version): string | undefined {
	if (endpoint === 'properties' || endpoint === 'property') return 'properties-v3.json';
	return endpoint in answerSchemas || endpoint.startsWith('batch')
		? `listings-${version}.json`
		: undefined;
}

const validators = new Map<string, ValidateFunction>();

function validator(file: string, schema: string): ValidateFunction {
	const key = `${file}#${schema}`;
	const known = validators.get(key);
	if (known) return known;
	const ajv = new Ajv({ allErrors: true, strict: false, formats });
	const description = JSON.parse(readFileSync(path.join(openapiFolder, file), 'utf8')) as Described;
	ajv.addSchema(toJsonSchema(description.components.schemas), 'hubspot');
	const made = ajv.compile({ $ref: `hubspot#/${schema}` });
	validators.set(key, made);
	return made;
}

type Schema = Record<string, unknown>;
type Described = { components: { schemas: Record<string, Schema> } };

/** OpenAPI 3.0 is nearly JSON Schema; references, `nullable` and the deviations are what is not. */
function toJsonSchema(schemas: Record<string, Schema>): Schema {
	const text = JSON.stringify(schemas).replaceAll('"#/components/schemas/', '"hubspot#/');
	const all = JSON.parse(text) as Record<string, Schema>;
	for (const schema of Object.values(all)) convert(schema);
	requireOnly(all.StandardError, ['status', 'category', 'message', 'context']);
	requireOnly(all.Error, ['message', 'correlationId']);
	requireOnly(all.BatchReadInputSimplePublicObjectId, ['inputs', 'properties']);
	requireOnly(all.SimplePublicObjectBatchInputForCreate, ['properties']);
	requireOnly(all.SimplePublicObjectInputForCreate, ['properties']);
	requireOnly(all.PublicObjectSearchRequest, []);
	for (const name of withValues) allowNullValues(all[name]);
	for (const name of [...Object.values(requestSchemas), ...inputSchemas])
		if (all[name]) all[name].additionalProperties = false;
	return all;
}

const inputSchemas = [
	'SimplePublicObjectBatchInput',
	'SimplePublicObjectBatchInputForCreate',
	'SimplePublicObjectBatchInputUpsert',
	'SimplePublicObjectId',
	'FilterGroup',
	'Filter',
];

const withValues = [
	'SimplePublicObject',
	'SimplePublicObjectWithAssociations',
	'SimplePublicUpsertObject',
];

function convert(schema: unknown): void {
	if (typeof schema !== 'object' || schema === null) return;
	const node = schema as Schema;
	if (node.nullable === true && typeof node.type === 'string') node.type = [node.type, 'null'];
	for (const name of ['example', 'nullable']) if (!isDefinition(node[name])) delete node[name];
	for (const child of Object.values(node)) convert(child);
}

/** A property may well be named `example`; then its value is a schema. */
function isDefinition(value: unknown): boolean {
	return typeof value === 'object' && value !== null && ('type' in value || '$ref' in value);
}

function requireOnly(schema: Schema | undefined, names: string[]): void {
	if (schema) schema.required = names;
}

function allowNullValues(schema: Schema | undefined): void {
	const properties = (schema?.properties as Record<string, Schema> | undefined)?.properties;
	if (properties) properties.additionalProperties = { type: ['string', 'null'] };
}

const formats = {
	'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
	uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
	int32: { type: 'number' as const, validate: (value: number) => value === (value | 0) },
	int64: { type: 'number' as const, validate: (value: number) => Number.isSafeInteger(value) },
};

function problems(validate: ValidateFunction, body: unknown): string[] {
	if (validate(body)) return [];
	return (validate.errors ?? []).map(
		({ instancePath, message, params }) =>
			`${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
	);
}
