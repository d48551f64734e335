import type {
	ICredentialType,
	INode,
	INodeType,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { coreVersion } from './engineFolder.mts';
import type { CredentialStore } from './credentialStore.mts';
import { withIsolate, type EngineModules } from './engineModules.mts';

/** Before 2.35 n8n's error does not tell the status, so that the rules of the type are not found. */
export const showsOwnWords = coreVersion >= 2.035;

export type TestResult = { status: 'OK' | 'Error'; message: string };

type Failure = {
	message: string;
	cause?: { code?: string; response?: { status: number; statusText: string } };
};

/**
 * Tests a credential as n8n's server does (its CredentialsTester is not part of n8n-core): the request of the type is
 * sent by a node that does nothing else, and the type's rules put the answer into words.
 */
export async function testCredential(
	{ core, workflow: n8n }: EngineModules,
	type: ICredentialType,
	store: CredentialStore,
	additionalData: IWorkflowExecuteAdditionalData,
): Promise<TestResult> {
	const { test } = type;
	if (!test) return { status: 'Error', message: 'No testing function found for this credential.' };

	const reference = { id: 'credential-under-test', name: 'HubSpot' };
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [type.name]: reference },
	};
	const nodeType = sendingNode(type.name, test.request);
	const workflow = new n8n.Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => nodeType,
			getByNameAndVersion: () => nodeType,
			getKnownTypes: () => ({}),
		},
	});
	const data = await store.getDecrypted(additionalData, reference, type.name, 'internal');
	const context = new core.ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		n8n.createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);

	const credential = { ...reference, type: type.name, data };
	try {
		const routing = new core.RoutingNode(context, nodeType, credential as never);
		const reply = await withIsolate(workflow, async () => await routing.runNode());
		return judgeBody(type, reply![0][0].json);
	} catch (error) {
		return judgeFailure(type, error as Failure);
	}
}

function sendingNode(credentialName: string, request: unknown): INodeType {
	return {
		description: {
			displayName: 'No Operation',
			name: 'n8n-nodes-base.noOp',
			group: ['organization'],
			version: 1,
			description: '',
			defaults: { name: 'No Operation' },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: credentialName, required: true }],
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string',
					default: '',
					routing: { request: request as never },
				},
			],
		},
	};
}

function judgeBody(type: ICredentialType, body: unknown): TestResult {
	for (const rule of type.test?.rules ?? []) {
		if (rule.type !== 'responseSuccessBody') continue;
		if (valueAt(body, rule.properties.key) === rule.properties.value) {
			return { status: 'Error', message: rule.properties.message };
		}
	}
	return { status: 'OK', message: 'Connection successful!' };
}

function judgeFailure(type: ICredentialType, error: Failure): TestResult {
	const { response, code } = error.cause ?? {};
	if (!response) return { status: 'Error', message: code ?? error.message };

	for (const rule of type.test?.rules ?? []) {
		if (rule.type === 'responseCode' && rule.properties.value === response.status) {
			return { status: 'Error', message: rule.properties.message };
		}
	}
	return {
		status: 'Error',
		message: response.statusText || `Received HTTP status code: ${response.status}`,
	};
}

function valueAt(body: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], body);
}
