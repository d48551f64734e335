import { shorten } from '../properties/show';
import type { Reason, Trouble } from './fates';
import type { Input } from '../delivery/operation';
import type { AdName, UpdateInput } from './inputs';
import {
	asFields,
	asList,
	asText,
	asTexts,
	isFields,
	type Fields,
	type LostReply,
	type Reply,
} from './reply';

/** The longest that HubSpot's own words may be in an item, in characters. */
const SAID_LENGTH = 300;
/** So many of HubSpot's complaints about one ad are told. */
const COMPLAINTS = 3;

/** One property value that HubSpot did not like. */
interface Complaint {
	readonly property?: string;
	readonly value?: string;
	readonly code?: string;
	readonly said?: string;
}

/**
 * What a reply, or one item of its `errors`, says of a refusal. Every field of HubSpot's bodies is optional.
 * @see https://developers.hubspot.com/docs/api-reference/error-handling
 */
export function readReason(
	trouble: Trouble,
	reply: Reply | LostReply,
	error: unknown = 'body' in reply ? reply.body : undefined,
): Reason {
	if ('lost' in reply) return { trouble, code: reply.code, said: reply.said };

	const fields = asFields(error);
	const complaints = readComplaints(fields);
	const [complaint = {}] = complaints;
	const scopes = readScopes(fields);
	const message = asText(fields.message);
	const lacking = readLacking(fields);
	const said = sayAll(complaints) ?? (message && withNames(shorten(message, SAID_LENGTH), lacking));
	return {
		trouble,
		statusCode: reply.status,
		category: asName(fields.category) ?? asName(fields.errorType),
		code: asName(complaint.code) ?? asName(fields.policyName),
		property: asName(complaint.property) ?? lacking[0],
		said,
		todo: lacking.length > 0 ? `Give the ad a value of ${lacking.join(' and ')}` : undefined,
		correlationId:
			asName(asFields(reply.body).correlationId) ??
			asName(reply.headers['x-hubspot-correlation-id']),
		scopes: scopes.length > 0 ? scopes : undefined,
		existingId: readExisting(fields, said),
	};
}

/** What HubSpot complains of, each thing once; the embedded list and `errors` often say the same. */
function sayAll(complaints: readonly Complaint[]): string | undefined {
	const told = new Set(complaints.map(({ said }) => said).filter((said) => said !== undefined));
	const first = [...told].slice(0, COMPLAINTS).map((said) => shorten(said, SAID_LENGTH));
	if (first.length === 0) return undefined;
	const rest = told.size - first.length;
	return first.join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}

/** An ad of any operation: one that writes has values, one that reads has none. */
export type Suspect = Input & Partial<AdName> & Partial<Pick<UpdateInput, 'properties'>>;

/** The inputs of which a refusal of the whole batch speaks: by property and value, else by property, else by id. */
export function findSuspects<In extends Suspect>(body: unknown, inputs: readonly In[]): In[] {
	const fields = asFields(body);
	const complaints = readComplaints(fields);
	const byValue = inputs.filter(({ properties = {} }) =>
		complaints.some(
			({ property, value }) => value !== undefined && properties[property!] === value,
		),
	);
	if (byValue.length > 0) return byValue;

	const names = new Set(complaints.map(({ property }) => property));
	const byName = inputs.filter(({ properties = {} }) =>
		Object.keys(properties).some((name) => names.has(name)),
	);
	if (byName.length > 0) return byName;

	const ids = new Set(asTexts(asFields(fields.context).ids));
	return inputs.filter(({ id }) => id !== undefined && ids.has(id));
}

/** `errors[]`, and the list that HubSpot embeds in `message` as JSON; either may know more than the other. */
function readComplaints(fields: Fields): Complaint[] {
	const embedded = readEmbedded(asText(fields.message) ?? '').map(
		({ name, propertyValue, error, message }) => ({
			property: asText(name),
			value: asText(propertyValue),
			code: asText(error),
			said: asText(message),
		}),
	);
	const listed = asList(fields.errors)
		.filter(isFields)
		.map(({ context, code, message }) => ({
			property: asTexts(asFields(context).propertyName)[0],
			code: asText(code),
			said: asText(message),
		}));
	return [...embedded, ...listed].filter(({ property }) => property !== undefined);
}

function readEmbedded(message: string): Fields[] {
	const start = message.indexOf('[{');
	if (start === -1) return [];
	try {
		return asList(JSON.parse(message.slice(start, message.lastIndexOf(']') + 1))).filter(isFields);
	} catch {
		return [];
	}
}

/** The properties that a new ad has to have and was not given: reported for other types, in `context` alone. */
function readLacking({ context }: Fields): string[] {
	return asTexts(asFields(context).properties).flatMap((name) => asName(name) ?? []);
}

function withNames(message: string, names: readonly string[]): string {
	const isTold = names.length === 0 || names.some((name) => message.includes(name));
	return isTold ? message : `${message.replace(/\.$/, '')}: ${names.join(', ')}`;
}

/** The ad that has the value already. recorded: in `context`; reported: in words only. */
function readExisting({ context }: Fields, said = ''): string | undefined {
	const [id] = asTexts(asFields(context).existingId);
	return asName(
		id ?? /Existing ID: (\d+)|(\d+) already has that value/.exec(said)?.slice(1).find(Boolean),
	);
}

/** HubSpot documents the scopes inside `errors`, and was seen sending them at the top. */
function readScopes(fields: Fields): string[] {
	const contexts = [fields, ...asList(fields.errors)].map((holder) =>
		asFields(asFields(holder).context),
	);
	const scopes = contexts.flatMap((context) => asTexts(context.requiredGranularScopes));
	return [...new Set(scopes.filter((scope) => asName(scope)))];
}

/** A word of a protocol: anything longer or stranger is not shown. */
function asName(value: unknown): string | undefined {
	const text = asText(value);
	return text && /^[\w.:-]{1,100}$/.test(text) ? text : undefined;
}
