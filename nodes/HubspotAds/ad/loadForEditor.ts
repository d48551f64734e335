import type { ILoadOptionsFunctions, INodeCredentialsDetails } from 'n8n-workflow';
import { loadDefinitions, type Loaded } from '../hubspot/definitions';
import type { ApiVersion } from '../hubspot/endpoints';
import type { Authentication } from '../hubspot/transport';
import { connect } from './connection';

/** The user looks at the node while its list is loaded. */
const LOADING = { timeoutMs: 30_000, maxWaitMs: 5_000, maxConcurrency: 2, batchSize: 1 };

/** The credential that is chosen in the node; a new node is shown before it has one. */
export function credentialOf(context: ILoadOptionsFunctions): INodeCredentialsDetails | undefined {
	const type = authenticationOf(context) === 'oAuth2' ? 'hubspotAdsOAuth2Api' : 'hubspotAdsApi';
	return context.getNode().credentials?.[type];
}

/** What the editor's lists show of the account, or why nothing can be read of it. */
export async function loadForEditor(context: ILoadOptionsFunctions): Promise<Loaded> {
	const authentication = authenticationOf(context);
	const apiVersion = context.getNodeParameter('options.apiVersion', 'v3') as ApiVersion;
	const connection = await connect(context, { ...LOADING, authentication, apiVersion });
	return await loadDefinitions(connection, apiVersion).finally(() => connection.close());
}

function authenticationOf(context: ILoadOptionsFunctions): Authentication {
	return context.getNodeParameter('authentication', 'accessToken') as Authentication;
}
