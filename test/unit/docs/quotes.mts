import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { proseOf, ROOT } from './pages.mts';

/** What a message says of one account, ad or value: it stands in a `${}` of the code. */
const DATA = new RegExp(
	[
		'(?<![^\\s(])"[^"\\s][^"]*"', // a value as a message shows it
		"(?<=(?:^|[\\s(])')[^'\\s][^']*(?=')", // a label or name within quotes that the code has
		'(?<=\\()[a-z_]+(?=\\))', // an internal name behind its label
		'[^\\s\'"]*[\\d_][^\\s\'";,]*(?<![.])', // an ID, a number, an internal name
		'[a-z]+(?:\\.[a-z]+)+', // a scope
		'[A-Z]{4,}', // a code of the network
	].join('|'),
	'y',
);

/** Messages that a page quotes: everything in “…”, and the first column of each table whose head is `message`. */
export function quotesOf(page: string): string[] {
	const prose = proseOf(page);
	const quoted = [...prose.matchAll(/“([^”]+)”/g)].map(([, text]) => text);
	const tables = [...prose.matchAll(/^\| message \|.*\n\|[-| ]+\|\n((?:\|.*\n?)+)/gm)];
	const listed = tables.flatMap(([, rows]) =>
		[...rows.matchAll(/^\| (.+?) \|/gm)].map(([, text]) => text),
	);
	return [...quoted, ...listed.filter((text) => !text.startsWith('“'))];
}

/** Every text that stands in the code of the node and its credentials; one with `${}` in it as the parts beside them. */
export function readCodeTexts(): Set<string> {
	const texts = new Set<string>();
	for (const file of globSync('{nodes,credentials}/**/*.ts', { cwd: ROOT })) {
		const source = readFileSync(join(ROOT, file), 'utf8');
		const visit = (node: ts.Node): void => {
			if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) texts.add(node.text);
			else if (ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) texts.add(node.text);
			ts.forEachChild(node, visit);
		};
		visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest));
	}
	// Some of them have `…` themselves, and a quote is taken apart there.
	return new Set([...texts].flatMap((text) => text.split('…')).filter((text) => text !== ''));
}

/**
 * Whether a quote is put together of texts of the code and of data alone, so that a sentence that is changed or dropped there is
 * found here. `…` stands for anything; beside it a text may be cut off between words.
 */
export function isSaid(quote: string, texts: ReadonlySet<string>): boolean {
	const parts = quote.split('…');
	return parts.every((part, index) => isCovered(part, texts, index > 0, index < parts.length - 1));
}

function isCovered(
	part: string,
	texts: ReadonlySet<string>,
	mayBeginCut: boolean,
	mayEndCut: boolean,
): boolean {
	const reached = new Set([0]);
	// A set that grows while it is walked: each place is looked at once.
	for (const place of reached) {
		const rest = part.slice(place);
		if (rest === '' || (mayEndCut && isBeginning(rest, texts))) return true;
		for (const text of texts) {
			if (rest.startsWith(text)) reached.add(place + text.length);
			if (place > 0 || !mayBeginCut) continue;
			for (const end of wordEndsOf(rest)) {
				if (isEnd(rest.slice(0, end), text)) reached.add(end);
			}
		}
		DATA.lastIndex = place;
		const data = DATA.exec(part)?.[0];
		if (data) reached.add(place + data.length);
	}
	return false;
}

/** Whether this is nothing, or the first words of a longer text: two at least, as any one word is the first of some text. */
function isBeginning(piece: string, texts: ReadonlySet<string>): boolean {
	if (/^[\s.,;:]*$/.test(piece)) return true;
	return isOfWords(piece) && [...texts].some((text) => text.trim().startsWith(piece.trim()));
}

function isEnd(piece: string, text: string): boolean {
	return isOfWords(piece) && text.trim().endsWith(piece.trim());
}

function isOfWords(piece: string): boolean {
	return /\S\s+\S/.test(piece.trim());
}

function wordEndsOf(text: string): number[] {
	return [...text.matchAll(/\S(?=\s|$)/g)].map(({ index }) => index + 1);
}
