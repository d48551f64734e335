import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const chosen = process.env.HUBSPOT_ADS_ENGINE;

/** Where the n8n-core and n8n-workflow under test are installed: this project, unless another folder is named. */
export const engineFolder = chosen ? resolve(root, chosen) : root;

/**
 * The built package. For another engine it is a copy beside that engine's n8n-workflow, because the package gets the one
 * that lies next to it, as it does in n8n.
 */
export const packageFolder = chosen
	? join(engineFolder, 'node_modules', 'n8n-nodes-hubspot-ads')
	: root;

/** The version of n8n-core as a number to compare with: 1.122, 2.030, 2.041. */
export const coreVersion = readCoreVersion();

function readCoreVersion(): number {
	const file = join(engineFolder, 'node_modules', 'n8n-core', 'package.json');
	const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
	const [major, minor] = version.split('.').map(Number);
	return major + minor / 1000;
}
