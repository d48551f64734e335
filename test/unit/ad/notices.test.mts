import { describe, expect, it } from 'vitest';

import { Notices, type Notice } from '../../../nodes/HubspotAds/ad/notices';

const price = { property: 'hs_price', label: 'Price' };

describe('Notices', () => {
	it.each<[Notice, string]>([
		[
			{ kind: 'undefinedLeftOut', ...price },
			"'Price' (hs_price) was left out for 1 ad, because its expression gave nothing. Check its field names.",
		],
		[
			{ kind: 'emptyLeftOut', ...price },
			"'Price' (hs_price) was left out for 1 ad, because its value was empty; the option 'Clear Properties When Empty' clears it.",
		],
		[
			{ kind: 'looksLikeError', property: 'hs_city', label: 'hs_city', value: '#N/A' },
			'\'hs_city\' of 1 ad looks like a formula or an expression without a result, such as "#N/A"; it is taken as text.',
		],
		[
			{ kind: 'otherForm', property: 'phone', label: 'Phone' },
			"HubSpot holds 'Phone' (phone) of 1 ad otherwise than it was sent.",
		],
		[
			{ kind: 'nearMiss', field: 'Prcie', nearest: { value: 'hs_price', label: 'Price' } },
			"The field 'Prcie' of 1 ad is no property and was not written; the nearest is 'Price' (hs_price).",
		],
		[
			{ kind: 'unchecked', what: 'Values', reason: { trouble: 'timeout' } },
			'Values were not checked, because HubSpot did not answer in time.',
		],
	])('says of %o what was not sent', (notice, line) => {
		const notices = new Notices();

		notices.add(notice);

		expect(notices.describe()).toEqual([line]);
	});

	it('has nothing to say of nothing', () => {
		expect(new Notices().describe()).toEqual([]);
	});

	it('counts the ads of each property, the most important kind and the most ads first', () => {
		const notices = new Notices();
		const addTo = (ads: number, notice: Notice) => {
			for (let ad = 0; ad < ads; ad++) notices.add(notice);
		};

		addTo(3, { kind: 'emptyLeftOut', ...price });
		addTo(1, { kind: 'undefinedLeftOut', ...price });
		addTo(1_250, { kind: 'undefinedLeftOut', property: 'hs_city', label: 'City' });

		expect(notices.describe().map((line) => line.slice(0, 40))).toEqual([
			"'City' (hs_city) was left out for 1,250 ",
			"'Price' (hs_price) was left out for 1 ad",
			"'Price' (hs_price) was left out for 3 ad",
		]);
	});

	it('gives six lines at most, and says how many more there are', () => {
		const notices = new Notices();

		for (let i = 0; i < 1_006; i++) {
			notices.add({ kind: 'nearMiss', field: `f${i}`, nearest: { value: 'a', label: 'a' } });
		}

		expect(notices.describe()).toHaveLength(6);
		expect(notices.describe()[5]).toBe('… and 1,001 more of the kind.');
	});
});
