import type { INodeProperties } from 'n8n-workflow';

/** Options of how a run goes, and of what comes out. */
export const runOptions = {
	apiVersion: {
		displayName: 'API Version',
		name: 'apiVersion',
		type: 'options',
		options: [
			{ name: '2026-03', value: '2026-03' },
			{ name: '2026-09', value: '2026-09' },
			{ name: 'V3', value: 'v3' },
		],
		default: 'v3',
		description: "The version of HubSpot's API to use. HubSpot supports v3 until September 2027.",
	},
	archived: {
		displayName: 'Archived',
		name: 'archived',
		type: 'options',
		options: [
			{ name: 'No', value: 'no', description: 'Read ads that exist' },
			{
				name: 'Only',
				value: 'only',
				description: "Read deleted ads, which HubSpot's recycling bin keeps for 90 days",
			},
		],
		default: 'no',
		description: 'Whether to read ads that exist, or those that were deleted',
	},
	batchSize: {
		displayName: 'Batch Size',
		name: 'batchSize',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100, numberPrecision: 0 },
		default: 100,
		description: 'How many ads go into one request. HubSpot takes 100 at most.',
	},
	dryRun: {
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description: 'Whether to write nothing and only return what would change',
	},
	includeBatch: {
		displayName: 'Include Batch Details',
		name: 'includeBatch',
		type: 'boolean',
		default: false,
		description:
			"Whether to add the status and the times of HubSpot's reply to each ad that was written, as 'batch'",
	},
	maxConcurrency: {
		displayName: 'Max Concurrency',
		name: 'maxConcurrency',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 50, numberPrecision: 0 },
		default: 20,
		description: 'How many requests may be under way at once',
	},
	maxWait: {
		displayName: 'Max Wait (Seconds)',
		name: 'maxWait',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 86_400 },
		default: 300,
		description:
			'How long one batch may spend on limits and further tries, counted from its first try',
	},
	simplify: {
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: false,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	skipUnchanged: {
		displayName: 'Skip Unchanged Ads',
		name: 'skipUnchanged',
		type: 'boolean',
		default: false,
		description: 'Whether to read the ads first and skip those that already have the values',
	},
	timeout: {
		displayName: 'Timeout (Seconds)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3_600 },
		default: 100,
		description: 'How long one request may take',
	},
	verify: {
		displayName: 'Verify',
		name: 'verify',
		type: 'boolean',
		default: true,
		description:
			"Whether to look into HubSpot's recycling bin after each request, because HubSpot's answer is the same whatever it did",
	},
} satisfies Record<string, INodeProperties>;
