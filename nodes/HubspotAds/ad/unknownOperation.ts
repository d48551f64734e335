import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { showValue } from '../properties/show';
import { markAsError } from './emit';

/**
 * What is left to do for a workflow that asks for what this version of the node does not have: it was made with a newer one, or
 * by hand. Sends nothing, and throws with Stop Workflow only, because n8n would hand the items on as if all were well.
 */
export function refuseOperation(
	context: IExecuteFunctions,
	{ resource, operation }: { resource: unknown; operation: unknown },
): INodeExecutionData[] {
	const node = context.getNode();
	const what = `This version of the node does not have the operation ${showValue(operation)} of the resource ${showValue(resource)}, so nothing was sent`;
	const todo =
		"Update HubSpot Ads in n8n under Settings > Community Nodes, or choose one of the node's operations";
	if (!context.continueOnFail()) {
		throw new NodeOperationError(node, what, { description: `${todo}.`, itemIndex: 0 });
	}
	return context.getInputData().map((_item, itemIndex) => {
		const json = {
			error: what,
			message: `${what}. ${todo}.`,
			details: { outcome: 'invalid', itemIndex },
		};
		const item: INodeExecutionData = { json, pairedItem: { item: itemIndex } };
		return node.onError === 'continueErrorOutput' ? markAsError(item) : item;
	});
}
