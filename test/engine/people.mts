import { defineProperty, options } from '../simulator/definitions.mts';
import { AUTOMATICALLY, map, send, sentInputs } from './account.mts';
import type { RunResult } from './harness.mts';
import type { Account } from './trouble.mts';

/** Something that people hand in, and what is right. The ad's record ID is `AD`, the next ad's `AD2`. */
export interface Given {
	/** Of automatic mapping, unless `ads` says otherwise; with `json` the parameter Ads (JSON). */
	readonly item?: object;
	readonly ads?: object;
	readonly json?: string;
	readonly options?: object;
	/** What HubSpot is sent for the ad; `{}` where it is sent nothing. */
	readonly sends?: object;
	/** What the refusal says. */
	readonly says?: RegExp;
	/** What the summary warns of. */
	readonly warns?: RegExp;
}

/** The labels and properties of an account in use. */
export function prepare({ hubspot }: Account): void {
	const label = (name: string, text: string) => (hubspot.properties.get(name)!.label = text);
	label('hs_name', 'Listing name');
	label('hs_object_id', 'Record ID');
	hubspot.properties.get('hs_listing_type')!.options.push(...options({ atico: '\u00c1tico' }));
	for (const definition of [
		defineProperty({ name: 'agent_phone', fieldType: 'phonenumber' }),
		defineProperty({ name: 'note_a', label: 'Internal note' }),
		defineProperty({ name: 'note_b', label: 'Internal note' }),
		defineProperty({ name: 'message' }),
		defineProperty({ name: 'action' }),
		defineProperty({ name: 'features_extra', label: 'M\u00b2 built', type: 'number' }),
	])
		hubspot.properties.set(definition.name, definition);
	for (const id of ['sales', 'rentals'])
		hubspot.pipelines.push({
			...hubspot.pipelines[0],
			id,
			label: id === 'sales' ? 'Sales' : 'Rentals',
			stages: [{ ...hubspot.pipelines[0].stages[0], id: `${id}_active`, label: 'Running' }],
		});
}

/** Runs the node over one item, the first ad's ID in place of `AD`. */
export async function handIn(account: Account, given: Given): Promise<RunResult> {
	prepare(account);
	const fill = <T,>(value: T): T =>
		JSON.parse(
			JSON.stringify(value ?? {})
				.replaceAll('AD2', account.ids[1])
				.replaceAll('AD', account.ids[0]),
		) as T;
	const { item = {}, ads = AUTOMATICALLY, json, options: chosen = {} } = given;
	if (json !== undefined) {
		return await send(account, [fill(item)], chosen, json.replaceAll('AD', account.ids[0]));
	}
	return await map(account, [fill(item)], fill(ads), chosen);
}

const SUMMARY = /^\d+ ads? updated in |^Nothing was written/;

/** What came of it, in the words of `Given`. */
export function tell(account: Account, run: RunResult) {
	const [sent] = sentInputs(account) as Array<{ properties: object }>;
	const [first] = [...run.outputs[0], ...run.outputs[1]];
	return {
		sends: sent?.properties ?? {},
		says: String(first?.json.message ?? ''),
		warns: run.hints
			.map(({ message }) => message)
			.filter((message) => !SUMMARY.test(message))
			.join('\n'),
	};
}
