type Item = { json: Record<string, unknown> };

type Report = {
	updated: Item[];
	notUpdated: Item[];
	requests: Array<{ endpoint?: string }>;
	seconds: number;
};

/** Prints what became of the ads, how often each reason was given for the others, and what it cost. */
export function printReport({ updated, notUpdated, requests, seconds }: Report): void {
	printTable([
		[updated.length, 'ads updated'],
		[notUpdated.length, 'ads not updated'],
		...countReasons(notUpdated),
		[requests.length, 'requests'],
		...countEndpoints(requests),
		[seconds.toFixed(1), 'seconds in the node'],
	]);
}

type Row = [value: string | number, name: string];

/** Messages name their ad, so they are counted by what they have in common, and the first one stands for the others. */
function countReasons(items: Item[]): Row[] {
	const groups = Map.groupBy(items, ({ json }) => JSON.stringify(reasonOf(json.details)));
	return [...groups.values()].map((group) => [group.length, `  ${group[0].json.message}`]);
}

function reasonOf(details: unknown): unknown {
	const { outcome, property, category, code } = (details ?? {}) as Record<string, unknown>;
	return [outcome, property, category, code];
}

function countEndpoints(requests: Report['requests']): Row[] {
	const groups = Map.groupBy(requests, ({ endpoint }) => endpoint ?? 'unknown path');
	return [...groups].map(([endpoint, group]) => [group.length, `  ${endpoint}`]);
}

function printTable(rows: Row[]): void {
	const width = Math.max(...rows.map(([value]) => String(value).length));
	console.log();
	for (const [value, name] of rows) console.log(`${String(value).padStart(width)}  ${name}`);
}
