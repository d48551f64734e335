import type { Row } from './row.mts';
import type { Scenario } from './scenario.mts';
import { percent } from './targets.mts';
import type { Target } from './targets.mts';

export type Table = { title: string; head: string[]; lines: string[][] };

/** The rows of one scenario as a table: what HubSpot saw where the pace counts, else what the process did. */
export function toTable({ name, title, isPaced, otherUser }: Scenario, rows: Row[]): Table {
	const own = rows.filter(({ scenario }) => scenario === name);
	const pace = otherUser ? [...paceColumns, ...otherUserColumns] : paceColumns;
	const columns = [...(isPaced ? [...pace, ...accountColumns] : timeColumns), ...workColumns];
	return {
		title,
		head: ['client', 'records', ...columns.map(([head]) => head)],
		lines: own.map((row) => [
			row.client,
			count(row.records),
			...(row.skipped ? [`not measured: ${row.skipped}`] : columns.map(([, show]) => show(row))),
		]),
	};
}

type Column = [head: string, show: (row: Row) => string];

const timeColumns: Column[] = [['seconds', ({ seconds }) => seconds.toFixed(3)]];

const paceColumns: Column[] = [
	['seconds', ({ seconds }) => seconds.toFixed(1)],
	['records/s', ({ perSecond }) => count(perSecond)],
	['of ceiling', ({ share }) => (share === undefined ? '' : percent(share))],
	['steady', ({ steadyShare }) => (steadyShare === undefined ? '' : percent(steadyShare))],
	['429s', ({ refused, requests }) => `${refused} (${percent(refused / Math.max(1, requests))})`],
];

const otherUserColumns: Column[] = [
	['429s of the other', ({ othersRefused }) => count(othersRefused)],
];

const accountColumns: Column[] = [
	['good written', ({ goodWritten }) => (goodWritten === undefined ? '' : percent(goodWritten))],
	['unaccounted', ({ account }) => (account ? count(account.unaccounted) : '')],
	['misreported', ({ account }) => (account ? count(account.misreported) : '')],
	['paired wrongly', ({ account }) => (account ? count(account.wronglyPaired) : '')],
	['twice', ({ account }) => (account ? count(account.twice) : '')],
];

const workColumns: Column[] = [
	['CPU ms/1,000', ({ cpuMsPer1000 }) => cpuMsPer1000.toFixed(1)],
	['delay p99 ms', ({ delayP99Ms }) => delayP99Ms.toFixed(1)],
	['delay max ms', ({ delayMaxMs }) => delayMaxMs.toFixed(1)],
	['peak RSS MB', ({ peakRssMb }) => count(peakRssMb)],
	['peak beyond MB', ({ peakBeyondMb }) => peakBeyondMb.toFixed(1)],
	['kept MB', ({ keptMb }) => keptMb.toFixed(1)],
];

export function targetTable(targets: Target[]): Table {
	return {
		title: 'Targets',
		head: ['target', 'wanted', 'found', ''],
		lines: targets.map(({ what, wanted, found, isReached }) => [
			what,
			wanted,
			found,
			isReached === undefined ? '' : isReached ? 'reached' : 'NOT REACHED',
		]),
	};
}

export function toMarkdown({ title, head, lines }: Table): string {
	const all = [head, head.map(() => '---'), ...lines];
	return `## ${title}\n\n${all.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}

export function toText({ title, head, lines }: Table): string {
	const widths = head.map((text, i) =>
		Math.max(text.length, ...lines.filter((l) => l.length === head.length).map((l) => l[i].length)),
	);
	const show = (cells: string[]) =>
		cells.map((cell, i) => (i < 1 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ');
	return [title, show(head), ...lines.map(show)].join('\n');
}

function count(number: number): string {
	return Math.round(number).toLocaleString('en');
}
