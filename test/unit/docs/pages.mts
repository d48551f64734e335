import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** What users read, by its path from the top of the repository. */
export const pages = new Map(
	['README.md', ...globSync('docs/*.md', { cwd: ROOT }).sort(), 'examples/README.md'].map(
		(path): [string, string] => [path, readFileSync(join(ROOT, path), 'utf8')],
	),
);

/** The text of a page without its samples, its lines joined where they were broken to keep them short. */
export function proseOf(page: string): string {
	return page.replace(/^```.*?^```$/gms, '').replace(/(?<=\S)\n(?=[^\s|#>-])/g, ' ');
}
