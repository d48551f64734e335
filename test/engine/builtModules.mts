import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageFolder } from './engineFolder.mts';

type Work = (...given: unknown[]) => unknown;

const require = createRequire(join(packageFolder, 'package.json'));

/**
 * Puts another function in the place of one of the built package, as the package itself calls it.
 * @param file under dist/nodes/HubspotAds, without its ending
 * @returns puts the own one back
 */
export function replaceBuilt(file: string, name: string, replace: (own: Work) => Work): () => void {
	const module = require(`./dist/nodes/HubspotAds/${file}.js`) as Record<string, Work>;
	const own = module[name];
	module[name] = replace(own);
	return () => {
		module[name] = own;
	};
}
