import type {
	ICredentialDataDecryptedObject,
	ICredentials,
	ICredentialsHelper,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeProperties,
	IRequestOptionsSimplified,
	Workflow,
} from 'n8n-workflow';

import { withIsolate, type EngineModules } from './engineModules.mts';

/** What n8n drops from the stored data where the credential type fixes it in a hidden field. */
const FIXED_BY_TYPE = ['authUrl', 'accessTokenUrl', 'grantType', 'authentication', 'usePkce'];

export type CredentialStore = ICredentialsHelper & {
	/** The data as it is stored now: a renewed OAuth2 token is in here. */
	readonly stored: ICredentialDataDecryptedObject;
};

/**
 * One stored credential, behind the interface through which n8n's engine reads, uses and updates credentials. It does
 * what n8n's own CredentialsHelper does, but for encryption and the database.
 */
export function createCredentialStore(
	{ core, workflow: n8n }: EngineModules,
	types: Map<string, ICredentialType>,
	initialData: ICredentialDataDecryptedObject,
): CredentialStore {
	class Store extends n8n.ICredentialsHelper {
		stored = structuredClone(initialData);

		getParentTypes(name: string): string[] {
			const parents = types.get(name)?.extends ?? [];
			return parents.flatMap((parent) => [parent, ...this.getParentTypes(parent)]);
		}

		isCredentialUsableByNode(name: string, nodeType: string): boolean {
			const type = types.get(name);
			if (!type?.restrictToSupportedNodes) return true;
			return (type.supportedNodes ?? []).some((supported) => nodeType.endsWith(`.${supported}`));
		}

		async authenticate(
			credentials: ICredentialDataDecryptedObject,
			name: string,
			request: IHttpRequestOptions | IRequestOptionsSimplified,
			workflow?: Workflow,
			node?: INode,
		): Promise<IHttpRequestOptions> {
			const options = request as IHttpRequestOptions;
			const authenticate = types.get(name)?.authenticate;
			if (!authenticate) return options;
			if (typeof authenticate === 'function') return await authenticate(credentials, options);

			const parts = options as unknown as Record<string, Record<string, unknown> | undefined>;
			for (const [part, values] of Object.entries(authenticate.properties)) {
				parts[part] ??= {};
				for (const [key, value] of Object.entries(values as Record<string, unknown>)) {
					parts[part][resolve(key)] = resolve(String(value));
				}
			}
			return options;

			function resolve(text: string): string {
				if (!text.startsWith('=')) return text;
				const keys = { $credentials: credentials };
				return String(
					workflow!.expression.getSimpleParameterValue(node!, text, 'internal', keys as never),
				);
			}
		}

		/** n8n calls the type's function here only for tokens that it stores itself; this package has none. */
		async preAuthentication(): Promise<undefined> {
			return undefined;
		}

		async runPreAuthentication(
			helpers: IHttpRequestHelper,
			credentials: ICredentialDataDecryptedObject,
			name: string,
		): Promise<ICredentialDataDecryptedObject | undefined> {
			const output = await types.get(name)?.preAuthentication?.call(helpers, credentials);
			return output as ICredentialDataDecryptedObject | undefined;
		}

		async getCredentials(_: unknown, name: string): Promise<ICredentials> {
			const credentials = new core.Credentials({ id: null, name: 'stored' }, name);
			credentials.setData(this.stored);
			return credentials;
		}

		async getDecrypted(
			...[, , name, mode, , raw]: Parameters<ICredentialsHelper['getDecrypted']>
		): Promise<ICredentialDataDecryptedObject> {
			if (raw) return structuredClone(this.stored);

			const properties = this.getCredentialsProperties(name);
			const kept = structuredClone(this.stored);
			for (const field of FIXED_BY_TYPE) {
				if (properties.some((p) => p.name === field && p.type === 'hidden')) delete kept[field];
			}
			const data = {
				...kept,
				...n8n.NodeHelpers.getNodeParameters(properties, kept as never, true, false, null, null),
			} as ICredentialDataDecryptedObject;
			return await resolveExpressions(n8n, data, mode);
		}

		async updateCredentials(_: unknown, __: string, data: ICredentialDataDecryptedObject) {
			this.stored = structuredClone(data);
		}

		async updateCredentialsOauthTokenData(
			_: unknown,
			__: string,
			data: ICredentialDataDecryptedObject,
		) {
			this.stored = { ...this.stored, oauthTokenData: structuredClone(data.oauthTokenData) };
		}

		/** The fields of oAuth2Api itself are n8n's and not in n8n-core: their values come from the stored data. */
		getCredentialsProperties(name: string): INodeProperties[] {
			return types.get(name)?.properties ?? [];
		}
	}

	return new Store();
}

/** As n8n does, `$self` is the data as stored: a field's default may refer to another field. */
async function resolveExpressions(
	n8n: EngineModules['workflow'],
	data: ICredentialDataDecryptedObject,
	mode: Parameters<ICredentialsHelper['getDecrypted']>[3],
): Promise<ICredentialDataDecryptedObject> {
	const node: INode = {
		id: '',
		name: '',
		typeVersion: 1,
		type: 'mock',
		position: [0, 0],
		parameters: {},
	};
	const description = { properties: [] };
	const nodeTypes = { getByNameAndVersion: () => ({ description }) };
	const workflow = new n8n.Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: nodeTypes as never,
	});
	const resolved = await withIsolate(workflow, async () =>
		workflow.expression.getComplexParameterValue(
			node,
			data as never,
			mode,
			{},
			undefined,
			undefined,
			data as never,
		),
	);
	return resolved as ICredentialDataDecryptedObject;
}
