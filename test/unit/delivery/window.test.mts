import { describe, expect, it } from 'vitest';
import { RateWindow } from '../../../nodes/HubspotAds/delivery/window';
import { VirtualClock } from '../../property/virtualTime.mts';

const HOUR_MS = 3_600_000;

describe('RateWindow', () => {
	it('holds everybody back for an interval at most, however long a refusal asks to wait', () => {
		const window = new RateWindow(new VirtualClock());

		window.answer(window.enter(), { max: 100, remaining: 0, intervalMs: 10_000 }, HOUR_MS);

		expect(window.untilRoom()).toBe(10_000);
	});
});
