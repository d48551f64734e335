import type { INodeProperties } from 'n8n-workflow';

/** Where an option acts. */
type Place = NonNullable<INodeProperties['displayOptions']>;

export const whereValuesAreChecked: Place = { hide: { '/options.checkValues': [false] } };
export const whereAdsAreWritten: Place = { hide: { '/options.dryRun': [true] } };
export const whereMappingIsAutomatic: Place = {
	show: { '/specifyAds': ['fields'], '/ads.mappingMode': ['autoMapInputData'] },
};

/**
 * n8n drops the stored value of an option that it does not show, unless another one of that name is shown: of a kind that is
 * not to be seen.
 */
export function withUnseen(options: readonly INodeProperties[]): INodeProperties[] {
	const unseen = options
		.filter(({ displayOptions }) => displayOptions)
		.map((option): INodeProperties => ({ ...option, type: 'hidden', displayOptions: undefined }));
	return [...options, ...unseen];
}
