import type { Job } from '../job.mts';
import type { Probe } from '../measure.mts';

export type Report = {
	/** For each id of the job what the client reports, see fates.mts; missing where that is not the question. */
	fates?: Uint8Array;
	/**
	 * For each id of the job what the client takes for its record, '' for none: of records that it made the ID, of those that it
	 * read the price.
	 */
	told?: string[];
	/** Records that it lists once more than they exist. */
	twice?: number;
	/** Further figures, for scenarios that ask for other things than records. */
	more?: Record<string, number>;
};

export type Client = {
	/** As it is called in the table. */
	title: string;
	/** Why it cannot be measured on this machine. */
	missing?(): string | undefined;
	/** Loads what it needs and builds its items, none of which is measured. */
	prepare(job: Job): Promise<(probe: Probe) => Promise<Report>>;
};
