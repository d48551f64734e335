import type { Row } from './row.mts';
import type { Scenario } from './scenario.mts';

const WIDTH = 1_000;
const LEFT = 20;
const LANE_HEIGHT = 46;
const TITLE_HEIGHT = 44;
/** The dots of a lane go down and begin at its top again, so that requests at one moment lie beside each other. */
const DOT_ROWS = 8;
const DOT_STEP = 3.2;

const COLOURS = { written: '#0f766e', refused: '#dc2626', lost: '#d97706', other: '#94a3b8' };

/** When each request arrived at the simulator: one lane for each client, one dot for each request. */
export function drawArrivals(scenarios: Scenario[], rows: Row[]): string {
	const parts: string[] = [];
	let y = 50;
	for (const { name, title, isPaced } of scenarios) {
		const own = rows.filter(({ scenario, skipped }) => scenario === name && !skipped);
		if (!isPaced || own.length === 0) continue;
		const lasts = Math.max(2, ...own.map(({ seconds }) => seconds));
		parts.push(text(LEFT, y + 16, title, 14, 'bold'), axis(y + 22, own.length, lasts));
		y += TITLE_HEIGHT;
		for (const row of own) {
			parts.push(lane(row, y, lasts));
			y += LANE_HEIGHT;
		}
		y += 10;
	}
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" font-family="sans-serif">`,
		`<rect width="${WIDTH}" height="${y}" fill="white"/>`,
		text(LEFT, 26, 'Arrival of each request, in seconds', 16, 'bold'),
		legend(),
		...parts,
		'</svg>',
	].join('\n');
}

function lane({ client, arrivals, requests, refused }: Row, y: number, lasts: number): string {
	const dots = arrivals.map(({ seconds, status, isOther }, i) => {
		const cy = y + 15 + (i % DOT_ROWS) * DOT_STEP;
		return `<circle cx="${x(seconds, lasts).toFixed(1)}" cy="${cy.toFixed(1)}" r="1.4" fill="${colour(status, isOther)}"/>`;
	});
	return [text(LEFT, y + 9, `${client}: ${requests} requests, ${refused} 429s`, 10), ...dots].join(
		'',
	);
}

function axis(y: number, lanes: number, lasts: number): string {
	const step = lasts > 60 ? 20 : lasts > 12 ? 10 : 1;
	const ticks: string[] = [];
	for (let second = 0; second <= lasts; second += step) {
		const at = x(second, lasts).toFixed(1);
		const bottom = y + TITLE_HEIGHT - 22 + lanes * LANE_HEIGHT;
		ticks.push(
			`<line x1="${at}" x2="${at}" y1="${y + 12}" y2="${bottom}" stroke="#e2e8f0"/>`,
			text(Number(at) + 2, y + 10, String(second), 9),
		);
	}
	return ticks.join('');
}

function colour(status: number, isOther: boolean): string {
	if (status === 429) return COLOURS.refused;
	if (isOther) return COLOURS.other;
	return status === 0 || status >= 500 ? COLOURS.lost : COLOURS.written;
}

function legend(): string {
	const words = {
		written: 'taken',
		refused: '429',
		lost: 'no reply or 5xx',
		other: 'another user',
	};
	return Object.entries(words)
		.map(([key, word], i) => {
			const at = 420 + i * 120;
			const fill = COLOURS[key as keyof typeof COLOURS];
			return `<circle cx="${at}" cy="21" r="4" fill="${fill}"/>${text(at + 10, 25, word, 11)}`;
		})
		.join('');
}

function x(seconds: number, lasts: number): number {
	return LEFT + (Math.max(0, seconds) / lasts) * (WIDTH - 2 * LEFT);
}

function text(at: number, y: number, words: string, size: number, weight = 'normal'): string {
	const safe = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
	return `<text x="${at}" y="${y}" font-size="${size}" font-weight="${weight}" fill="#0f172a">${safe}</text>`;
}
