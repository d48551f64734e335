import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';
import type { Reason } from '../hubspot/fates';
import type { Definitions } from '../properties/definitions';
import type { OperationName } from './description/operations';
import { toHtml } from './html';
import { credentialOf, loadForEditor } from './loadForEditor';
import { listColumns, recordId } from './mapperColumns';
import {
	arrangeColumns,
	keepColumns,
	readStoredMapping,
	type StoredMapping,
} from './storedMapping';
import { describeTrouble } from './troubles';

/**
 * The columns of the resource mapper: Record ID, and every property that may be written or names an ad. Never throws, because
 * n8n would not tell why.
 */
export async function getMapperFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const operation = this.getNodeParameter('operation', 'batchUpdate') as OperationName;
	const mapping = readStoredMapping(this.getCurrentNodeParameter('ads'), operation);
	const credential = credentialOf(this);
	// n8n keeps a notice until the node is closed, also when it no longer holds.
	if (!credential && mapping.isAutomatic) return { fields: keepColumns(mapping) };

	const { definitions, reason } = await loadForEditor(this);
	if (!definitions) return sayWhy(reason, mapping);
	const explain = (id: string) => explainColumn(id, definitions);
	const columns = listColumns(definitions, mapping.mayBeNew);
	return { fields: arrangeColumns(columns, mapping, explain, credential?.id ?? '') };
}

/** What a column is called of which the account has no writable property. Editors show some 25 characters of it. */
function explainColumn(id: string, { byName }: Definitions): string {
	if (id === recordId.id) return `Not used here: ${recordId.displayName}`;
	const definition = byName.get(id);
	return definition && !definition.isArchived ? `Read-only: ${id}` : `Not in HubSpot: ${id}`;
}

/**
 * n8n shows its notice in the place of the columns, so it is given none that could be matched on; it keeps them all the same.
 * Where it has stored none it is given none, and then stores nothing: so it keeps also a value of which nothing is known here.
 */
function sayWhy(reason: Reason, mapping: StoredMapping): ResourceMapperFields {
	const { what, todo } = describeTrouble(reason);
	const cure = todo ? `${todo}, then open the node again` : 'Open the node again in a moment';
	const emptyFieldsNotice = toHtml(
		`The properties of ads could not be read, because ${what}. ${cure}. What is mapped is kept.`,
	);
	const fields = keepColumns(mapping);
	if (mapping.isAutomatic) return { fields, emptyFieldsNotice };
	if (mapping.schema.length === 0) return { fields: [], emptyFieldsNotice };
	const unmatchable = { defaultMatch: false, canBeUsedToMatch: false };
	return { fields: fields.map((field) => ({ ...field, ...unmatchable })), emptyFieldsNotice };
}
