import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { ClientName, Report } from './clients/index.mts';
import type { Job } from './job.mts';
import type { Figures } from './measure.mts';

const CHILD = fileURLToPath(new URL('clientChild.mts', import.meta.url));

export type Measured = Report & { figures: Figures };

/** @returns a function that lets the client begin, once it is ready for it */
export async function prepareClient(
	client: ClientName,
	job: Job,
): Promise<() => Promise<Measured>> {
	const child = fork(CHILD, [], {
		serialization: 'advanced',
		// Some clients write a line for each retry.
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
		execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
	});
	child.send({ client, job });
	await nextMessage(child, client);
	return async () => {
		const measured = nextMessage(child, client);
		child.send('go');
		return (await measured) as Measured;
	};
}

async function nextMessage(child: ChildProcess, client: string): Promise<unknown> {
	return await new Promise((resolve, reject) => {
		const onExit = (code: number | null) =>
			reject(new Error(`The process of '${client}' ended with code ${code} before its report`));
		child.once('exit', onExit);
		child.once('message', (message) => {
			child.off('exit', onExit);
			resolve(message);
		});
	});
}
