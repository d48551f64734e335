import { inspect } from 'node:util';

import type { Logger } from 'n8n-workflow';

type Level = 'error' | 'warn' | 'info' | 'debug';

/** Takes the place of n8n's logger and keeps every line, of every level, with everything that was handed along. */
export class LogCapture implements Logger {
	readonly lines: string[] = [];

	error = (message: string, extra?: unknown) => this.keep('error', message, extra);
	warn = (message: string, extra?: unknown) => this.keep('warn', message, extra);
	info = (message: string, extra?: unknown) => this.keep('info', message, extra);
	debug = (message: string, extra?: unknown) => this.keep('debug', message, extra);

	/** n8n asks for a logger of one part of itself; all write here. */
	scoped = () => this;

	private keep(level: Level, message: string, extra?: unknown): void {
		// Deep and with hidden fields: a token in an error's cause, or in a request's headers, is to be seen.
		const details =
			extra === undefined
				? ''
				: ` ${inspect(extra, { depth: 12, maxStringLength: null, maxArrayLength: null, showHidden: true })}`;
		this.lines.push(`${level}: ${message}${details}`);
	}
}
