import type { INodeProperties } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { HubspotAdsApi } from '../../../credentials/HubspotAdsApi.credentials';
import { properties } from '../../../nodes/HubspotAds/ad/description';
import { OPTIONS } from '../../../nodes/HubspotAds/ad/description/options';
import { pages, proseOf } from './pages.mts';

/** Labels of n8n's own editor and nodes. */
const N8N = [
	...[
		'On Error',
		'Stop Workflow',
		'Continue',
		'Continue (using error output)',
		'Settings',
		'Retry On Fail',
	],
	...[
		'Add property to send',
		'Refresh Property List',
		'Map Automatically',
		'Map Each Column Manually',
		'OAuth Redirect URL',
		'Tool',
	],
	...[
		'Copy raw file',
		'Import from file',
		'Extract From XLSX',
		'Error Workflow',
		'Waiting',
		'Retry On Fail',
		'Fixed',
		'Expression',
		'JSON',
	],
];
/** HubSpot's, in its pages and in the simulated account. */
const HUBSPOT = ['Ads', 'Require unique values for this property', 'Price (hs_price)'];
/** Words, and what stands in a file or a chat of the examples. */
const OTHERS = ['ad', 'anuncio', 'Reference', 'New price'];

const own = [
	...labelsOf(properties),
	...labelsOf(Object.values(OPTIONS)),
	...labelsOf(new HubspotAdsApi().properties),
];
const known = new Set([...own, ...N8N, ...HUBSPOT, ...OTHERS, 'Record ID']);

describe('the labels in italics', () => {
	it.each([...pages])('%s are those of the node, of n8n and of HubSpot', (_path, page) => {
		const labels = [...proseOf(page).matchAll(/(?<![*\w])\*([^*\n]+)\*(?![*\w])/g)].map(
			([, one]) => one,
		);

		expect(labels.filter((label) => !known.has(label) && !/^[^.]+ REF-/.test(label))).toEqual([]);
		expect(labels).not.toEqual([]);
	});
});

// Helpers

function labelsOf(parameters: readonly INodeProperties[]): string[] {
	return parameters.flatMap((parameter) => [
		parameter.displayName,
		parameter.placeholder ?? '',
		parameter.typeOptions?.resourceMapper?.matchingFieldsLabels?.title ?? '',
		parameter.typeOptions?.resourceMapper?.valuesLabel ?? '',
		...(parameter.options ?? []).flatMap((choice) => [
			'name' in choice ? choice.name : '',
			'action' in choice ? (choice.action ?? '') : '',
			...('values' in choice ? labelsOf(choice.values) : []),
			...('displayName' in choice && !('values' in choice) ? labelsOf([choice]) : []),
		]),
	]);
}
