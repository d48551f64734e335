import { credentialStory } from './credential.mts';
import { otherCredentialStory, unreadableStory } from './credentials.mts';
import { errorBranchStory } from './errorBranch.mts';
import {
	agentContinueStory,
	agentDeletesStory,
	agentDroppedInStory,
	agentFieldsStory,
	agentFindsStory,
	agentInputsStory,
} from './agent.mts';
import { createStory } from './createAds.mts';
import { dryRunOutcomesStory, dryRunStory } from './dryRun.mts';
import { firstRunStory } from './firstRun.mts';
import { getManyStory } from './getMany.mts';
import { automaticStory, byHandStory } from './mapping.mts';
import { openingStory, templateStory } from './opening.mts';
import { oauthStory } from './oauth.mts';
import { deleteStory, getStory } from './named.mts';
import { optionsStory } from './options.mts';
import { panelStory } from './panel.mts';
import { jsonStory, previewStory } from './preview.mts';
import { invalidStory, stopStory, wrongTokenStory } from './stopWorkflow.mts';
import type { Story } from './story.mts';
import { upsertOpeningStory, upsertStory } from './upsert.mts';

/** In the order in which a person meets them. */
export const stories: Record<string, Story> = {
	'the panel offers the node for what its users type in': panelStory,
	'a new node gets its credential in the form, which tells three tokens apart': credentialStory,
	'the first run goes as the README tells it': firstRunStory,
	'the next node sees what will come out before the first run': previewStory,
	'an example of the JSON is to be seen': jsonStory,
	'properties are mapped by hand, matched on a unique one, and 250 ads updated': byHandStory,
	'properties are mapped automatically': automaticStory,
	'a feed is mapped by hand, its new ads are created and the others updated': upsertStory,
	'opening and refreshing a node that creates or updates chooses nothing': upsertOpeningStory,
	'250 ads are created by a unique property, after a dry run, and not once more': createStory,
	'opening, closing and refreshing a node of any shape changes nothing that it sends': openingStory,
	'a template shows only what it maps when opened': templateStory,
	'another kind of credential keeps the property to match on when opened': otherCredentialStory,
	'a list that cannot be read says why in the opened node': unreadableStory,
	'options are offered where they act, and none is lost': optionsStory,
	'ads are found by a condition that is set in the editor': getManyStory,
	'the error branch holds what HubSpot refused, linked to its input': errorBranchStory,
	'a stopped workflow lists what was not updated, a line for each ad': stopStory,
	'a stopped workflow with an invalid ad sends nothing, and says why': invalidStory,
	'a stopped workflow tells of a wrong token once': wrongTokenStory,
	'a dry run says so on the canvas, in its hint and of every ad': dryRunStory,
	'a dry run tells what would become of each ad': dryRunOutcomesStory,
	'ads are read with the properties that are chosen from the list': getStory,
	'ads are deleted after a dry run, and one that was deleted before is told apart': deleteStory,
	'an OAuth2 account is connected, renewed once within a run, and stops where it is refused':
		oauthStory,
	'an AI agent updates two ads with the tool as it is dropped in': agentDroppedInStory,
	'an AI agent updates several ads in one call, and learns what was not updated': agentInputsStory,
	'an AI agent whose tool continues is told of each ad': agentContinueStory,
	'an AI agent deletes what it names with the tool as it is set up': agentDeletesStory,
	'an AI agent updates one ad by single fields': agentFieldsStory,
	'an AI agent finds ads with the tool as it is': agentFindsStory,
};
