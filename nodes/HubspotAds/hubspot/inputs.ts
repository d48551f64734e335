import type { Input } from '../delivery/operation';

/** How an ad is named: by its record ID, or by the value of a unique property. */
export interface AdName {
	/** A record ID, or the value of `idProperty`. Trimmed, never empty. */
	readonly id: string;
	/** The unique property that `id` is a value of; absent where `id` is a record ID. */
	readonly idProperty?: string;
}

/** One ad of a request. */
export interface AdInput extends Input, AdName {}

/** What is to be written of an ad. */
export interface WriteInput extends Input {
	/** HubSpot's text for each property, by internal name. */
	readonly properties: Readonly<Record<string, string>>;
}

/** One wanted update of one ad, as HubSpot takes it. */
export interface UpdateInput extends AdInput, WriteInput {}

/** One ad to be made, or updated where an ad has the key `id` already. The key is sent as one of its properties too. */
export interface UpsertInput extends UpdateInput {
	readonly idProperty: string;
}

/** One ad to be made. */
export interface CreateInput extends WriteInput, Partial<AdName> {}

/** One ad to be made that has the value `id` of the unique property `idProperty`, by which it is found again. */
export interface NamedCreateInput extends CreateInput {
	readonly id: string;
	readonly idProperty: string;
}

/** One ad to be read. */
export interface GetInput extends AdInput {
	/** The properties to read, by internal name. */
	readonly names: readonly string[];
}

/**
 * What the delivery has to know of an input: two with one key may be one ad, and HubSpot refuses a batch that holds one
 * twice; a batch has one `idProperty`, because whether HubSpot takes several is not known.
 */
export function placeOf({ id, idProperty = '' }: AdName): Pick<Input, 'key' | 'group'> {
	return { key: `${idProperty}\n${foldId(id)}`, group: idProperty };
}

/** A new ad is nobody else's; two with one unique value are about one record. */
export function placeOfNew(line: number, name?: AdName): Pick<Input, 'key' | 'group'> {
	return name ? { ...placeOf(name), group: '' } : { key: `new\n${line}`, group: '' };
}

/** What an ad is named by once it is written: an update may change the very value by which its ad is found. */
export function idAfter({
	id,
	idProperty,
	properties = {},
}: Partial<AdName> & Partial<Pick<UpdateInput, 'properties'>>): string | undefined {
	const isWritten = idProperty !== undefined && Object.hasOwn(properties, idProperty);
	return isWritten ? properties[idProperty] : id;
}

/**
 * What ids are compared by within a batch, and to keep the order of writes. Whether HubSpot tells `REF-1` and `ref-1` apart
 * is not known: in different batches, one after the other, they come out right in either case.
 */
export function foldId(id: string): string {
	return id.trim().toLowerCase();
}

/** Equal for two names only where they are one ad for certain: HubSpot keeps e-mail addresses in lower case (reported). */
export function toNameKey({ id, idProperty = '' }: AdName): string {
	const text = id.trim();
	return `${idProperty}\n${text.includes('@') ? text.toLowerCase() : text}`;
}
