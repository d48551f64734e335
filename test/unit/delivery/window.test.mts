import { describe, expect, it } from 'vitest';
import { RateWindow, type Pass } from '../../../nodes/HubspotAds/delivery/window';

const HOUR_MS = 3_600_000;

/**
 * What happens at a moment, and the wait for the next request after it, in milliseconds. These numbers are the pace: each
 * constant and each rule of it turns at least one of them.
 */
type Moment = readonly [at: number, what: string, untilRoom: number];

/** Others have filled a window of four; half a window later two own requests are on their way, and a third may follow. */
const REFUSED: readonly Moment[] = [
	[0, 'send 1', 0],
	[0, 'answer 4, 3 left', 0],
	[5_000, 'send 2', 0],
	[5_100, 'refuse', 100],
	[5_100, 'refuse', 100],
	[10_200, 'nothing', 0],
	[10_200, 'send 1', 4_900],
	[10_250, 'send 1', 4_850],
];

const STORIES: Record<string, readonly Moment[]> = {
	'before the first answer': [
		[0, 'nothing', 0],
		[0, 'send 4', 0],
		[0, 'send 1', Infinity],
		[200, 'answer without limits', 0],
		[200, 'send 1', Infinity],
		[300, 'answer 190, 185 left', 0],
	],
	'no answer tells a limit: 100 in ten seconds, and half a tenth more': [
		[0, 'send and answer 99', 0],
		[0, 'send and answer 1', 10_050],
		[10_049, 'nothing', 1],
		[10_050, 'nothing', 0],
		[10_050, 'send and answer 99', 0],
		[10_050, 'send and answer 1', 10_050],
	],
	'a limit of three in a second': [
		[0, 'send 1', 0],
		[10, 'answer 3, 2 left, 1 s', 0],
		[100, 'send 2', 950],
		[600, 'nothing', 450],
		[1_050, 'nothing', 0],
		[1_050, 'send 1', 100],
		[1_150, 'nothing', 0],
	],
	'an answer that comes late counts as late by a tenth of a second at most': [
		[0, 'send 2', 0],
		[100, 'answer 2, 1 left', 9_950],
		[130, 'answer 2, 0 left', 9_920],
		[10_050, 'send 1', 30],
		[10_080, 'send 1', 10_020],
		[12_000, 'answer 2, 0 left', 8_200],
		[12_000, 'answer 2, 0 left', 8_200],
	],
	'a refusal widens the margin, and answers take it back': [
		[0, 'send 1', 0],
		[100, 'answer 3, 2 left', 0],
		[100, 'send 3', 9_950],
		[200, 'refuse', 100],
		[300, 'nothing', 9_790],
		[400, 'answer 3, 0 left', 9_689.95],
		[400, 'answer 3, 0 left', 9_689.9],
	],
	'the margin has an end': [
		[0, 'send 1', 0],
		[0, 'answer 10, 9 left', 0],
		[0, 'send 10', 10_050],
		[0, 'refuse', 100],
		[0, 'answer 10, 0 left', 100],
		[0, 'refuse', 100],
		[0, 'answer 10, 0 left', 100],
		[0, 'refuse', 100],
		[0, 'answer 10, 0 left', 100],
		[0, 'refuse', 100],
		[100, 'send 4', 10_100],
	],
	'somebody else uses half: further room is claimed while it is twice what is in flight': [
		[0, 'send 1', 0],
		[100, 'answer 190, 100 left', 0],
		[100, 'send 32', 0],
		[100, 'send 1', 9_950],
		[100, 'send 10', 9_950],
		[200, 'answer 190, 140 left', 9_850],
		[2_100, 'answer 190, 140 left', 7_950],
		[2_101, 'answer 190, 140 left', 0],
	],
	'others who were not seen for an interval may be gone: an answer on its way tells': [
		[0, 'send 1', 0],
		[5_000, 'answer 190, 0 left', 5_050],
		[10_050, 'nothing', 0],
		[10_050, 'send 1', 4_950],
		[14_999, 'nothing', 1],
		[15_000, 'nothing', 5_100],
		[15_001, 'answer 190, 189 left', 0],
	],
	'and where none is on its way, one request finds out': [
		[0, 'send 1', 0],
		[5_000, 'answer 190, 0 left', 5_050],
		[10_050, 'nothing', 0],
		[10_050, 'send and answer 1', 4_950],
		[14_999, 'nothing', 1],
		[15_000, 'nothing', 0],
		[15_000, 'send 1', 5_100],
	],
	'a few others hide among own requests, so what a refusal tells of them is kept': [
		...REFUSED,
		[10_290, 'send 1', 4_810],
		[10_300, 'answer 4, 1 left', 4_800],
	],
	'unless an answer shows that there are fewer': [
		...REFUSED,
		[10_290, 'send 1', 4_810],
		[10_300, 'answer 4, 2 left', 0],
	],
	'a row of refusals ends with the answer to a later request': [
		[0, 'send 3', 0],
		[10, 'refuse', 100],
		[20, 'answer 190, 189 left', 90],
		[200, 'refuse', 9_929.95],
		[20_000, 'send 1', 20],
		[20_001, 'answer 190, 189 left', 0],
		[20_001, 'send 1', 0],
		[20_100, 'refuse', 100],
		[20_200, 'nothing', 0],
	],
	'what could not leave is counted from when it could': [
		[0, 'send 1', 0],
		[0, 'answer 3, 2 left', 0],
		[0, 'send 1', 0],
		[100, 'send 1', 9_950],
		[700, 'held since 100', 9_350],
		[700, 'answer 3, 0 left', 9_350],
		[700, 'answer 3, 0 left', 9_350],
		[10_050, 'send 1', 100],
		[10_150, 'send 1', 600],
		[10_750, 'nothing', 0],
	],
	'what has been answered had left': [
		[0, 'send 2', 0],
		[0, 'answer 2, 0 left', 10_050],
		[700, 'held since 0', 9_350],
		[10_050, 'send 1', 700],
	],
	'limits that nobody confirms are forgotten': [
		[0, 'send 1', 0],
		[10, 'answer 1, 0 left, 60 s', 20_000],
		[10_000, 'nothing', 10_010],
		[20_010, 'nothing', 0],
		[20_010, 'send 4', 0],
		[20_010, 'send 1', Infinity],
		[20_200, 'answer 190, 185 left', 0],
	],
	'a refusal that takes longer than the window makes no room': [
		[0, 'send 1', 0],
		[0, 'answer 2, 1 left', 0],
		[0, 'send 1', 10_050],
		[11_000, 'nothing', 0],
		[11_000, 'refuse', 100],
		[11_100, 'send 2', 8_900],
		[20_000, 'nothing', 0],
	],
	'room that own requests leave is kept for two seconds': [
		[0, 'send 2', 0],
		[5_000, 'answer 190, 0 left', 5_050],
		[10_050, 'nothing', 0],
		[12_049, 'nothing', 0],
		[12_050, 'nothing', 2_950],
	],
	'requests a tenth of a second later may have been counted earlier': [
		[0, 'send 1', 0],
		[100, 'send 1', 0],
		[101, 'send 1', 0],
		[200, 'answer 6, 4 left', 0],
	],
	'what is counted beyond them is somebody else': [
		[0, 'send 1', 0],
		[100, 'send 1', 0],
		[101, 'send 1', 0],
		[200, 'answer 6, 3 left', 9_850],
	],
	'a request may still be counted a tenth of a second after its interval': [
		[0, 'send 1', 0],
		[0, 'answer 6, 5 left', 0],
		[10_100, 'send 1', 0],
		[10_100, 'answer 6, 4 left', 0],
	],
	'after that it is somebody else': [
		[0, 'send 1', 0],
		[0, 'answer 3, 2 left', 0],
		[10_101, 'send 1', 0],
		[10_101, 'answer 3, 1 left', 0],
		[10_101, 'send 1', 10_000],
	],
	'those are others that HubSpot counted beyond what was sent by then: at the edge of what is taken':
		[
			[0, 'send 1', 0],
			[50, 'send 1', 0],
			[100, 'answer 10, 5 left', 0],
		],
	'and one more of them': [
		[0, 'send 1', 0],
		[50, 'send 1', 0],
		[100, 'answer 10, 4 left', 9_950],
	],
	'a request that has just left the interval may have been counted with the one that is answered': [
		[0, 'send 1', 0],
		[100, 'answer 4, 3 left', 0],
		[10_060, 'nothing', 0],
		[10_060, 'send 1', 0],
		[10_060, 'answer 4, 1 left', 0],
	],
	'an answer long after the last sight of others, who would hide among own requests, shows none': [
		[0, 'send 1', 0],
		[5_000, 'answer 190, 188 left', 0],
		[14_950, 'send 2', 0],
		[15_000, 'answer 190, 189 left', 0],
	],
	'others who are seen as before are young again': [
		[0, 'send 1', 0],
		[5_000, 'answer 4, 1 left', 5_050],
		[6_000, 'send 1', 4_050],
		[6_500, 'answer 4, 0 left', 3_550],
		[15_000, 'nothing', 1_050],
	],
	'what an answer counts may have expired here long ago': [
		[0, 'send and answer 5', 0],
		[9_000, 'send 1', 0],
		[10_050, 'nothing', 0],
		[12_060, 'nothing', 0],
		[13_000, 'nothing', 0],
		[14_000, 'nothing', 0],
		[15_000, 'answer 6, 0 left', 0],
	],
	'nothing is free: one request at a time looks for room, less often each time': [
		[0, 'send 2', 0],
		[0, 'refuse', 100],
		[0, 'refuse', 100],
		[100, 'nothing', 1_400],
		[1_500, 'send 1', 8_500],
		[1_500, 'refuse', 2_250],
		[3_750, 'send 1', 6_420],
		[3_750, 'refuse for 4000', 4_000],
		[7_750, 'send 1', 2_450],
		[7_800, 'answer 100, 50 left', 0],
	],
};

describe('RateWindow', () => {
	it.each(Object.entries(STORIES))('keeps to these numbers: %s', (_story, moments) => {
		const told = tell(moments);

		expect(told).toEqual(moments);
	});

	it('counts as exactly after thousands of requests as at first', () => {
		const told = Array.from({ length: 25 }, (_, round): Moment[] => [
			[round * 10_050, 'send and answer 99', 0],
			[round * 10_050, 'send and answer 1', 10_050],
		]).flat();

		expect(tell(told)).toEqual(told);
	});

	it('is not idle while an answer is on its way, which may tell how long all have to wait', () => {
		const { window, at } = open();
		const late = window.send();

		at(60_000);
		expect(window.isIdle()).toBe(false);
		window.answer(late);

		expect(window.isIdle()).toBe(true);
	});

	it('holds everybody back for an interval at most, however long a refusal asks to wait', () => {
		const [, [, , untilRoom]] = tell([
			[0, 'send 1', 0],
			[0, `refuse for ${HOUR_MS}`, 10_000],
		]);

		expect(untilRoom).toBe(10_000);
	});
});

// Helpers

function tell(moments: readonly Moment[]): Moment[] {
	const { window, at: setNow } = open();
	const passes: Pass[] = [];
	return moments.map(([at, what]) => {
		setNow(at);
		const [, verb, rest = ''] = /^(\S+) ?(.*)$/.exec(what)!;
		act(window, passes, verb, rest);
		return [at, what, Math.round(window.untilRoom() * 1_000) / 1_000];
	});
}

function open() {
	let now = 0;
	const clock = { now: () => now, random: () => 0.5, sleep: async () => {} };
	return { window: new RateWindow(clock), at: (ms: number) => (now = ms) };
}

function act(window: RateWindow, passes: Pass[], verb: string, rest: string): void {
	const numbers = [...rest.matchAll(/\d+/g)].map(([digits]) => Number(digits));
	switch (`${verb} ${rest.replace(/\d+/g, 'n')}`.trim()) {
		case 'nothing':
			return;
		case 'send n':
			for (let n = 0; n < numbers[0]; n++) passes.push(window.send());
			return;
		case 'send and answer n':
			for (let n = 0; n < numbers[0]; n++) window.answer(window.send());
			return;
		case 'answer without limits':
			return window.answer(passes.shift()!);
		case 'answer n, n left':
		case 'answer n, n left, n s': {
			const [max, remaining, seconds = 10] = numbers;
			return window.answer(passes.shift()!, { max, remaining, intervalMs: seconds * 1_000 });
		}
		case 'held since n':
			return window.delay(numbers[0]);
		case 'refuse':
		case 'refuse for n':
			return window.answer(passes.shift()!, undefined, numbers[0] ?? 0);
		default:
			throw new Error(`No such act: ${verb} ${rest}`);
	}
}
