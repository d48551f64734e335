/**
 * Runs the built package in n8n's real engine, in this process and over real HTTP. n8n-core's own loader reads the
 * package from its package.json, so what the tests run is what n8n loads.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	ExecutionError,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodePropertyOptions,
	INodeType,
	IRun,
	ITaskData,
	NodeExecutionHint,
	ResourceMapperFields,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { additionalData } from './additionalData.mts';
import { createCredentialStore } from './credentialStore.mts';
import { testCredential, type TestResult } from './credentialTest.mts';
import { coreVersion, packageFolder } from './engineFolder.mts';
import { Sink, Start } from './engineNodes.mts';
import { loadEngineModules, withIsolate, type EngineModules } from './engineModules.mts';

const NODE_TYPE = 'n8n-nodes-hubspot-ads.hubspotAds';

/** With `oauthTokenData` (or a `clientId`) it is the OAuth2 credential, otherwise the one with a token. */
type CredentialData = { baseUrl?: string } & (
	| { accessToken: string }
	| { clientId?: string; clientSecret?: string; oauthTokenData?: IDataObject }
);

export type RunOptions = {
	/** Each becomes one input item; `{ json, binary }` is taken as an item already. */
	items: Array<IDataObject | INodeExecutionData>;
	/** `authentication` follows from the credential unless it is given. */
	parameters?: INodeParameters;
	/** The node's settings: onError, retryOnFail, maxTries, waitBetweenTries, alwaysOutputData, executeOnce … */
	node?: Partial<INode>;
	credentials?: CredentialData;
	cancelAfterMs?: number;
	timezone?: string;
	mode?: WorkflowExecuteMode;
	/** n8n's id of the execution: '1'. */
	executionId?: string;
	/** Also ask the engine for `$('Start').item.json` of each item that comes out. It takes a while for thousands. */
	origins?: boolean;
};

export type RunResult = {
	/** Of the whole execution: success, error or canceled. */
	status: IRun['status'];
	/** What the node threw, or stopped the workflow. With an On Error that continues, a node that throws still ends in `success`. */
	error?: ExecutionError;
	/** What reached the nodes behind the first output and behind the error output, with the pairing that the node gave. */
	outputs: [INodeExecutionData[], INodeExecutionData[]];
	/** With `origins`: for each of these items the json of the input item that it is linked to. */
	origins: [unknown[], unknown[]];
	hints: NodeExecutionHint[];
	ms: number;
	/** Log lines of this run, of every level. With runs at the same time, theirs too. */
	logs: string[];
	/** What the node sent to the browser of a person who watches. */
	messages: unknown[];
	/** The credential as it is stored after the run. */
	storedCredential: ICredentialDataDecryptedObject;
	/** The execution as n8n would store it. */
	execution: IRun;
};

export type Engine = {
	nodeType: INodeType;
	credentialTypes: Map<string, ICredentialType>;
	/** Every log line since the engine was loaded. */
	logs: string[];
	run(options: RunOptions): Promise<RunResult>;
	/** The columns of the resource mapper, loaded as the editor loads them. */
	loadFields(
		parameters?: INodeParameters,
		credentials?: CredentialData,
	): Promise<ResourceMapperFields>;
	/** The choices of a list that the account gives, loaded as the editor loads them. */
	loadOptions(method: string, credentials?: CredentialData): Promise<INodePropertyOptions[]>;
	/** What n8n answers to the test of a credential. */
	testCredential(credentials: CredentialData): Promise<TestResult>;
	/** Removes n8n's folder, should something of n8n have made it again. The end of the process does so too. */
	close(): void;
};

export type LoadOptions = {
	/** Where package.json and dist/ are; by default this package. */
	packageDir?: string;
	/** How expressions are evaluated: n8n 2.41 uses `vm` by default, which is slower. `legacy` is n8n's former default. */
	expressions?: 'legacy' | 'vm';
};

type WorkflowExecute = InstanceType<EngineModules['core']['WorkflowExecute']>;
type RunOptionsOfN8n = Parameters<WorkflowExecute['run']>[0];
type RunOfN8n1 = (
	workflow: RunOptionsOfN8n['workflow'],
	startNode: RunOptionsOfN8n['startNode'],
	destinationNode: RunOptionsOfN8n['destinationNode'],
	pinData: RunOptionsOfN8n['pinData'],
) => ReturnType<WorkflowExecute['run']>;

let runs = 0;

export async function loadN8n(options: LoadOptions = {}): Promise<Engine> {
	const modules = loadEngineModules();
	await startExpressions(modules, options.expressions ?? 'legacy');
	const { nodeType, credentialTypes } = await loadPackage(
		modules,
		options.packageDir ?? packageFolder,
	);

	return {
		nodeType,
		credentialTypes,
		logs: modules.logs.lines,
		run: async (runOptions) => await run(modules, nodeType, credentialTypes, runOptions),
		loadFields: async (parameters = {}, credentials) =>
			await loadFields(modules, nodeType, credentialTypes, parameters, credentials),
		loadOptions: async (method, credentials) => {
			const load = nodeType.methods!.loadOptions![method];
			const open = openLoading(modules, nodeType, credentialTypes, {}, credentials);
			const context = new modules.core.LoadOptionsContext(...open, 'parameters.options');
			return await withIsolate(open[0], async () => await load.call(context));
		},
		testCredential: async (credentials) => {
			const store = createCredentialStore(modules, credentialTypes, storedData(credentials));
			const type = credentialTypes.get(credentialName(credentials))!;
			return await testCredential(modules, type, store, additionalData(store, 'internal'));
		},
		close: modules.close,
	};
}

async function startExpressions({ workflow }: EngineModules, engine: 'legacy' | 'vm') {
	workflow.Expression.setExpressionEngine(engine);
	if (engine === 'legacy') return;

	// n8n's own defaults.
	await workflow.Expression.initExpressionEngine({
		engine,
		poolSize: 1,
		maxCodeCacheSize: 1024,
		bridgeTimeout: 5000,
		bridgeMemoryLimit: 128,
	});
}

async function loadPackage({ core }: EngineModules, packageDir: string) {
	if (!existsSync(join(packageDir, 'dist'))) {
		throw new Error(`There is no dist folder in ${packageDir}: run "npm run build" first`);
	}
	const loader = new core.PackageDirectoryLoader(packageDir);
	await loader.loadAll();

	const nodeName = NODE_TYPE.slice(NODE_TYPE.indexOf('.') + 1);
	const nodeType = loader.getNode(nodeName).type as INodeType;
	const credentialTypes = new Map(
		Object.keys(loader.known.credentials).map((name) => [name, loader.getCredential(name).type]),
	);
	return { nodeType, credentialTypes };
}

async function run(
	modules: EngineModules,
	nodeType: INodeType,
	credentialTypes: Map<string, ICredentialType>,
	options: RunOptions,
): Promise<RunResult> {
	const { core, workflow: n8n, logs } = modules;
	const mode = options.mode ?? 'manual';
	const store = createCredentialStore(modules, credentialTypes, storedData(options.credentials));
	const sink = new Sink();
	const workflowData = buildWorkflow(options);
	const workflow = new n8n.Workflow({
		...workflowData,
		nodeTypes: nodeTypes({ [NODE_TYPE]: nodeType, start: new Start(), sink }),
	});
	const messages: unknown[] = [];
	const data = additionalData(store, mode, {
		hooks: new core.ExecutionLifecycleHooks(mode, '1', workflowData as never),
		sendDataToUI: (type: string, message: unknown) => messages.push({ type, message }),
		...(options.executionId !== undefined && { executionId: options.executionId }),
	});
	const firstLog = logs.lines.length;
	const startedAt = performance.now();

	const execution = startRun(new core.WorkflowExecute(data, mode), {
		workflow,
		startNode: workflow.getNode('Start')!,
		pinData: { Start: options.items.map(toItem) },
	});
	const ended = new AbortController();
	if (options.cancelAfterMs !== undefined) {
		sleep(options.cancelAfterMs, undefined, { signal: ended.signal }).then(
			() => execution.cancel(),
			() => undefined,
		);
	}
	const result = await execution.finally(() => ended.abort());
	const tasks = result.data.resultData.runData['HubSpot Ads'] ?? [];

	return {
		status: result.status,
		error: result.data.resultData.error ?? tasks.at(-1)?.error,
		outputs: [paired(tasks, sink, 0), paired(tasks, sink, 1)],
		origins: [sink.arrived[0].origins, sink.arrived[1].origins],
		hints: (result.data.resultData.runData['HubSpot Ads'] ?? []).flatMap(
			(task) => task.hints ?? [],
		),
		ms: performance.now() - startedAt,
		logs: logs.lines.slice(firstLog),
		messages,
		storedCredential: store.stored,
		execution: result,
	};
}

/** Up to n8n 1 what is wanted of a run came one after the other. */
function startRun(
	engine: WorkflowExecute,
	wanted: RunOptionsOfN8n,
): ReturnType<WorkflowExecute['run']> {
	if (coreVersion >= 2) return engine.run(wanted);
	const { workflow, startNode, destinationNode, pinData } = wanted;
	const run = engine.run.bind(engine) as unknown as RunOfN8n1;
	return run(workflow, startNode, destinationNode, pinData);
}

/** The next node gets items that are paired with the output before it, so the node's own pairing is put back. */
function paired(tasks: ITaskData[], sink: Sink, output: 0 | 1): INodeExecutionData[] {
	const given = tasks.at(-1)?.data?.main[output] ?? [];
	return sink.arrived[output].items.map((item, i) => ({
		...item,
		pairedItem: given[i].pairedItem,
	}));
}

function buildWorkflow(options: RunOptions) {
	const origin = options.origins ? { origin: "={{ $('Start').item.json }}" } : {};
	const nodes: INode[] = [
		{ ...at('Start'), type: 'start', parameters: {} },
		{
			...at('HubSpot Ads'),
			type: NODE_TYPE,
			parameters: withAuthentication(options.parameters ?? {}, options.credentials),
			credentials: credentialReference(options.credentials),
			...options.node,
		},
		{ ...at('Updated'), type: 'sink', parameters: { output: 0, ...origin } },
		{ ...at('Not Updated'), type: 'sink', parameters: { output: 1, ...origin } },
	];
	const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
	return {
		id: 'workflow',
		name: 'Workflow',
		nodes,
		connections: {
			Start: { main: [to('HubSpot Ads')] },
			'HubSpot Ads': { main: [to('Updated'), to('Not Updated')] },
		},
		active: false,
		settings: {
			executionOrder: 'v1' as const,
			...(options.timezone ? { timezone: options.timezone } : {}),
		},
	};
}

async function loadFields(
	modules: EngineModules,
	nodeType: INodeType,
	credentialTypes: Map<string, ICredentialType>,
	parameters: INodeParameters,
	credentials?: CredentialData,
): Promise<ResourceMapperFields> {
	const mapper = nodeType.description.properties.find(({ type }) => type === 'resourceMapper');
	const methodName = mapper?.typeOptions?.resourceMapper?.resourceMapperMethod;
	const method = nodeType.methods?.resourceMapping?.[methodName ?? ''];
	if (!mapper || !method)
		throw new Error(`The node has no resource mapping method '${methodName}'`);

	const open = openLoading(modules, nodeType, credentialTypes, parameters, credentials);
	const context = new modules.core.LoadOptionsContext(...open, `parameters.${mapper.name}`);
	return await withIsolate(open[0], async () => await method.call(context));
}

/** What n8n's editor has of a node for which it asks for a list. */
function openLoading(
	modules: EngineModules,
	nodeType: INodeType,
	credentialTypes: Map<string, ICredentialType>,
	givenParameters: INodeParameters,
	credentials?: CredentialData,
) {
	const parameters = withAuthentication(givenParameters, credentials);
	const node: INode = {
		...at('Temp-Node'),
		type: NODE_TYPE,
		parameters,
		// The editor keeps a node's credential from one list to the next.
		credentials: credentials && {
			[credentialName(credentials)]: { id: 'credential', name: 'HubSpot' },
		},
	};
	const workflow = new modules.workflow.Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: nodeTypes({ [NODE_TYPE]: nodeType }),
	});
	const store = createCredentialStore(modules, credentialTypes, storedData(credentials));
	const data = additionalData(store, 'internal', { currentNodeParameters: parameters });
	return [workflow, node, data] as const;
}

function withAuthentication(
	parameters: INodeParameters,
	credentials?: CredentialData,
): INodeParameters {
	const isOAuth2 = credentials !== undefined && credentialName(credentials) !== 'hubspotAdsApi';
	return { authentication: isOAuth2 ? 'oAuth2' : 'accessToken', ...parameters };
}

function credentialName(credentials: CredentialData): string {
	return 'accessToken' in credentials ? 'hubspotAdsApi' : 'hubspotAdsOAuth2Api';
}

function credentialReference(credentials?: CredentialData): INode['credentials'] {
	if (!credentials) return undefined;
	// A fresh id for each run: n8n lets uses of one credential share the renewal of its token.
	return { [credentialName(credentials)]: { id: `credential-${++runs}`, name: 'HubSpot' } };
}

function storedData(credentials?: CredentialData): ICredentialDataDecryptedObject {
	return { ...credentials } as ICredentialDataDecryptedObject;
}

function nodeTypes(types: Record<string, INodeType>) {
	return {
		getByName: (name: string) => types[name],
		getByNameAndVersion: (name: string) => types[name],
		getKnownTypes: () => ({}),
	};
}

function at(name: string): Pick<INode, 'id' | 'name' | 'typeVersion' | 'position'> {
	return { id: name, name, typeVersion: 1, position: [0, 0] };
}

function toItem(item: IDataObject | INodeExecutionData): INodeExecutionData {
	const isItem =
		typeof item.json === 'object' &&
		Object.keys(item).every((key) => ['json', 'binary', 'pairedItem'].includes(key));
	return isItem ? (item as INodeExecutionData) : { json: item as IDataObject };
}
