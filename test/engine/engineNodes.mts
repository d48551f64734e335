import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

/** Stands where a workflow begins. It never runs: the engine takes its pinned items. */
export class Start implements INodeType {
	description = describe('Start', []);
}

/** What one output of the node under test hands on, as the next node gets it. */
export type Arrived = { items: INodeExecutionData[]; origins: unknown[] };

/** Keeps what arrives, and, where asked, what `$('Start').item` is for each: the engine follows `pairedItem`. */
export class Sink implements INodeType {
	description = describe('Sink', [
		{ displayName: 'Output', name: 'output', type: 'number', default: 0 },
		{ displayName: 'Origin', name: 'origin', type: 'json', default: '' },
	]);

	readonly arrived: Arrived[] = [0, 1].map(() => ({ items: [], origins: [] }));

	execute = keepArrivals(this.arrived);
}

function keepArrivals(arrived: Arrived[]) {
	return async function (this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		const { items: kept, origins } = arrived[this.getNodeParameter('output', 0) as number];
		for (const item of structuredClone(items)) kept.push(item);

		const wantsOrigins = this.getNode().parameters.origin !== '';
		for (let i = 0; wantsOrigins && i < items.length; i++) {
			origins.push(this.getNodeParameter('origin', i));
		}
		return [items];
	};
}

function describe(
	displayName: string,
	properties: INodeTypeDescription['properties'],
): INodeTypeDescription {
	return {
		displayName,
		name: displayName.toLowerCase(),
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: displayName },
		inputs: displayName === 'Start' ? [] : ['main'],
		outputs: ['main'],
		properties,
	};
}
