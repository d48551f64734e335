import { pick, shuffle } from '../chance.mts';
import { isObject } from '../endpoints/call.mts';
import { queryOf } from '../endpoints/search.mts';
import { changed } from './stage.mts';
import type { Act, Stage } from './stage.mts';

/** What search may say of its pages. No ad is lost by it: one that goes on with `after` or above the last id gets all. */
export const onPages = {
	wrongTotal: (_fault, { body, run, chance }) => {
		const { status, body: answer, ...rest } = run(body);
		if (!isObject(answer) || typeof answer.total !== 'number')
			return { status, body: answer, ...rest };
		const { total } = answer;
		const lies = [0, total + 37, Math.max(0, total - 1), 10_000].filter((lie) => lie !== total);
		return { status, body: { ...answer, total: pick(lies, chance) }, ...rest };
	},
	shortPage: ({ share = 0.5 }, stage) => {
		const { limit } = pageOf(stage);
		return haunted(stage, Math.min(limit, Math.max(1, Math.round(limit * share))));
	},
	emptyPage: (_fault, stage) => haunted(stage, pageOf(stage).limit),
	/** reported: results that do not follow the sort asked for. */
	unsortedPage: (_fault, { body, run, chance }) =>
		changed(run(body), (page) => ({ ...page, results: shuffle([...page.results], chance) })),
} satisfies Record<string, Act>;

function pageOf({ body }: Pick<Stage, 'body'>): { limit: number; after: number } {
	const { limit = 10, after = 0 } = isObject(body) ? body : {};
	return { limit: Number(limit), after: Number(after) };
}

/** The page begins with ads that are archived, and that the index still has. Other requests have no such pages. */
function haunted({ body, endpoint, portal, run }: Stage, count: number) {
	const { after } = pageOf({ body });
	if (endpoint === 'search' && isObject(body))
		portal.ghosts.add(queryOf(body), { at: after, count });
	return run(body);
}
