import type { N8nApi } from '../../../scripts/n8nApi.mts';
import type { HubspotOptions } from '../../simulator/hubspot.mts';
import type { Simulator } from '../../simulator/server.mts';
import type { Editor } from '../editor.mts';

export type Stage = { editor: Editor; api: N8nApi; n8nUrl: string; simulator: Simulator };

export type Story = {
	/** An account of its own; without it the one of all. */
	account?: HubspotOptions;
	perform: (stage: Stage) => Promise<void>;
};
