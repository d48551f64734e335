import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
} from 'n8n-workflow';

import { additionalData } from '../engine/additionalData.mts';
import { createCredentialStore } from '../engine/credentialStore.mts';
import { Start } from '../engine/engineNodes.mts';
import { loadN8n } from '../engine/harness.mts';
import { loadEngineModules } from '../engine/engineModules.mts';
import { packageDir } from './builtPackage.mts';
import type { Probe } from './measure.mts';

export type NodeRun = {
	type: INodeType;
	version?: number;
	parameters: INodeParameters;
	items: IDataObject[];
	onError?: INode['onError'];
	credentials: { accessToken: string; baseUrl: string };
	/** As in the harness: which of n8n's evaluators. */
	expressions?: 'legacy' | 'vm';
};

/** Runs any node in n8n's engine, with our credential; only its execute is measured. */
export async function prepareNode(
	node: NodeRun,
): Promise<(probe: Probe) => Promise<INodeExecutionData[][]>> {
	const { credentialTypes } = await loadN8n({ packageDir, expressions: node.expressions });
	return async (probe) => {
		const { core, workflow: n8n } = loadEngineModules();
		const store = createCredentialStore(
			loadEngineModules(),
			credentialTypes,
			node.credentials as never,
		);
		const measured = measureExecute(node.type, probe);
		const types: Record<string, INodeType> = { start: new Start(), measured };
		const workflow = new n8n.Workflow({
			...workflowOf(node),
			nodeTypes: {
				getByName: (name) => types[name],
				getByNameAndVersion: (name) => types[name],
				getKnownTypes: () => ({}),
			},
		});
		const data = additionalData(store, 'manual', {
			hooks: new core.ExecutionLifecycleHooks('manual', '1', workflowOf(node) as never),
			sendDataToUI: () => undefined,
		});
		const { data: ended } = await new core.WorkflowExecute(data, 'manual').run({
			workflow,
			startNode: workflow.getNode('Start')!,
			pinData: { Start: node.items.map((json) => ({ json })) },
		});
		const outputs = ended.resultData.runData.Measured?.[0]?.data?.main ?? [];
		if (ended.resultData.error && node.onError !== 'stopWorkflow') throw ended.resultData.error;
		return outputs.map((output) => output ?? []);
	};
}

/** A node of a few lines with our credential, for what n8n's request helper itself costs. */
export function loopNode(work: (context: IExecuteFunctions) => Promise<void>): INodeType {
	return {
		description: {
			displayName: 'Loop',
			name: 'loop',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name: 'Loop' },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: 'hubspotAdsApi', required: true }],
			properties: [],
		},
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			await work(this);
			return [[]];
		},
	};
}

function measureExecute(type: INodeType, probe: Probe): INodeType {
	const measured = Object.create(type) as INodeType;
	measured.execute = async function (this: IExecuteFunctions) {
		return await probe.around(async () => await type.execute!.call(this));
	} as INodeType['execute'];
	return measured;
}

function workflowOf({ version = 1, parameters, onError }: NodeRun) {
	const place = { position: [0, 0] as [number, number] };
	const nodes: INode[] = [
		{ ...place, id: '1', name: 'Start', type: 'start', typeVersion: 1, parameters: {} },
		{
			...place,
			id: '2',
			name: 'Measured',
			type: 'measured',
			typeVersion: version,
			parameters,
			onError,
			credentials: { hubspotAdsApi: { id: '1', name: 'HubSpot' } },
		},
	];
	return {
		id: 'bench',
		name: 'Bench',
		nodes,
		connections: { Start: { main: [[{ node: 'Measured', type: 'main' as const, index: 0 }]] } },
		active: false,
		settings: { executionOrder: 'v1' as const },
	};
}
