import { describe, expect, it } from 'vitest';
import { connect, readOrigin } from '../../../scripts/probe/client.mts';
import { questions } from '../../../scripts/probe/questions/index.mts';
import { runProbe } from '../../../scripts/probe/run.mts';
import { defineProperty } from '../../simulator/definitions.mts';
import { assumedWithoutSwitch, defaultGuesses } from '../../simulator/guesses.mts';
import type { Guesses } from '../../simulator/guesses.mts';
import { startSimulator } from '../../simulator/server.mts';
import type { Simulator, SimulatorOptions } from '../../simulator/server.mts';

const PREFIX = 'probe under test';
/** The true lag would make each run take five seconds. */
const QUICK = { searchLagMs: 400 };

describe('the probe against an account that behaves as assumed', () => {
	it('asks about every guess', () => {
		const names = questions.flatMap((question) => question.names);

		expect(new Set(names).size).toBe(names.length);
		expect(names).toEqual(expect.arrayContaining(Object.keys(defaultGuesses)));
		expect(names).toEqual(expect.arrayContaining([...assumedWithoutSwitch]));
	});

	it('refutes nothing, and says why the rest is unknown', async () => {
		await withAccount({ guesses: QUICK }, async ({ probe }) => {
			const { findings, stoppedBy } = await probe();

			expect(stoppedBy).toBeUndefined();
			expect(namesOf(findings, 'refuted')).toEqual([]);
			expect(namesOf(findings, 'unknown')).toEqual([
				'upsertConflict',
				...['lockedText', 'lockedCategory', 'migrationText', 'migrationCategory', 'inactiveText'],
				...['refusedRequestsCount', 'oneWindowPerAccount', 'dailyCountFromMidnightUtc'],
				...['writeSurvivesLostReply', 'unrecordedTexts'],
			]);
			expect(findings.every(({ says }) => says.length > 0)).toBe(true);
		});
	});

	it('writes to its own ads only, and archives all of them', async () => {
		await withAccount({ guesses: QUICK }, async ({ simulator, probe }) => {
			const { hubspot } = simulator;
			const before = hubspot.ads.all();
			const values = before.map((ad) => ad.values);

			const { made, left, doubtful } = await probe();

			expect({ made, left, doubtful }).toEqual({ made: 13, left: [], doubtful: 0 });
			expect(hubspot.ads.all()).toEqual(before);
			expect(before.map((ad) => ad.values)).toEqual(values);
			const others = new Set(before.map(({ id }) => id));
			const written = hubspot.journal.flatMap((entry) => entry.written);
			expect(written.filter((id) => others.has(id))).toEqual([]);
			expect(hubspot.journal.filter(({ unknown }) => unknown)).toEqual([]);
		});
	});
});

describe('the probe against an account that behaves otherwise', () => {
	const otherwise: Array<[keyof Guesses, unknown]> = [
		['validationPerRecord', false],
		['partialTraceIds', 'perRecord'],
		['typeNameInMessage', '0-420'],
		['traceIdsInNotFound', false],
		['tooManyInputsText', 'Too many'],
		['conflictCode', 'UNIQUE_VALUE_TAKEN'],
		['uniqueIgnoresCase', true],
		['numberCode', 'INVALID_NUMBER'],
		['dateCode', 'NO_DATE'],
		['datetimeCode', 'NO_DATE'],
		['booleanCode', 'NO_BOOLEAN'],
		['ownerCode', 'NO_OWNER'],
		['tooLongCode', 'TOO_LONG'],
		['longestText', 70_000],
		['outerSpaceRefused', true],
		['numericNormalization', true],
		['dateNormalization', false],
		['stageMustFitPipeline', false],
		['clearedReadsAs', 'null'],
		['nullValue', 'clears'],
		['nullValue', 'refused'],
		['emptyProperties', 'refused'],
		['mergedInBatchUpdate', 'notFound'],
		['mergedInBatchUpdate', 'followed'],
		['mergedInBatchRead', 'dropped'],
		['mergedInBatchRead', 'notFound'],
		['mergedBesideSurvivor', 'twice'],
		['mergedInArchive', 'survivorArchived'],
		['oddIdInArchive', 'ignored'],
		['archivedHoldsUnique', true],
		['createConflict', 'conflict'],
		['equalInCreate', 'allRefused'],
		['missingName', 'wholeBatch'],
		['defaultPipeline', 'none'],
		['uniqueReadLagMs', 60_000],
		['upsertConflict', 'perRecord'],
		['partialStatusOf202609', 200],
		['rewrites', ['trimmed']],
		['rewrites', ['newlines', 'phone']],
		['rewrites', ['html']],
		['listAfter', 'lastId'],
		['secondSort', 'ignored'],
		['epochFilterFails', false],
		['mergedInGet', 'notFound'],
		['mixedIdProperty', 'refused'],
		['sameAdTwice', 'refused'],
		['duplicatesInBatchRead', 'twice'],
		['duplicatesInBatchRead', 'refused'],
		['idPropertyInResult', false],
		['sourceInResult', false],
		['pipelineInResult', false],
		['searchLagMs', 0],
		['inWantsLowerCase', false],
		['negationsFindEmpty', false],
		['queryProperties', ['hs_name', 'hs_zip']],
		['unknownToken', 'expired'],
	];

	it.each(otherwise)('refutes %s where HubSpot has %s', async (name, value) => {
		await withAccount(
			{ guesses: { searchLagMs: 0, [name]: value } },
			async ({ simulator, probe }) => {
				for (const own of [
					defineProperty({ name: 'mls_number', hasUniqueValue: true }),
					defineProperty({ name: 'story', fieldType: 'html' }),
					defineProperty({ name: 'phone', fieldType: 'phonenumber' }),
				])
					simulator.hubspot.properties.set(own.name, own);
				const { findings, left } = await probe({
					asked: questions.filter(({ names }) => names.includes(name)),
				});

				expect(findings.find((finding) => finding.name === name)?.verdict).toBe('refuted');
				expect(left).toEqual([]);
			},
		);
	});

	it('leaves out what the account has no property for', async () => {
		await withAccount({ guesses: QUICK }, async ({ simulator, probe }) => {
			for (const name of ['reference_number', 'furnished', 'available_from', 'next_viewing_at'])
				simulator.hubspot.properties.delete(name);

			const { findings } = await probe();

			expect(namesOf(findings, 'refuted')).toEqual([]);
			expect(namesOf(findings, 'unknown')).toEqual(
				expect.arrayContaining(['conflictCode', 'uniqueIgnoresCase', 'booleanCode', 'dateCode']),
			);
		});
	});
});

describe('the probe in trouble', () => {
	it('ends with what HubSpot said when it may not read the properties', async () => {
		await withAccount({ tokens: { [NARROW]: { scopes: [] } } }, async ({ probe }) => {
			const { findings, made, stoppedBy } = await probe();

			expect(findings).toEqual([]);
			expect(made).toBe(0);
			expect(String(stoppedBy)).toContain('MISSING_SCOPES');
		});
	});

	it('archives its ads although every update breaks', async () => {
		await withAccount({ guesses: QUICK }, async ({ simulator, probe }) => {
			const before = simulator.hubspot.ads.all().length;
			const match = { endpoint: 'batchUpdate' as const, probability: 1, times: 1_000 };
			simulator.hubspot.addFault({ kind: 'reset', match });

			const { findings, left } = await probe({
				asked: questions.filter(({ names }) => !names.includes('searchLagMs')),
			});

			expect(namesOf(findings, 'refuted')).toEqual([]);
			expect(left).toEqual([]);
			expect(simulator.hubspot.ads.all()).toHaveLength(before);
		});
	});

	it.each(['reset', 'edgeError'] as const)(
		'says how many ads may be left where the reply to a create is lost: %s',
		async (kind) => {
			await withAccount({}, async ({ simulator, probe }) => {
				const match = { endpoint: 'batchCreate' as const };
				simulator.hubspot.addFault({ kind, applied: 'after', match });
				const asked = questions.filter(({ names }) => names.includes('missingName'));

				expect(await probe({ asked })).toMatchObject({ doubtful: 1, left: [] });
			});
		},
	);

	it('tries again to archive', async () => {
		await withAccount({}, async ({ simulator, probe }) => {
			const match = { endpoint: 'archiveAd' as const, nth: [1, 2] };
			simulator.hubspot.addFault({ kind: 'edgeError', status: 502, match });

			expect((await probe({ asked: [] })).left).toEqual([]);
		});
	});

	it('names the ads that it could not archive', async () => {
		await withAccount({}, async ({ simulator, probe }) => {
			const match = { endpoint: 'archiveAd' as const, probability: 1, times: 100 };
			simulator.hubspot.addFault({ kind: 'edgeError', status: 502, match });

			expect((await probe({ asked: [] })).left).toHaveLength(2);
		});
	});

	it.each([2, 3, 30, 120, 400])('archives its ads when it is ended after %i ms', async (ms) => {
		await withAccount({ latencyMs: 15 }, async ({ simulator, probe }) => {
			const before = simulator.hubspot.ads.all().length;
			const stop = new AbortController();
			setTimeout(() => stop.abort(new Error('Ended')), ms);

			const { left, stoppedBy } = await probe({ stop: stop.signal });

			expect(stoppedBy).toBeInstanceOf(Error);
			expect(left).toEqual([]);
			expect(simulator.hubspot.ads.all()).toHaveLength(before);
		});
	});
});

describe('the address', () => {
	it.each(['https://api.hubapi.com', 'https://api.hubapi.com/', 'http://127.0.0.1:8420'])(
		'%s may have the token',
		(address) => expect(readOrigin(address)).toBe(address.replace(/\/$/, '')),
	);

	it.each([
		'http://api.hubapi.com',
		'https://api.hubapi.com/path',
		'ftp://localhost',
		'no address',
	])('%s may not', (address) => expect(() => readOrigin(address)).toThrow('HUBSPOT_BASE_URL'));
});

// Helpers

const NARROW = 'pat-na1-token-without-scopes';

type Bench = {
	simulator: Simulator;
	probe(options?: Partial<Parameters<typeof runProbe>[1]>): ReturnType<typeof runProbe>;
};

async function withAccount(
	options: SimulatorOptions,
	use: (bench: Bench) => Promise<void>,
): Promise<void> {
	const limit = { searchPerSecond: 1_000 };
	const simulator = await startSimulator({ ads: 20, limit, ...options });
	const client = connect(simulator.url, simulator.token);
	try {
		await use({
			simulator,
			probe: (more) => runProbe(client, { prefix: PREFIX, searchPauseMs: 0, ...more }),
		});
	} finally {
		await simulator.close();
	}
}

function namesOf(findings: Array<{ name: string; verdict: string }>, verdict: string): string[] {
	return findings.filter((finding) => finding.verdict === verdict).map(({ name }) => name);
}
