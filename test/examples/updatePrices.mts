import assert from 'node:assert/strict';
import { runExample } from '../../scripts/example.mts';
import type { ExampleTest } from './main.mts';

/** The one that `npm start` runs, through the same door. */
export const updatePrices: ExampleTest = async ({ api, simulator }) => {
	const { complaint } = await runExample(api, simulator);

	assert.equal(complaint, undefined);
};
