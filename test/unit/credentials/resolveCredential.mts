import type { ICredentialDataDecryptedObject, ICredentialType } from 'n8n-workflow';

import { createCredentialStore } from '../../engine/credentialStore.mts';
import { loadEngineModules } from '../../engine/engineModules.mts';

/** The credential's data as n8n hands it to a node: defaults filled in, expressions resolved. */
export async function resolveCredential(
	type: ICredentialType,
	data: ICredentialDataDecryptedObject,
): Promise<ICredentialDataDecryptedObject> {
	const store = createCredentialStore(loadEngineModules(), new Map([[type.name, type]]), data);
	const reference = { id: '1', name: 'HubSpot' };
	return await store.getDecrypted({} as never, reference, type.name, 'internal');
}
