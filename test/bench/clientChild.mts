/** One client in a process of its own: it gets ready, waits for the word to go, and reports. */
import { once } from 'node:events';

import { clients } from './clients/index.mts';
import type { ClientName } from './clients/index.mts';
import type { Job } from './job.mts';
import { Probe } from './measure.mts';

// Nobody is left to report to.
process.once('disconnect', () => process.exit());
const [{ client, job }] = (await once(process, 'message')) as [{ client: ClientName; job: Job }];
const run = await clients[client].prepare(job);
const probe = new Probe();
const go = once(process, 'message');
process.send!({ ready: true });
await go;

const report = await run(probe);
process.send!({ ...report, figures: probe.figures() }, () => process.exit());
