import type { Client } from './client.mts';
import { openProbe } from './context.mts';
import type { Question } from './context.mts';
import { unknown } from './findings.mts';
import type { Finding } from './findings.mts';
import { OwnAds } from './ownAds.mts';
import { questions } from './questions/index.mts';

export type Outcome = {
	findings: Finding[];
	made: number;
	/** The ids of ads that could not be archived. */
	left: string[];
	/** How many requests may have made ads of which nobody knows the ids. */
	doubtful: number;
	stoppedBy?: unknown;
};

/**
 * Asks every question, and archives the ads that this took: also after an error, and when `stop` says so.
 * @param report hears of each finding as soon as it is known
 */
export async function runProbe(
	client: Client,
	{
		prefix,
		report = () => {},
		stop,
		asked = questions,
		searchPauseMs = 220,
	}: {
		prefix: string;
		report?: (finding: Finding) => void;
		stop?: AbortSignal;
		asked?: Question[];
		/** Keeps to HubSpot's five searches in a second. */
		searchPauseMs?: number;
	},
): Promise<Outcome> {
	const ads = new OwnAds(client, prefix);
	const findings: Finding[] = [];
	let stoppedBy: unknown;
	try {
		const probe = await openProbe(
			stoppable(client, stop),
			ads,
			Date.now().toString(36).toUpperCase(),
			searchPauseMs,
		);
		for (const question of asked) {
			const found = await question.ask(probe).catch(toUnknown(question));
			stop?.throwIfAborted();
			for (const finding of found) {
				findings.push(finding);
				report(finding);
			}
		}
	} catch (error) {
		stoppedBy = error;
	}
	const left = await ads.archiveAll();
	return { findings, left, made: ads.made, doubtful: ads.doubtful, stoppedBy };
}

/** Asks nothing more after a stop. What is under way comes to its end, so that no ad is made or merged unnoticed. */
function stoppable({ ask, hide }: Client, stop: AbortSignal | undefined): Client {
	return {
		hide,
		async ask(...request) {
			stop?.throwIfAborted();
			return ask(...request);
		},
	};
}

/** One question that goes wrong leaves the others alone. */
function toUnknown(question: Question) {
	return (error: unknown): Finding[] => {
		const why = error instanceof Error ? error.message : String(error);
		return question.names.map((name) => unknown(name, why));
	};
}
