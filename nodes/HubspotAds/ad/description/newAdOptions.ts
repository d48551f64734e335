import type { INodeProperties } from 'n8n-workflow';

/** Options of ads that are to be made. */
export const newAdOptions = {
	duplicates: {
		displayName: 'Duplicate Ads',
		name: 'duplicates',
		type: 'options',
		options: [
			{
				name: 'Merge',
				value: 'merge',
				description: 'Create the ad once with the later values; every item gets the result',
			},
			{
				name: 'Reject',
				value: 'reject',
				description: 'Refuse every item after the first',
			},
		],
		default: 'reject',
		description:
			'What to do when several items have the same value of the unique property. Without one, no two ads are the same.',
	},
	uniqueProperty: {
		displayName: 'Unique Property Name or ID',
		name: 'uniqueProperty',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getUniqueProperties' },
		default: '',
		description:
			'A unique property that every ad fills, such as a reference number. With it each ad is created exactly once, also where HubSpot\'s answer is lost. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
} satisfies Record<string, INodeProperties>;
