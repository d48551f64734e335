import { credentialStory } from './credential.mts';
import { errorBranchStory } from './errorBranch.mts';
import { agentContinueStory, agentFieldsStory, agentInputsStory } from './agent.mts';
import { automaticStory, byHandStory } from './mapping.mts';
import { oauthStory } from './oauth.mts';
import { panelStory } from './panel.mts';
import { previewStory } from './preview.mts';
import { stopStory } from './stopWorkflow.mts';
import type { Story } from './story.mts';

/** In the order in which a person meets them. */
export const stories: Record<string, Story> = {
	'the panel offers the node for ads, listing, anuncios and hubspot': panelStory,
	'a new node gets its credential in the form, which tells three tokens apart': credentialStory,
	'the next node sees what will come out before the first run': previewStory,
	'properties are mapped by hand, matched on a unique one, and 250 ads updated': byHandStory,
	'properties are mapped automatically': automaticStory,
	'the error branch holds what HubSpot refused, linked to its input': errorBranchStory,
	'a stopped workflow lists what was not updated, a line for each ad': stopStory,
	'an OAuth2 account is connected, renewed once within a run, and stops where it is refused':
		oauthStory,
	'an AI agent updates several ads in one call, and learns what was not updated': agentInputsStory,
	'an AI agent whose tool continues is told of each ad': agentContinueStory,
	'an AI agent updates one ad by single fields': agentFieldsStory,
};
