import { execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export type Programs = { redis: string; postgres: string; initdb: string };

/** Debian keeps PostgreSQL's programs out of the path, in a folder for each version. */
const DEBIAN_POSTGRES = '/usr/lib/postgresql';

/** Finds the programs that a queue needs, or tells how to install what is missing. */
export function findPrograms(): Programs {
	const folders = [...(process.env.PATH ?? '').split(delimiter), ...debianFolders()];
	const find = (name: string) =>
		folders.map((folder) => join(folder, name)).find((file) => isExecutable(file));
	const [redis, postgres, initdb] = ['redis-server', 'postgres', 'initdb'].map(find);
	if (redis && postgres && initdb) return { redis, postgres, initdb };

	const missing = [redis ? [] : 'Redis', postgres && initdb ? [] : 'PostgreSQL'].flat();
	throw new Error(`n8n’s queue mode needs Redis and PostgreSQL. Missing here: ${missing.join(', ')}.
On Debian or Ubuntu: apt-get install --no-install-recommends redis-server postgresql
Their system services are not used and may be switched off.`);
}

export type User = { uid: number; gid: number };

/** PostgreSQL does not run as root; its package brings a user for it. */
export function postgresUser(): User | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const ask = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: 'pipe' }));
	try {
		return { uid: ask('-u'), gid: ask('-g') };
	} catch {
		throw new Error(
			'PostgreSQL does not run as root, and there is no user `postgres` to run it as.',
		);
	}
}

function debianFolders(): string[] {
	const versions = listFolder(DEBIAN_POSTGRES).sort((a, b) => Number(b) - Number(a));
	return versions.map((version) => join(DEBIAN_POSTGRES, version, 'bin'));
}

function listFolder(path: string): string[] {
	try {
		return readdirSync(path);
	} catch {
		return [];
	}
}

function isExecutable(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
