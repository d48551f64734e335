import { deliver, type World } from '../delivery/deliver';
import type { Ledger } from '../delivery/ledger';
import { flow } from '../delivery/flow';
import type { Fate } from '../delivery/operation';
import { archiveFound, type FoundInput } from './archiveFound';
import type { Channel } from './channel';
import type { AdRecord, ArchiveFate, Reason } from './fates';
import { placeOf, type GetInput } from './inputs';
import { lookUpAds, type LookUpTold } from './lookUpAds';

export interface ArchiveSettings {
	/** Whether to read back what HubSpot's answer does not say: that it moved the ads to its bin. */
	readonly verifies: boolean;
	/** Whether to look only. */
	readonly isDryRun: boolean;
}

/**
 * Moves ads to HubSpot's recycling bin, after it has looked for them: HubSpot's answer is the same for an ad, for none and
 * for one that is there already, and what it does to the survivor of a merged-away id is not known.
 * @param source `names` are the properties that the records are to have
 */
export async function archiveAds(
	source: AsyncIterable<readonly GetInput[]>,
	ledger: Pick<Ledger<unknown, ArchiveFate>, 'settle' | 'markSent'>,
	channel: Channel,
	world: World<Reason>,
	settings: ArchiveSettings,
): Promise<void> {
	async function* found(): AsyncGenerator<FoundInput[]> {
		for await (const seen of flow(source, lookUpAds(channel), world)) {
			const ready: FoundInput[] = [];
			for (const [input, told] of seen) {
				const fate = toFate(told, settings);
				if (fate) ledger.settle(input.lines, fate);
				else if (told.outcome === 'found') ready.push(toFound(input, told.record));
			}
			yield ready;
		}
	}
	await deliver(found(), ledger, archiveFound(channel, settings.verifies), world);
}

/** @returns undefined where the ad is to be archived */
function toFate(
	told: Fate<LookUpTold, Reason>,
	{ isDryRun }: ArchiveSettings,
): ArchiveFate | undefined {
	if (told.outcome !== 'found' && told.outcome !== 'inBin') return told;
	const { record, mergedFrom } = told;
	if (mergedFrom !== undefined) {
		return { outcome: 'rejected', reason: { trouble: 'merged', existingId: record.id } };
	}
	if (told.outcome === 'inBin') return { outcome: 'unchanged', record };
	return isDryRun ? { outcome: 'wouldArchive', record } : undefined;
}

function toFound({ lines, traceId, names, idProperty }: GetInput, record: AdRecord): FoundInput {
	const { id } = record;
	const { key, group } = placeOf({ id });
	// By the record ID alone HubSpot would not show the value that names the ad.
	const all = idProperty === undefined ? names : [...names, idProperty];
	return { id, key, group, lines, traceId, names: all, record };
}
