import assert from 'node:assert/strict';
import type { N8nApi } from '../../../scripts/n8nApi.mts';
import { startChatModel, type ChatModel } from '../../examples/chatModel.mts';
import { createCredential, runWorkflow } from '../../examples/workbench.mts';
import type { Json } from '../../examples/workbench.mts';
import type { Simulator } from '../../simulator/server.mts';
import { hubspotAccount, priceOf } from './account.mts';
import type { Story } from './story.mts';

const TRIGGER = 'When chat message received';
const TOOL = 'HubSpot_Ads';
/** n8n names a node that it adds after its action. */
const TOOL_DROPPED_IN = 'Batch_update_ads_in_HubSpot_Ads';
const SAID = { action: 'sendMessage', sessionId: 'one', chatInput: 'Change the prices' };
/** What n8n adds to an item for an agent, and what a chat brings. */
const NOT_FOR_HUBSPOT = /toolCallId|sessionId|chatInput|"action"|call_1/;

const INPUTS = [
	{ id: 'REF-000001', idProperty: 'reference_number', properties: { hs_price: 245_000 } },
	{ id: 'REF-000002', idProperty: 'reference_number', properties: { hs_price: '310000' } },
	{ id: 'REF-990001', idProperty: 'reference_number', properties: { hs_price: 1 } },
];
/** The agent hands in HubSpot's own body. */
const MANY = {
	specifyAds: 'json',
	adsJson: `={{ $fromAI('body', '{ "inputs": [ { "id", "idProperty", "properties" } ] }', 'json') }}`,
	options: { simplify: true },
};

export const agentInputsStory: Story = {
	account: {},
	async perform({ api, simulator }) {
		const answer = await ask(api, simulator, {
			parameters: MANY,
			calledWith: { body: { inputs: INPUTS } },
		});

		assert.deepEqual(
			['REF-000001', 'REF-000002'].map((reference) => priceOf(simulator, reference)),
			['245000', '310000'],
		);
		assert.match(answer, /1 of 3 ads was not updated: 1 not found/);
		assert.match(answer, /REF-990001: HubSpot has no ad with this 'reference_number'/);
		assert.ok(answer.length < 300, `${answer.length} characters: ${answer}`);
	},
};

export const agentContinueStory: Story = {
	account: {},
	async perform({ api, simulator }) {
		const answer = await ask(api, simulator, {
			parameters: MANY,
			settings: { onError: 'continueRegularOutput' },
			calledWith: { body: { inputs: INPUTS } },
		});

		const [first, second, third] = JSON.parse(answer);
		assert.equal(first.hs_price, '245000');
		assert.equal(second.hs_price, '310000');
		assert.equal(third.details.outcome, 'notFound');
		assert.ok(answer.length < 2_000, `${answer.length} characters: ${answer}`);
	},
};

/** Nothing is chosen but the operation. */
export const agentDeletesStory: Story = {
	account: {},
	async perform({ api, simulator }) {
		const { ads } = simulator.hubspot;
		const [a, b] = ads.all();

		const answer = await ask(api, simulator, {
			parameters: { operation: 'batchArchive' },
			settings: { onError: 'continueRegularOutput' },
			calledWith: { adId: `${a.id}, ${b.id}, the last one` },
		});

		const told = JSON.parse(answer) as Json[];
		assert.deepEqual(
			told.map(({ outcome, details }) => outcome ?? details.outcome),
			['archived', 'archived', 'invalid'],
		);
		assert.deepEqual([ads.get(a.id)!.archived, ads.all().length], [true, 298]);
	},
};

export const agentFieldsStory: Story = {
	account: {},
	async perform({ api, simulator }) {
		const answer = await ask(api, simulator, {
			parameters: {
				specifyAds: 'fields',
				ads: {
					mappingMode: 'defineBelow',
					matchingColumns: ['reference_number'],
					value: {
						reference_number: "={{ $fromAI('reference', 'The reference number of the ad') }}",
						hs_price: "={{ $fromAI('price', 'The new price', 'number') }}",
					},
					schema: [],
				},
				options: { simplify: true },
			},
			calledWith: { reference: 'REF-000007', price: 199_000 },
		});

		assert.equal(priceOf(simulator, 'REF-000007'), '199000');
		assert.match(answer, /"hs_price":\s*"199000"/);
		assert.ok(answer.length < 800, `${answer.length} characters: ${answer}`);
	},
};

/** Of the operation nothing is filled in: the agent is asked for conditions, words and how many, and may leave out what it likes. */
export const agentFindsStory: Story = {
	account: {},
	async perform({ api, simulator }) {
		const filters = [
			{ propertyName: 'hs_listing_type', operator: 'EQ', value: 'House' },
			{ propertyName: 'hs_price', operator: 'LTE', value: 400_000 },
		];
		const parameters = { operation: 'getMany', properties: ['hs_price'] };
		const wanted = simulator.hubspot.ads
			.all()
			.filter(({ values }) => values.hs_listing_type === 'house')
			.filter(({ values }) => Number(values.hs_price) <= 400_000)
			.map(({ id }) => id);

		const few = await ask(api, simulator, {
			parameters,
			calledWith: { filterGroups: [{ filters }], limit: 2, query: '' },
		});
		const all = await ask(api, simulator, { parameters, calledWith: { limit: 3 } });
		const wrong = await ask(api, simulator, {
			parameters,
			calledWith: { filterGroups: [{ filters: [{ ...filters[0], propertyName: 'hs_type' }] }] },
		});

		assert.deepEqual(idsIn(few), wanted.slice(0, 2));
		assert.deepEqual(
			idsIn(all),
			simulator.hubspot.ads
				.all()
				.slice(0, 3)
				.map(({ id }) => id),
		);
		assert.match(wrong, /HubSpot has no property 'hs_type' of ads/);
	},
};

function idsIn(answer: string): string[] {
	return (JSON.parse(answer) as Array<{ id: string }>).map(({ id }) => id);
}

/** Nothing is chosen but the credential, which n8n chooses by itself. */
export const agentDroppedInStory: Story = {
	account: {},
	async perform({ editor, api, simulator }) {
		await hubspotAccount(api, simulator);
		const model = await startChatModel([
			{ calls: TOOL_DROPPED_IN, with: { ads: INPUTS.slice(0, 2) } },
			{ says: 'Done.' },
		]);
		try {
			const id = await putAgent(api, await modelCredential(api, model));
			await editor.openWorkflow(id);

			await editor.addTool('AI Agent', 'HubSpot Ads');
			await editor.part('parameter-input-adsJson').waitFor();
			await editor.picture('tool-dropped-in');
			await editor.closeNode();
			await editor.saved(api, id);

			const run = await runWorkflow(api, id, TRIGGER, SAID);
			assert.equal(run.status, 'success', run.error);
			assert.deepEqual(
				['REF-000001', 'REF-000002'].map((reference) => priceOf(simulator, reference)),
				['245000', '310000'],
			);
			const { function: tool } = model.asked[0].tools![0];
			assert.match(tool.description, /listings.*Pass each listing with its ID/);
			assert.match(JSON.stringify(tool.parameters), /"ads":.*hs_price.*idProperty/);
		} finally {
			await model.close();
		}
	},
};

/**
 * Runs an agent whose model calls the tool once.
 * @returns what the tool answered to the model
 */
async function ask(
	api: N8nApi,
	simulator: Simulator,
	{
		parameters,
		settings = {},
		calledWith,
	}: { parameters: Json; settings?: Json; calledWith: Json },
): Promise<string> {
	const model = await startChatModel([{ calls: TOOL, with: calledWith }, { says: 'Done.' }]);
	try {
		const tool = toolNode({ parameters, ...settings }, await hubspotAccount(api, simulator));
		const id = await putAgent(api, await modelCredential(api, model), tool);

		const run = await runWorkflow(api, id, TRIGGER, SAID);

		assert.equal(run.status, 'success', run.error);
		assert.equal(run.items('AI Agent')[0].output, 'Done.');
		for (const { path, body } of simulator.hubspot.journal) {
			assert.doesNotMatch(`${path} ${JSON.stringify(body)}`, NOT_FOR_HUBSPOT);
		}
		const answers = model.asked[1].messages.filter(({ role }) => role === 'tool');
		assert.equal(answers.length, 1);
		return String(answers[0].content);
	} finally {
		await model.close();
	}
}

async function modelCredential(api: N8nApi, { url }: ChatModel) {
	return createCredential(api, 'Scripted model', 'openAiApi', { apiKey: 'not-used', url });
}

function toolNode({ parameters, onError }: Json, credentials: Json) {
	return {
		...node('HubSpot Ads', 'n8n-nodes-hubspot-ads.hubspotAdsTool', 1, {
			resource: 'ad',
			operation: 'batchUpdate',
			...parameters,
		}),
		...(onError && { onError }),
		credentials,
	};
}

async function putAgent(api: N8nApi, model: Json, tool?: Json): Promise<string> {
	const langchain = '@n8n/n8n-nodes-langchain';
	const nodes = [
		node(TRIGGER, `${langchain}.chatTrigger`, 1.3, { options: {} }),
		{
			...node('AI Agent', `${langchain}.agent`, 3, { promptType: 'auto', options: {} }),
			position: [240, 0],
		},
		{
			...node('Model', `${langchain}.lmChatOpenAi`, 1.3, {
				model: { __rl: true, mode: 'id', value: 'scripted' },
				responsesApiEnabled: false,
				options: {},
			}),
			position: [160, 240],
			credentials: model,
		},
		...(tool ? [tool] : []),
	];
	const to = (type: string) => ({ [type]: [[{ node: 'AI Agent', type, index: 0 }]] });
	const { id } = await api<{ id: string }>('POST', '/rest/workflows', {
		name: 'Agent',
		nodes,
		connections: {
			[TRIGGER]: to('main'),
			Model: to('ai_languageModel'),
			...(tool && { 'HubSpot Ads': to('ai_tool') }),
		},
		settings: { executionOrder: 'v1' },
	});
	return id;
}

function node(name: string, type: string, typeVersion: number, parameters: Json) {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}
