import { globSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pages, proseOf, ROOT } from './pages.mts';

const MAX_PICTURE_BYTES = 120_000;

/** Where the package's own texts (credentials, codex, package.json) send a person. */
const HOME = 'https://github.com/n8n-nodes-hubspot-ads/n8n-nodes-hubspot-ads';

const links = [...pages].flatMap(([path, page]) =>
	[...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]): [string, string] => [path, link]),
);
const pictures = links.filter(([, link]) => link.endsWith('.png'));

describe('the links of the pages', () => {
	it.each(links.filter(([, link]) => !link.startsWith('https://')))(
		'%s leads to %s',
		(path, link) => {
			const [file, anchor] = link.split('#');
			const target = file ? normalize(join(dirname(path), file)) : path;

			const text = target.endsWith('.md') ? readFileSync(join(ROOT, target), 'utf8') : undefined;

			expect(statSync(join(ROOT, target)).isFile()).toBe(true);
			if (anchor) expect(anchorsOf(text!)).toContain(anchor);
		},
	);

	it('lead to every chapter of the README from its contents line', () => {
		const readme = pages.get('README.md')!;
		const [contents] = readme
			.split('\n\n')
			.filter((paragraph) => paragraph.startsWith('[Install]'));

		const chapters = [...contents.matchAll(/\(#([^)]+)\)/g)].map(([, anchor]) => anchor);

		expect(chapters).toEqual(
			anchorsOf(readme.replace(/^#(?!#).*$|^###.*$/gm, '')).filter((name) => !isClosing(name)),
		);
	});

	it('of the package itself lead to a chapter of the README', () => {
		const files = [
			'package.json',
			...globSync('{nodes,credentials}/**/*.{ts,json}', { cwd: ROOT }),
		];
		const own = files.flatMap(
			(file) =>
				readFileSync(join(ROOT, file), 'utf8').match(/https:\/\/github\.com\/[^"'\s]+/g) ?? [],
		);
		// npm itself adds #readme, which GitHub gives to its view of the page.
		const anchors = ['readme', ...anchorsOf(pages.get('README.md')!)];

		const wrong = own.filter((url) => {
			const [address, anchor] = url.split('#');
			return (
				address.replace(/(\.git|\/issues)$/, '') !== HOME || (anchor && !anchors.includes(anchor))
			);
		});
		expect(own.length).toBeGreaterThan(4);
		expect(wrong).toEqual([]);
	});
});

describe('the pictures of the pages', () => {
	it.each(pictures)('%s shows %s, which is small', (path, link) => {
		const { size } = statSync(join(ROOT, dirname(path), link));

		expect(size).toBeLessThan(MAX_PICTURE_BYTES);
	});

	it('are all shown', () => {
		const shown = new Set(pictures.map(([, link]) => basename(link)));

		const files = globSync('{docs,examples}/images/*', { cwd: ROOT }).map((file) => basename(file));

		expect(files.filter((file) => !shown.has(file))).toEqual([]);
	});
});

// Helpers

/** The chapters that every README ends with. */
function isClosing(anchor: string): boolean {
	return ['contributing', 'license'].includes(anchor);
}

/** As GitHub makes them of headings. */
function anchorsOf(page: string): string[] {
	return [...page.replace(/^```.*?^```$/gms, '').matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.replace(/\s/g, '-'),
	);
}
