import type { IWorkflowExecuteAdditionalData, WorkflowExecuteMode } from 'n8n-workflow';

import type { CredentialStore } from './credentialStore.mts';

/** What an execution needs of n8n's server. The addresses have to be valid ones: expressions offer them. */
export function additionalData(
	store: CredentialStore,
	mode: WorkflowExecuteMode,
	more: Record<string, unknown> = {},
): IWorkflowExecuteAdditionalData {
	const unused = () => {
		throw new Error('The harness has no such part of n8n');
	};
	return {
		credentialsHelper: store,
		executionId: '1',
		rootExecutionMode: mode,
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: 'http://localhost/rest',
		instanceBaseUrl: 'http://localhost/',
		formBaseUrl: 'http://localhost/form',
		formWaitingBaseUrl: 'http://localhost/form-waiting',
		formTestBaseUrl: 'http://localhost/form-test',
		webhookBaseUrl: 'http://localhost/webhook',
		webhookWaitingBaseUrl: 'http://localhost/webhook-waiting',
		webhookTestBaseUrl: 'http://localhost/webhook-test',
		mcpBaseUrl: 'http://localhost/mcp',
		mcpTestBaseUrl: 'http://localhost/mcp-test',
		setExecutionStatus: () => undefined,
		logAiEvent: () => undefined,
		getRunnerStatus: () => ({ available: true }),
		executeWorkflow: unused,
		getRunExecutionData: unused,
		getRuntimeCredential: unused,
		startRunnerTask: unused,
		externalSecretsProxy: {} as never,
		...more,
	};
}
