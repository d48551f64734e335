/**
 * `npm run probe`: holds what the simulator assumes about HubSpot against a real account. It makes some ads of its own, writes
 * to no others, and archives them in the end. HUBSPOT_ACCESS_TOKEN names the account; `-- --yes` asks no question.
 */
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { connect } from './client.mts';
import type { Client, Reply } from './client.mts';
import type { Finding, Verdict } from './findings.mts';
import { runProbe } from './run.mts';

/** Of a text. Bodies are longer than that only where they repeat what was sent. */
const SHOWN = 1_500;
let lastShown = '';
const { values } = parseArgs({ options: { yes: { type: 'boolean', default: false } } });
const stop = new AbortController();

process.exitCode = await main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	return 1;
});

/** @returns the exit code: 0 also where guesses are refuted, because that is what this is for */
async function main(): Promise<number> {
	const { HUBSPOT_ACCESS_TOKEN: token, HUBSPOT_BASE_URL: baseUrl, CI } = process.env;
	if (CI && CI !== 'false') return refuse('This is for a person at a terminal, not for CI.');
	if (!token) return refuse('Set HUBSPOT_ACCESS_TOKEN to a token of a HubSpot test account.');
	const client = connect(baseUrl ?? 'https://api.hubapi.com', token);
	const prefix = `n8n-nodes-hubspot-ads probe ${new Date().toISOString().slice(0, 19)}`;
	if (!(await mayWrite(client, prefix))) return refuse('Nothing was written.');

	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			if (!stop.signal.aborted) console.log('\nEnding after this step, and archiving the ads');
			stop.abort(new Error(`Ended by ${signal}`));
		});
	}
	const { findings, made, left, doubtful, stoppedBy } = await runProbe(client, {
		prefix,
		report: (finding) => console.log(client.hide(describe(finding))),
		stop: stop.signal,
	});

	console.log(`\n${made - left.length} of ${made} ads that were made are archived.`);
	if (left.length > 0)
		console.log(`Archive these by hand, they are called "${prefix} …": ${left.join(', ')}`);
	if (doubtful > 0)
		console.log(`HubSpot did not say what ${doubtful} requests made: look for ads "${prefix} …"`);
	if (stoppedBy) console.log(client.hide(`Ended early: ${messageOf(stoppedBy)}`));
	const count = (verdict: Verdict) => findings.filter((one) => one.verdict === verdict).length;
	console.log(
		`${count('confirmed')} confirmed, ${count('refuted')} refuted, ${count('unknown')} unknown`,
	);
	if (stop.signal.aborted) return 130;
	return stoppedBy || left.length > 0 || doubtful > 0 ? 1 : 0;
}

function refuse(why: string): number {
	console.error(why);
	return 2;
}

async function mayWrite(client: Client, prefix: string): Promise<boolean> {
	const { body } = await client.ask('GET', '/account-info/v3/details');
	const account = body?.portalId ? `account ${body.portalId} (${body.accountType})` : 'the account';
	console.log(`This makes about fifteen ads called "${prefix} …" in HubSpot's ${account},`);
	console.log('writes to these alone, merges two of them, and archives all of them.');
	console.log(
		'It takes about 140 requests and a few minutes. Take a test account: its workflows may react',
	);
	console.log('to new ads, and a portal in use is not for experiments.');
	if (values.yes) return true;
	if (!process.stdin.isTTY) {
		console.error('There is no terminal to ask at; `-- --yes` says yes.');
		return false;
	}
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	const answer = await terminal.question('Go on? [y/N] ');
	terminal.close();
	return /^y(es)?$/i.test(answer.trim());
}

function describe({ name, verdict, says, seen }: Finding): string {
	const bodies = seen.map((reply) => `             ${describeReply(reply)}`);
	return [`${verdict.padEnd(11)}${name}: ${shorten(says)}`, ...bodies].join('\n');
}

/** Several findings may rest on one reply, which is shown once. */
function describeReply({ status, text }: Reply): string {
	if (text === lastShown) return `${status} (the same reply)`;
	lastShown = text;
	return `${status} ${shorten(text)}`;
}

function shorten(text: string): string {
	return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
