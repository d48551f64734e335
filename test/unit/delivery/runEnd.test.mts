import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';

import { RunEnd } from '../../../nodes/HubspotAds/delivery/runEnd';

describe('RunEnd', () => {
	it('keeps the reason of whoever ended the run first', () => {
		const end = new RunEnd<string>(new AbortController().signal);
		expect(end.signal.aborted).toBe(false);

		end.end('first');
		end.end('second');

		expect(end.signal.aborted).toBe(true);
		expect(end.reason).toBe('first');
	});

	it('has no reason where the user cancelled, whatever ends it later', () => {
		const cancelling = new AbortController();
		const end = new RunEnd<string>(cancelling.signal);

		cancelling.abort();
		end.end('later');

		expect(end.signal.aborted).toBe(true);
		expect(end.reason).toBe(undefined);
	});

	it('has ended where the user cancelled before', () => {
		expect(new RunEnd<string>(AbortSignal.abort()).signal.aborted).toBe(true);
	});

	it('leaves nothing behind that listens to the execution, once it is closed', () => {
		const cancelling = new AbortController();
		const ends = Array.from({ length: 20 }, () => new RunEnd<string>(cancelling.signal));

		for (const end of ends) end.close();

		expect(getEventListeners(cancelling.signal, 'abort')).toEqual([]);
	});
});
