import { registerHooks } from 'node:module';

/**
 * A program of its own, because a process takes its zone and language when it starts. Reads texts from standard input, as
 * JSON, and writes what each is as a number, a date, a moment and a choice in each format.
 */
registerHooks({
	resolve: (specifier, context, next) =>
		next(/^\..*\/[a-z]\w*$/i.test(specifier) ? `${specifier}.ts` : specifier, context),
});
const { readDefinitions } = await import('../../nodes/HubspotAds/properties/definitions');
const { toHubspotText } = await import('../../nodes/HubspotAds/properties/values');

const label = { value: 'i', label: 'TITLE' };
const types = ['number', 'date', 'datetime', 'bool', 'enumeration'];
const results = types.map((type) => ({ name: type, type, options: [label] }));
const definitions = readDefinitions({ results });
const formats = [
	{ numberFormat: 'automatic', dateFormat: 'automatic' },
	{ numberFormat: 'comma', dateFormat: 'dayFirst' },
	{ numberFormat: 'point', dateFormat: 'monthFirst' },
] as const;

let given = '';
for await (const chunk of process.stdin) given += String(chunk);
const readings = (JSON.parse(given) as unknown[]).flatMap((value) =>
	formats.flatMap((format) =>
		[...definitions.byName.values()].map((definition) =>
			toHubspotText(value, definition, { timeZone: 'America/New_York', ...format }),
		),
	),
);
const zone = new Date(0).getTimezoneOffset();
const language = Intl.DateTimeFormat().resolvedOptions().locale;
console.log(JSON.stringify({ zone, language, readings }));
