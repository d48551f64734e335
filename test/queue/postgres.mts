import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../scripts/freePort.mts';
import { postgresUser, type Programs, type User } from './programs.mts';
import { startService } from './service.mts';

const run = promisify(execFile);

/** Beside the usual port, which a PostgreSQL of the system may have. */
const PORT = 5460;
const OWNER = 'n8n';
const DATABASE = 'postgres';

/** Nothing has to outlive this run, so nothing waits for the disk. */
const IN_HASTE = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** Makes an empty database, starts it, and tells n8n where it is. Its data is deleted when it stops. */
export async function startPostgres(
	{ postgres, initdb }: Programs,
	parentFolder: string,
	logFile: string,
) {
	const user = postgresUser();
	const folder = await makeFolder(parentFolder, user);
	const remove = () => rm(folder, { recursive: true, force: true });
	try {
		const data = join(folder, 'data');
		const password = await createDatabase(initdb, { folder, data, user });
		const port = String(await freePort(PORT, 'PostgreSQL'));
		// No socket file, because the path of one may have no more than about a hundred characters.
		const settings = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories='];
		const service = await startService({
			name: 'PostgreSQL',
			command: [postgres, '-D', data, ...asOptions([...settings, ...IN_HASTE])],
			folder,
			logFile,
			readyText: 'ready to accept connections',
			stopSignal: 'SIGINT',
			user,
		});
		return {
			stop: () => service.stop().finally(remove),
			env: {
				DB_TYPE: 'postgresdb',
				DB_POSTGRESDB_HOST: '127.0.0.1',
				DB_POSTGRESDB_PORT: port,
				DB_POSTGRESDB_DATABASE: DATABASE,
				DB_POSTGRESDB_USER: OWNER,
				DB_POSTGRESDB_PASSWORD: password,
			},
		};
	} catch (error) {
		await remove();
		throw error;
	}
}

/** The user of PostgreSQL may not be able to look into the folders that lead to this clone. */
async function makeFolder(parentFolder: string, user?: User): Promise<string> {
	const parent = user ? tmpdir() : parentFolder;
	await mkdir(parent, { recursive: true });
	const folder = await mkdtemp(join(parent, 'postgres-of-test-queue-'));
	if (user) await chown(folder, user.uid, user.gid);
	return folder;
}

async function createDatabase(
	initdb: string,
	{ folder, data, user }: { folder: string; data: string; user?: User },
): Promise<string> {
	const password = randomBytes(16).toString('hex');
	const file = join(folder, 'password');
	await writeFile(file, password, { mode: 0o600 });
	if (user) await chown(file, user.uid, user.gid);
	await run(
		initdb,
		[
			...['--pgdata', data, '--username', OWNER, '--pwfile', file, '--auth', 'scram-sha-256'],
			...['--encoding', 'UTF8', '--no-locale', '--no-sync'],
		],
		{ cwd: folder, ...user },
	);
	await rm(file);
	return password;
}

function asOptions(settings: string[]): string[] {
	return settings.flatMap((setting) => ['-c', setting]);
}
