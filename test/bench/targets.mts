import { PLAIN } from './life.mts';
import { lifeTargets } from './lifeTargets.mts';
import type { Row } from './row.mts';

/** What the project wants to reach, and whether this run did. */
export type Target = { what: string; wanted: string; found: string; isReached?: boolean };

/** Per-ad figures that grow by less than this from 10,000 to 100,000 ads count as linear. */
const LINEAR = 1.25;

export function judgeTargets(rows: Row[]): Target[] {
	const find = (scenario: string, key: string) =>
		rows.find((row) => row.scenario === scenario && row.key === key && !row.skipped);
	return [
		steady('alone, 190 per 10 s', find('alone-190', 'ours'), 0.97, 0.005),
		steady('alone, 100 per 10 s', find('alone-100', 'ours'), 0.97, 0.005),
		steady('alone, 100,000 records', find('alone-100000', 'ours'), 0.97, 0.005),
		paced('two runs in one process', find('two-runs', 'oursTwice'), 0.95, 0.01),
		paced('two processes', find('two-processes', 'ours-2'), 0.85, 0.03),
		paced('two processes, one 5 s later', find('two-processes', 'ours-2-later'), undefined, 0.03),
		ratio(
			"CPU per ad against a bare loop on n8n's request helper",
			find('growth-100000', 'ours')?.cpuMsPer1000,
			find('growth-100000', 'bareHelper')?.cpuMsPer1000,
			2,
		),
		beyond(find('growth-100000', 'ours'), find('growth-100000', 'bareHelper')),
		...['Vm', 'Legacy'].map((evaluator) => {
			const row = (whose: string) => find('expressions', `${whose}Reading${evaluator}`);
			return faster(`plain expressions (${evaluator.toLowerCase()})`, row('our'), row('n8n'), 20);
		}),
		delay(find('growth-100000', 'ours')),
		linear('time beyond the limit', find, ({ seconds, records }) => seconds / records),
		linear('memory beyond the items', find, ({ peakBeyondMb, records }) => peakBeyondMb / records),
		...lifeTargets(find),
		nothingTwice(rows),
		nothingLost(rows),
	];
}

export function steady(what: string, row: Row | undefined, share: number, refused: number): Target {
	const wanted = `${percent(share)} of a full window, 429s under ${percent(refused)}`;
	if (row?.steadyShare === undefined) return unmeasured(what, wanted);
	const { share: ofCeiling, steadyShare, requests } = row;
	const part = row.refused / requests;
	return {
		what,
		wanted,
		found: `${percent(steadyShare)}${ofCeiling === undefined ? '' : ` (with start and end ${percent(ofCeiling)} of the ceiling)`}, ${row.refused} of ${requests} (${percent(part)})`,
		isReached: steadyShare >= share && part < refused,
	};
}

function paced(
	what: string,
	row: Row | undefined,
	share: number | undefined,
	refused: number,
): Target {
	const wanted = `${share ? `${percent(share)} of the ceiling, ` : ''}429s under ${percent(refused)}`;
	if (!row || (share && row.share === undefined)) return unmeasured(what, wanted);
	const part = row.refused / row.requests;
	return {
		what,
		wanted,
		found: `${percent(row.share ?? 0)}, ${row.refused} of ${row.requests} (${percent(part)})`,
		isReached: (row.share ?? 0) >= (share ?? 0) && part < refused,
	};
}

export function ratio(what: string, ours?: number, bare?: number, most = 1): Target {
	const wanted = `under ${most} times`;
	if (ours === undefined || bare === undefined) return unmeasured(what, wanted);
	const found = `${(ours / bare).toFixed(2)} times`;
	return { what, wanted, found, isReached: ours / bare < most };
}

function beyond(ours: Row | undefined, bare: Row | undefined): Target {
	const what = "CPU beyond that loop, which hands text to n8n's helper";
	const wanted = 'at most 10 ms for 1,000 ads';
	if (!ours || !bare) return unmeasured(what, wanted);
	const ms = ours.cpuMsPer1000 - bare.cpuMsPer1000;
	return { what, wanted, found: `${ms.toFixed(1)} ms`, isReached: ms <= 10 };
}

function faster(what: string, ours: Row | undefined, n8n: Row | undefined, least: number): Target {
	const wanted = `${least} times faster than getNodeParameter`;
	if (!ours || !n8n) return unmeasured(what, wanted);
	const times = n8n.seconds / ours.seconds;
	return { what, wanted, found: `${times.toFixed(1)} times`, isReached: times >= least };
}

function nothingTwice(rows: Row[]): Target {
	const what = 'records made or listed twice, or paired wrongly, by ours';
	const countOf = (isSuch: (row: Row) => boolean) =>
		rows
			.filter(isSuch)
			.reduce((sum, { account }) => sum + (account ? account.twice + account.wronglyPaired : 0), 0);
	const own = rows.filter(({ key, account }) => key.startsWith('ours') && account);
	if (own.length === 0) return unmeasured(what, 'none');
	const ours = countOf(({ key }) => key.startsWith('ours'));
	const sdk = countOf(({ key }) => key.startsWith('sdk'));
	return {
		what,
		wanted: 'none',
		found: `${ours} (${sdk} by HubSpot's own client)`,
		isReached: ours === 0,
	};
}

function delay(row: Row | undefined): Target {
	const what = `event-loop delay, ${(row?.records ?? 100_000).toLocaleString('en')} ads`;
	const wanted = 'p99 under 50 ms, none over 200 ms';
	if (!row) return unmeasured(what, wanted);
	const { delayP99Ms, delayMaxMs } = row;
	return {
		what,
		wanted,
		found: `p99 ${delayP99Ms.toFixed(1)} ms, max ${delayMaxMs.toFixed(1)} ms`,
		isReached: delayP99Ms < 50 && delayMaxMs <= 200,
	};
}

function linear(
	what: string,
	find: (scenario: string, key: string) => Row | undefined,
	perAd: (row: Row) => number,
): Target {
	const wanted = `per ad at most ${LINEAR} times of 10,000 ads`;
	const small = find('growth-10000', 'ours');
	const large = find('growth-100000', 'ours');
	if (!small || !large) return unmeasured(what, wanted);
	const growth = perAd(large) / perAd(small);
	return { what, wanted, found: `${growth.toFixed(2)} times`, isReached: growth <= LINEAR };
}

function nothingLost(rows: Row[]): Target {
	const what = 'nothing lost or misreported by ours';
	const own = rows.flatMap(({ key, account }) => (/^ours/.test(key) && account ? [account] : []));
	if (own.length === 0) return unmeasured(what, 'none');
	const lost = own.reduce((sum, { misreported }) => sum + misreported, 0);
	const open = rows
		.filter(({ key, scenario }) => /^ours/.test(key) && scenario !== PLAIN)
		.reduce(
			(sum, { account }) => sum + (account ? account.unaccounted - account.misreported : 0),
			0,
		);
	return {
		what,
		wanted: 'none misreported, none of unknown fate',
		found: `${lost} misreported, ${open} of unknown fate`,
		isReached: lost + open === 0,
	};
}

export function unmeasured(what: string, wanted: string): Target {
	return { what, wanted, found: 'not measured in this run' };
}

export function percent(share: number): string {
	return `${(share * 100).toFixed(1).replace(/\.0$/, '')} %`;
}
