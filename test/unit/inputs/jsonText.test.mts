import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readJsonText } from '../../../nodes/HubspotAds/inputs/jsonText';

describe('readJsonText', () => {
	it('reads every JSON text, also between code fences and with a mark before it', () => {
		fc.assert(
			fc.property(fc.json(), (text) => {
				const value: unknown = JSON.parse(text);
				// Text in text is read once more.
				fc.pre(typeof value !== 'string' && !text.includes('```'));

				expect(readJsonText(`\ufeff${text}`)).toEqual({ value });
				expect(readJsonText(`\`\`\`json\n${text}\n\`\`\``)).toEqual({ value });
			}),
		);
	});

	it.each([
		'\u00a0{"a":1}\u2003',
		'\ufeff\r\n {"a":1}\n\u200b',
		'```json\n\u00a0{"a":1}\u00a0\n```',
		'Here it is:\n```\n\u2060{"a":1}\n```\nDone.',
		JSON.stringify('\u00a0{"a":1}\u2003'),
	])('reads JSON within space of any width, and what the eye cannot see: %j', (text) => {
		expect(readJsonText(text)).toEqual({ value: { a: 1 } });
	});

	it('says where it stops within the text that is left without outer space', () => {
		expect(readJsonText('\u00a0\n[1 2]\n\u00a0')).toEqual({
			stop: 'it stops being JSON in line 1, column 4, at "2]"',
		});
		expect(readJsonText(' \u00a0\n')).toEqual({ stop: 'it is empty' });
	});

	it.each([
		['within a text', '{"a":"👨\u200d👩\u200d👧\u00ad"}', '👨\u200d👩\u200d👧\u00ad'],
		['between its words', '\ufeff{\u200b"a"\u200b:\u00ad"x"}', 'x'],
	])('keeps or drops what cannot be seen %s', (_where, text, a) => {
		expect(readJsonText(text)).toEqual({ value: { a } });
		expect(readJsonText(`Here:\n\`\`\`json\n${text}\n\`\`\``)).toEqual({ value: { a } });
	});

	it('says of JSON that is cut off that it ends too early', () => {
		const word = fc.stringMatching(/^[a-z ]{0,5}$/);
		const { tree } = fc.letrec((tie) => ({
			tree: fc.oneof(
				{ maxDepth: 3 },
				word,
				fc.dictionary(word, tie('tree'), { noNullPrototype: true }),
				fc.array(tie('tree')),
			),
		}));
		fc.assert(
			fc.property(tree, fc.nat(), (value, cut) => {
				fc.pre(typeof value === 'object');
				const text = JSON.stringify(value);
				const part = text.slice(0, 1 + (cut % (text.length - 1))).trimEnd();

				expect(readJsonText(part)).toEqual({ stop: 'it ends before it is complete' });
			}),
		);
	});

	it('names a place behind which no JSON text could go on, in texts with one character too many', () => {
		fc.assert(
			fc.property(fc.json(), fc.nat(), (text, place) => {
				const at = place % (text.length + 1);
				const read = readJsonText(`${text.slice(0, at)}\u0000${text.slice(at)}`);

				expect(read).toEqual({
					stop: expect.stringMatching(/^it (stops being JSON in line|ends)/),
				});
			}),
		);
	});

	it.each([
		['', 'it is empty'],
		['{"a":1,}', 'it stops being JSON in line 1, column 8, at "}", because of the comma before it'],
		['[1 2]', 'it stops being JSON in line 1, column 4, at "2]"'],
		['{"a" 1}', 'it stops being JSON in line 1, column 6, at "1}"'],
		['{a: 1}', 'it stops being JSON in line 1, column 2, at "a: 1}"'],
		['[01]', 'it stops being JSON in line 1, column 3, at "1]"'],
		['["\\x"]', 'it stops being JSON in line 1, column 3, at "\\\\x\\"]"'],
		['{"a":1}}', 'it stops being JSON in line 1, column 8, at "}"'],
		['[1\n,,2]', 'it stops being JSON in line 2, column 2, at ",2]"'],
		['[NaN]', 'it stops being JSON in line 1, column 2, at "NaN]"'],
	])('tells where %j stops being JSON', (text, stop) => {
		expect(readJsonText(text)).toEqual({ stop });
	});
});
