import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Ledger } from '../delivery/ledger';
import type { Line } from '../ad/emit';
import type { Notices } from '../ad/notices';
import type { RunSettings } from '../ad/settings';
import { Turns } from '../ad/turns';
import type { Known } from '../hubspot/definitions';
import type { Reason } from '../hubspot/fates';
import { Desk, type CheckedDraft } from './desk';
import { readId, type Draft, type Invalid } from './drafts';
import { readTitle } from './newAds';
import { needsDefinitions } from './readers';
import type { Wanted } from './wanted';

/** Ads that are handed on at once; one item may hold any number. */
const GROUP_SIZE = 100;

/** What is known of the account; what is refused by kept definitions is looked at again by renewed ones. */
export interface Renewable extends Known {
	readonly isKept?: boolean;
	readonly isOfOthers?: boolean;
	renew?(): Promise<void>;
}

/** Where ads that are read get their lines, and those that cannot be sent their fates. */
type Unsent = Pick<
	Ledger<Line, { readonly outcome: 'invalid' | 'notSent'; readonly reason: Reason }>,
	'open' | 'settle' | 'size'
>;

/**
 * Reads items into inputs, in groups. Each ad of each item gets its line in the ledger; one that cannot be sent is
 * settled as `invalid` at once and is in no group.
 * @param known without definitions automatic mapping sends nothing; by hand and in JSON the values go unchecked
 */
export async function* readInputs<In>(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	settings: RunSettings,
	wanted: Wanted<In>,
	known: Renewable,
	ledger: Unsent,
	notices: Notices,
): AsyncGenerator<In[]> {
	const isNeeded = needsDefinitions(context, settings) || wanted.key !== undefined;
	const cannotMap = isNeeded ? known.reason : undefined;
	const openDesk = () => new Desk(context, items, settings, wanted, known.definitions);
	let desk = openDesk();
	const prefix = `n8n-${Math.random().toString(36).slice(2, 10)}-`;

	const take = (draft: Draft | Invalid, checked: CheckedDraft | Invalid, itemIndex: number) => {
		const line = ledger.open(lineOf(itemIndex, draft, wanted));
		// What was passed over is told of a refused ad too: who mends it should see all of it.
		if (!('invalid' in draft)) tellIgnored(draft);
		if (cannotMap) ledger.settle([line], { outcome: 'notSent', reason: cannotMap });
		else if ('invalid' in checked) {
			ledger.settle([line], { outcome: 'invalid', reason: toReason(checked) });
		} else {
			tell(checked, itemIndex);
			const traceId = checked.callersTraceId ?? `${prefix}${line}`;
			return wanted.toInput(checked, line, traceId);
		}
		return undefined;
	};
	const tellIgnored = ({ ignored = [], properties }: Draft) => {
		// Where nothing is left to write, the refusal names the fields itself.
		if (ignored.length > 0 && Object.keys(properties).length === 0) return;
		for (const { field, near } of ignored) {
			const { name: value, label } = near.definition;
			notices.add({ kind: 'nearMiss', field, why: near.why, nearest: { value, label } });
		}
	};
	const tell = (checked: CheckedDraft, itemIndex: number) => {
		for (const notice of checked.notices) {
			notices.add(notice, () => desk.whyNothing(notice.property, itemIndex));
		}
	};
	const renew = async () => {
		await known.renew?.();
		desk = openDesk();
	};

	const turns = new Turns();
	let inputs: In[] = [];
	for (const itemIndex of items.keys()) {
		for (const read of desk.read(itemIndex)) {
			let draft = read;
			if (known.isOfOthers && desk.hasUnknown) {
				await renew();
				draft = desk.readAgain(draft, itemIndex);
			}
			let checked = desk.check(draft, itemIndex);
			if ('invalid' in checked && known.isKept) {
				await renew();
				draft = desk.readAgain(draft, itemIndex);
				checked = desk.check(draft, itemIndex);
			}
			const input = take(draft, checked, itemIndex);
			if (input) inputs.push(input);
			const isWhole = ledger.size % GROUP_SIZE === 0;
			if (isWhole) {
				yield inputs;
				inputs = [];
			}
			// Replies that came together are followed by the reading of as many groups, which would add up.
			if (!isWhole && !turns.isDue) continue;
			await turns.pass();
			if (context.getExecutionCancelSignal()?.aborted) return;
		}
	}
	yield inputs;
}

function toReason({ invalid, property, todo, isOfRun }: Invalid): Reason {
	return { trouble: isOfRun ? 'parameters' : 'checks', said: invalid, property, todo };
}

function lineOf(
	itemIndex: number,
	draft: Draft | Invalid,
	{ namedBy, key }: Pick<Wanted<unknown>, 'namedBy' | 'key'>,
): Line {
	const { id, idProperty } = draft;
	if ('invalid' in draft) return { itemIndex, id, idProperty };
	const { callersTraceId, properties } = draft;
	const written = Object.keys(properties);
	if (namedBy !== 'nothing') return { itemIndex, id, idProperty, callersTraceId, written };
	const ofNew = { itemIndex, title: readTitle(draft), callersTraceId, written };
	const value = key === undefined ? undefined : readId(properties[key]);
	return value === undefined ? ofNew : { ...ofNew, id: value, idProperty: key };
}
