import { NodeOperationError } from 'n8n-workflow';
import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import {
	listKeys,
	readDefinitions,
	type Definition,
	type Definitions,
} from '../properties/definitions';
import { credentialOf, loadForEditor } from './loadForEditor';
import { recordId } from './mapperColumns';
import { describeTrouble } from './troubles';

/** What may name an ad: its record ID, or a unique property. */
export async function getMatchProperties(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const { unique } = await load(this);
	return [{ name: recordId.displayName, value: recordId.id }, ...unique.map(toChoice).sort(byName)];
}

/** What may tell new ads apart: the unique properties that can be written. */
export async function getUniqueProperties(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return listKeys(await load(this))
		.map(toChoice)
		.sort(byName);
}

/** Every property that may be read. */
export async function getReadableProperties(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const { byName: all } = await load(this);
	return [...all.values()]
		.filter(({ isArchived }) => !isArchived)
		.map(toChoice)
		.sort(byName);
}

/** Of these lists n8n shows the error that is thrown. Without a credential there is nothing to list yet. */
async function load(context: ILoadOptionsFunctions): Promise<Definitions> {
	if (!credentialOf(context)) return readDefinitions({});
	const { definitions, reason } = await loadForEditor(context);
	if (definitions) return definitions;
	const { what, todo } = describeTrouble(reason);
	const message = `The properties of ads could not be read, because ${what}`;
	throw new NodeOperationError(context.getNode(), message, { description: todo });
}

function toChoice({ name, label }: Definition): INodePropertyOptions {
	return { name: label === name ? name : `${label} (${name})`, value: name };
}

function byName(a: INodePropertyOptions, b: INodePropertyOptions): number {
	return a.name.localeCompare(b.name);
}
