import type { WriteInput } from '../hubspot/inputs';
import type { Groups } from './duplicates';

const STAGES = ['hs_pipeline', 'hs_pipeline_stage'];

/** Hands inputs on, and calls once the first writes a pipeline or a stage. */
export async function* watchStages<In extends WriteInput>(
	groups: Groups<In>,
	onStage: () => void,
): AsyncGenerator<readonly In[]> {
	let isSeen = false;
	for await (const group of groups) {
		if (!isSeen && group.some(({ properties }) => STAGES.some((name) => name in properties))) {
			isSeen = true;
			onStage();
		}
		yield group;
	}
}
