import { copyPackage } from '../../scripts/package.mts';
import { engineFolder, packageFolder } from './engineFolder.mts';

/** Vitest calls it once, before the tests: another engine gets a copy of what was built. */
export async function setup(): Promise<void> {
	if (packageFolder !== engineFolder) await copyPackage(engineFolder);
}
