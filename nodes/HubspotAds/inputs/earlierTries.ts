import type { IExecuteFunctions } from 'n8n-workflow';
import type { Line } from '../ad/emit';
import type { Ledger } from '../delivery/ledger';
import type { CreateFate } from '../hubspot/fates';
import { toNameKey, type AdName, type CreateInput } from '../hubspot/inputs';
import type { Groups } from './duplicates';

/** By n8n's context of a node, which lasts as long as its execution, over all tries of the node and in a loop over its runs. */
const triesOf = new WeakMap<object, EarlierTries>();

/** @returns what is known of earlier tries of this run of the node; undefined where it is not tried again */
export function recallTries(context: IExecuteFunctions): EarlierTries | undefined {
	if (context.getNode().retryOnFail !== true) return undefined;
	const node = context.getContext('node');
	const runIndex = Number(context.getWorkflowDataProxy(0).$runIndex);
	const known = triesOf.get(node);
	const tries = known?.runIndex === runIndex ? known : new EarlierTries(runIndex);
	triesOf.set(node, tries);
	return tries;
}

type AdLedger = Ledger<Line, CreateFate>;

/** What became of the ads that earlier tries were to make, by their unique values. */
class EarlierTries {
	/** Of those that were made, and of those of which that is not known. */
	readonly #fates = new Map<string, CreateFate>();

	constructor(readonly runIndex: number) {}

	/** Settles the ads that an earlier try has made as that try did, and hands on the others. */
	async *settleMade<In extends CreateInput>(
		groups: Groups<In>,
		ledger: AdLedger,
	): AsyncGenerator<readonly In[]> {
		for await (const group of groups) {
			yield group.filter((input) => {
				const fate = this.#fateOf(input);
				const isMade = fate !== undefined && fate.outcome !== 'unconfirmed';
				if (isMade) ledger.settle(input.lines, fate);
				return !isMade;
			});
		}
	}

	/** The ledger, where no ad that an earlier try left open is told as not made. */
	inDoubt(ledger: AdLedger): Pick<AdLedger, 'settle' | 'markSent'> {
		return {
			markSent: (lines) => ledger.markSent(lines),
			settle: (lines, fate) => {
				const isOpen = this.#fateOf(ledger.lines[lines[0]]) !== undefined;
				ledger.settle(lines, isOpen ? toOpen(fate) : fate);
			},
		};
	}

	remember(ledger: AdLedger): void {
		for (const { line, fate } of ledger.settled()) {
			const key = keyOf(line);
			const isKnown = 'record' in fate || fate.outcome === 'unconfirmed';
			if (isKnown && key !== undefined) this.#fates.set(key, fate);
		}
	}

	#fateOf(ad: Partial<AdName>): CreateFate | undefined {
		const key = keyOf(ad);
		return key === undefined ? undefined : this.#fates.get(key);
	}
}

function keyOf({ id, idProperty }: Partial<AdName>): string | undefined {
	return id === undefined ? undefined : toNameKey({ id, idProperty });
}

/** That it was not sent now, or that there is an ad with its value, says nothing of the try before. */
function toOpen(fate: CreateFate): CreateFate {
	if (fate.outcome === 'notSent') return { outcome: 'unconfirmed', reason: fate.reason };
	if (fate.outcome !== 'rejected' || fate.reason.trouble !== 'exists') return fate;
	const { existingId, holder } = fate.reason;
	if (holder === 'other') return fate;
	const trouble = existingId && !holder ? 'ageUnknown' : 'existsAfterLoss';
	return { outcome: 'unconfirmed', reason: { ...fate.reason, trouble } };
}
