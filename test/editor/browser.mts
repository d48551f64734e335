import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core';
import { OWNER } from '../../scripts/n8nApi.mts';

/** A machine without a fast graphics card, running other things too, takes its time to draw. */
const PATIENCE_MS = 30_000;

const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
	...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
	...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** What n8n's own editor writes to the console, whatever nodes it shows. */
const KNOWN_COMPLAINTS: Array<(text: string, address: string, n8nUrl: string) => boolean> = [
	// Before the sign-in the editor asks who is signed in.
	(_, address) => address.endsWith('/rest/login'),
	// It looks for the package on npm and for pictures on n8n's site; a test has no business there.
	(text, address, n8nUrl) =>
		text.startsWith('Failed to load resource') && !address.startsWith(n8nUrl),
	// It asks for the output preview of every node in front, and several of n8n's own have none.
	(_, address) => /\/schemas\/n8n-nodes-base\.\w+\//.test(address),
];

export type Watched = {
	page: Page;
	/** What the page has complained about since the last call. */
	takeComplaints(): string[];
};

export async function openBrowser(): Promise<Browser> {
	if (!existsSync(PROGRAM)) {
		throw new Error(
			`There is no Chromium at ${PROGRAM}. Install it (Debian: apt-get install chromium fonts-liberation), or name another one in CHROMIUM.`,
		);
	}
	return chromium.launch({ executablePath: PROGRAM, args: FLAGS });
}

/** Opens n8n as its owner, in a window of its own. */
export async function signInWithBrowser(
	browser: Browser,
	url: string,
	options: BrowserContextOptions = {},
): Promise<Watched> {
	const context = await browser.newContext({
		viewport: { width: 1440, height: 900 },
		deviceScaleFactor: 2,
		colorScheme: 'light',
		...options,
	});
	await context.route(
		({ hostname }) => !['localhost', '127.0.0.1'].includes(hostname),
		(route) => route.abort(),
	);
	const page = await context.newPage();
	page.setDefaultTimeout(PATIENCE_MS);
	let complaints: string[] = [];
	page.on('console', (message) => {
		if (isComplaint(message, url)) complaints.push(`${message.text()} ${message.location().url}`);
	});
	page.on('pageerror', (error) => complaints.push(String(error)));

	await page.goto(`${url}/signin`, { timeout: 2 * PATIENCE_MS });
	await page.locator('input[type="email"]').fill(OWNER.email);
	await page.locator('input[type="password"]').fill(OWNER.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL(({ pathname }) => !pathname.includes('signin'));
	return {
		page,
		takeComplaints() {
			const taken = complaints;
			complaints = [];
			return taken;
		},
	};
}

function isComplaint(message: ConsoleMessage, n8nUrl: string): boolean {
	if (message.type() !== 'error') return false;
	const { url } = message.location();
	return !KNOWN_COMPLAINTS.some((isKnown) => isKnown(message.text(), url, n8nUrl));
}
