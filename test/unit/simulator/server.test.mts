import { errors, request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../../simulator/server.mts';
import type { Simulator } from '../../simulator/server.mts';
import { UPDATE } from './account.mts';

let simulator: Simulator;

beforeEach(async () => {
	simulator = await startSimulator({ ads: 20 });
});

afterEach(async () => {
	await simulator.close();
});

describe('the simulator over HTTP', () => {
	it('answers with status, headers and body of the portal', async () => {
		const response = await send();

		expect(response.statusCode).toBe(200);
		expect(response.headers['content-type']).toBe('application/json;charset=utf-8');
		expect(response.headers['x-hubspot-ratelimit-remaining']).toBe('189');
		expect(await response.body.json()).toMatchObject({ status: 'COMPLETE' });
	});

	it('answers in its own words to what is no JSON, and to no content type', async () => {
		const response = await request(simulator.url + UPDATE, {
			method: 'POST',
			headers: { authorization: `Bearer ${simulator.token}` },
			body: Buffer.from('{'),
		});

		expect(response.statusCode).toBe(400);
		expect(await response.body.json()).toMatchObject({
			message: expect.stringContaining('Invalid input JSON'),
		});
	});

	it('answers 404 in JSON to unknown paths', async () => {
		const response = await request(`${simulator.url}/nowhere?x=1`);

		expect(response.statusCode).toBe(404);
		expect(simulator.hubspot.journal[0]).toMatchObject({ path: '/nowhere?x=1', unknown: true });
	});

	it('takes as long as the portal says', async () => {
		simulator.hubspot.addFault({ kind: 'slow', delayMs: 80 });
		const before = performance.now();

		await send();

		expect(performance.now() - before).toBeGreaterThan(75);
	});

	it('breaks the connection for a reset', async () => {
		simulator.hubspot.addFault({ kind: 'reset', applied: 'after' });

		await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(simulator.hubspot.journal[0].written).toHaveLength(1);
	});

	it('breaks it within the body for a cut', async () => {
		simulator.hubspot.addFault({ kind: 'cut' });

		const response = await send();

		expect(response.statusCode).toBe(200);
		await expect(response.body.text()).rejects.toThrow();
	});

	it('ends the body early and in order when told so', async () => {
		simulator.hubspot.addFault({ kind: 'cut', endsInOrder: true });

		const response = await send();

		await expect(response.body.json()).rejects.toThrow(SyntaxError);
	});

	it('does not wait for late replies when it closes', async () => {
		simulator.hubspot.addFault({ kind: 'late', delayMs: 60_000 });
		const gaveUp = send(50);

		await expect(gaveUp).rejects.toThrow(errors.HeadersTimeoutError);
		await simulator.close();
	});

	it.each([477, 523])('sends status %i', async (status) => {
		simulator.hubspot.addFault({ kind: 'internalError', status });

		expect((await send()).statusCode).toBe(status);
	});
});

// Helpers

function send(headersTimeout?: number) {
	const [ad] = simulator.hubspot.ads.all();
	return request(simulator.url + UPDATE, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${simulator.token}`,
			'content-type': 'application/json',
		},
		body: JSON.stringify({ inputs: [{ id: ad.id, properties: { hs_price: '1' } }] }),
		headersTimeout,
	});
}
