/**
 * n8n's own engine, loaded once for this process, with its settings in a temporary folder. n8n reads the environment
 * while it loads, so the order in this file is what keeps it away from the developer's own n8n.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Workflow } from 'n8n-workflow';

import { engineFolder } from './engineFolder.mts';
import { LogCapture } from './logCapture.mts';

const require = createRequire(join(engineFolder, 'package.json'));

export type EngineModules = {
	core: typeof import('n8n-core');
	workflow: typeof import('n8n-workflow');
	logs: LogCapture;
	/** Removes n8n's folder, should something of n8n have made it again. The end of the process does so too. */
	close: () => void;
};

let loaded: EngineModules | undefined;

export function loadEngineModules(): EngineModules {
	loaded ??= load();
	return loaded;
}

function load(): EngineModules {
	const userFolder = mkdtempSync(join(tmpdir(), 'hubspot-ads-engine-'));
	const close = () => rmSync(userFolder, { recursive: true, force: true });
	process.once('exit', close);

	process.env.N8N_USER_FOLDER = userFolder;
	process.env.N8N_ENCRYPTION_KEY = randomBytes(24).toString('hex');
	// A proxy of the developer's machine would otherwise stand between the engine and a simulator on loopback.
	process.env.NO_PROXY = process.env.no_proxy = '127.0.0.1,localhost,::1';

	// Under NODE_ENV=test, which test runners set, n8n takes short cuts: these tests want what users run.
	const nodeEnv = process.env.NODE_ENV;
	process.env.NODE_ENV = 'production';
	try {
		require('reflect-metadata');
		const fromCore = createRequire(require.resolve('n8n-core'));
		const { Container } = fromCore('@n8n/di');
		const { Logger } = fromCore('@n8n/backend-common');
		const workflow = require('n8n-workflow');

		// Before n8n-core: some of its services take the logger at the moment they are made.
		const logs = new LogCapture();
		Container.set(Logger, logs);
		workflow.LoggerProxy.init(logs);

		const core = require('n8n-core');
		// n8n writes its settings once, here. Test runners end their workers without telling them, so the folder
		// goes at once: at the end of the process would be too late.
		Container.get(core.InstanceSettings);
		close();

		return { core, workflow, logs, close };
	} finally {
		if (nodeEnv === undefined) delete process.env.NODE_ENV;
		else process.env.NODE_ENV = nodeEnv;
	}
}

/** Not every n8n has it; without it expressions are evaluated by the old engine, which needs nothing around it. */
export async function withIsolate<T>(
	{ expression }: Workflow,
	evaluate: () => Promise<T>,
): Promise<T> {
	return 'withIsolate' in expression ? await expression.withIsolate(evaluate) : await evaluate();
}
