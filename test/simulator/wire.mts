/** One request as the portal sees it. `path` includes the query; header names are lower-case. */
export type Request = {
	method: string;
	path: string;
	headers: Record<string, string | undefined>;
	body?: string;
};

/**
 * How the answer ends: `whole` arrives as it is; `reset` breaks the connection with no reply;
 * `cut` breaks it in the middle of the body; `silent` comes only when the client has given up.
 */
export type Ending = 'whole' | 'reset' | 'cut' | 'silent';

/** What the portal answers. `delayMs` is for the one who delivers it: the portal has no timers. */
export type Answer = {
	status: number;
	headers: Record<string, string>;
	body: string;
	delayMs: number;
	ending: Ending;
};

/** What an endpoint has to say; headers of limits, edge and correlation are added around it. */
export type Reply = {
	status: number;
	body: unknown;
	/** The ids of the ads that were written, in the order in which they were written. */
	written?: string[];
};

export const JSON_TYPE = 'application/json;charset=utf-8';
export const HTML_TYPE = 'text/html; charset=UTF-8';
