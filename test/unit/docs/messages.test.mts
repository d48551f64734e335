import { describe, expect, it } from 'vitest';
import { describeTrouble, REACH } from '../../../nodes/HubspotAds/ad/troubles';
import type { Trouble } from '../../../nodes/HubspotAds/hubspot/fates';
import { summarise, summariseQueries } from '../../../nodes/HubspotAds/ad/summary';
import { FINDING, UPDATING } from '../../../nodes/HubspotAds/ad/verbs';
import { pages } from './pages.mts';
import { isSaid, quotesOf, readCodeTexts } from './quotes.mts';

/** Troubles whose words are HubSpot's, or those of a value. */
const SAID_BY_OTHERS: Trouble[] = ['checks', 'parameters', 'refused', 'missing', 'kept'];

const texts = readCodeTexts();
const quotes = [...pages].flatMap(([path, page]) =>
	quotesOf(page).map((quote): [string, string] => [path, quote]),
);

describe('the messages that the pages quote', () => {
	it.each(quotes)('%s: %s', (_path, quote) => {
		expect(isSaid(quote, texts)).toBe(true);
	});

	it('are not put together of single words, but for those that count', () => {
		const words = new Set([...texts].filter((text) => !/\w\W+\w/.test(text)));

		expect(quotes.filter(([, quote]) => !/^\d/.test(quote) && isSaid(quote, words))).toEqual([]);
	});

	it.each((Object.keys(REACH) as Trouble[]).filter((trouble) => !SAID_BY_OTHERS.includes(trouble)))(
		'tell in docs/troubleshooting.md of the trouble %s',
		(trouble) => {
			const scopes = ['crm.objects.listings.write'];
			const known = { statusCode: 503, code: 'ECONNRESET', said: 'Error: no', scopes };

			const { what } = describeTrouble({ trouble, ...known });

			const patterns = quotesOf(pages.get('docs/troubleshooting.md')!).map(toPattern);
			expect(patterns.some((pattern) => pattern.test(what))).toBe(true);
		},
	);

	it('count as the node does', () => {
		const outcomes = [...Array<'updated'>(248).fill('updated'), 'rejected', 'notFound'] as const;

		expect(pages.get('docs/operations.md')).toContain(`“${summarise(outcomes, 3, UPDATING)}”`);
		const records = Array.from({ length: 1_250 }, () => ({ id: '1', properties: {} }));
		const found = summariseQueries([{ outcome: 'found', records }], 7, FINDING);
		expect(pages.get('docs/other-operations.md')).toContain(`“${found}”`);
	});

	it('are said no more when one word of theirs is another one', () => {
		const survivors = quotes.flatMap(([, quote]) => changesOf(quote)).filter(isFound);

		expect(survivors).toEqual([]);
	});

	it.each([
		['HubSpot has no ad with record ID 512', true],
		['HubSpot has no ad with ID 512', false],
		['\'Price\' (hs_price) takes a number, and "a lot" is not one; …', true],
		['\'Price\' (hs_price) takes a figure, and "a lot" is not one; …', false],
		['the credential lacks the scope …', true],
		['the credential lacks …', true],
		['the credential needs …', false],
		['… was not sent, because HubSpot did not answer in time', true],
		['… was never sent, because HubSpot did not answer in time', false],
	])('tells %s apart', (quote, isThere) => {
		expect(isSaid(quote, texts)).toBe(isThere);
	});
});

// Helpers

/** The quote with each of its words changed; what stands in quotes of its own may be any account's. */
function changesOf(quote: string): string[] {
	return [...quote.matchAll(/"[^"]*"|(?<![^\s(])'[^'\s][^']*'|\([^)]*\)|\b[a-z]{3,}\b(?![._])/g)]
		.filter(([word]) => /^[a-z]/.test(word))
		.map(
			({ 0: word, index }) => `${quote.slice(0, index)}unlike${quote.slice(index + word.length)}`,
		);
}

function isFound(quote: string): boolean {
	return isSaid(quote, texts);
}

/** A quote as the whole of a message; `…` and a status stand for any. */
function toPattern(quote: string): RegExp {
	const parts = quote
		.split(/…|\b\d{3}\b/)
		.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`^(?:${parts.join('.*')})$`);
}
