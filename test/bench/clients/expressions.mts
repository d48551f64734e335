import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

import type { Line } from '../../../nodes/HubspotAds/ad/emit';
import type { UpdateFate } from '../../../nodes/HubspotAds/hubspot/fates';
import { loadN8n } from '../../engine/harness.mts';
import { packageDir } from '../builtPackage.mts';
import { prepareNode } from '../engineNode.mts';
import type { Client } from './client.mts';

const require = createRequire(import.meta.url);
const BUILT = join(packageDir, 'dist/nodes/HubspotAds');

const PROPERTIES = Array.from({ length: 10 }, (_, i) => `property_${i}`);

type Evaluator = 'legacy' | 'vm';

/** The node's own reading of items whose ten properties are mapped by `={{ $json.property_0 }}` and so on. */
export function ourReading(expressions: Evaluator): Client {
	return reader(`ours, reading ten expressions (${expressions})`, expressions, async function () {
		const { readInputs } = require(
			`${BUILT}/inputs/read.js`,
		) as typeof import('../../../nodes/HubspotAds/inputs/read');
		const { readSettings } = require(
			`${BUILT}/ad/settings.js`,
		) as typeof import('../../../nodes/HubspotAds/ad/settings');
		const { Notices } = require(
			`${BUILT}/ad/notices.js`,
		) as typeof import('../../../nodes/HubspotAds/ad/notices');
		const { Ledger } = require(
			`${BUILT}/delivery/ledger.js`,
		) as typeof import('../../../nodes/HubspotAds/delivery/ledger');
		const { UPDATES } = require(
			`${BUILT}/inputs/wanted.js`,
		) as typeof import('../../../nodes/HubspotAds/inputs/wanted');
		const items = this.getInputData();
		const settings = { ...readSettings(this, 'batchUpdate'), checkValues: false };
		let inputs = 0;
		const [ledger, notices] = [new Ledger<Line, UpdateFate>(), new Notices()];
		for await (const group of readInputs(this, items, settings, UPDATES, {}, ledger, notices)) {
			for (const { properties } of group) {
				const { property_9: wanted } = items[inputs++].json;
				if (properties.property_9 !== wanted) throw new Error(`Item ${inputs - 1} was not read`);
			}
		}
		if (inputs !== items.length) throw new Error(`${inputs} of ${items.length} items were read`);
	});
}

/** The way n8n's own nodes read them. */
export function n8nReading(expressions: Evaluator): Client {
	return reader(`n8n's getNodeParameter (${expressions})`, expressions, async function () {
		const items = this.getInputData();
		for (let i = 0; i < items.length; i++) {
			const value = this.getNodeParameter('ads.value', i) as IDataObject;
			if (value.property_9 !== items[i].json.property_9) throw new Error(`Item ${i} was not read`);
		}
	});
}

function reader(
	title: string,
	expressions: Evaluator,
	read: (this: IExecuteFunctions) => Promise<void>,
): Client {
	return {
		title,
		async prepare(job) {
			const { nodeType } = await loadN8n({ packageDir, expressions });
			const type: INodeType = {
				description: nodeType.description,
				async execute(): Promise<INodeExecutionData[][]> {
					await read.call(this);
					return [[]];
				},
			};
			const run = await prepareNode({
				type,
				expressions,
				credentials: { accessToken: job.token, baseUrl: job.url },
				items: job.ids.map((id, i) => itemOf(id, i)),
				parameters: parametersWithExpressions(),
			});
			return async (probe) => {
				await run(probe);
				return {};
			};
		},
	};
}

function itemOf(id: string, index: number): IDataObject {
	return { id, ...Object.fromEntries(PROPERTIES.map((name) => [name, `${name} of ad ${index}`])) };
}

function parametersWithExpressions() {
	const value = Object.fromEntries(
		['id', ...PROPERTIES].map((name) => [name, `={{ $json.${name} }}`]),
	);
	const schema = ['id', ...PROPERTIES].map((id) => ({
		id,
		displayName: id,
		required: false,
		defaultMatch: id === 'id',
		display: true,
		type: 'string' as const,
	}));
	return {
		authentication: 'accessToken',
		resource: 'ad',
		operation: 'batchUpdate',
		specifyAds: 'fields',
		ads: { mappingMode: 'defineBelow', value, matchingColumns: ['id'], schema },
	};
}
