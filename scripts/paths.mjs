import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Everything that the scripts create, apart from node_modules/ and dist/, lies in here; git ignores it. */
export const localFolder = join(root, '.local');

/** The Node that n8n runs under, of the version that package.json names. */
export const treeNode = join(root, 'node_modules', 'node', 'bin', 'node');

/** n8n's own package.json and lock file: n8n is far too large for the package's own. */
export const n8nManifest = join(root, 'scripts', 'n8n');

/** Where n8n is installed. Several clones may share one by naming the same folder. */
export const n8nFolder = process.env.HUBSPOT_ADS_N8N_DIR
	? resolve(root, process.env.HUBSPOT_ADS_N8N_DIR)
	: join(localFolder, 'n8n');

/** Manifests and lock files of the older engines of n8n that the engine tests run on, a folder for each version of n8n. */
export const engineManifests = join(root, 'scripts', 'engines');

/** Where they are installed. */
export const enginesFolder = join(localFolder, 'engines');
