import { deliver, type World } from './deliver';
import type { Fate, Input, Operation } from './operation';

/**
 * Delivers inputs, and hands each on with its fate as soon as it has one, so that another delivery can go on with it. Ends as
 * `deliver` does.
 */
export async function* flow<In extends Input, Told, Why>(
	source: AsyncIterable<readonly In[]>,
	operation: Operation<In, Told, Why>,
	world: World<Why>,
): AsyncGenerator<Array<readonly [In, Fate<Told, Why>]>> {
	const open = new Map<number, In>();
	let done: Array<readonly [In, Fate<Told, Why>]> = [];
	let next = 0;
	let isOver = false;
	let wake = () => {};

	async function* numbered(): AsyncGenerator<In[]> {
		for await (const inputs of source) {
			yield inputs.map((input) => {
				open.set(next, input);
				return { ...input, lines: [next++] };
			});
		}
	}
	const settle = (lines: readonly number[], fate: Fate<Told, Why>) => {
		for (const line of lines) {
			done.push([open.get(line)!, fate]);
			open.delete(line);
		}
		wake();
	};
	const delivery = deliver(numbered(), { settle, markSent: () => {} }, operation, world).finally(
		() => {
			isOver = true;
			wake();
		},
	);
	// It is awaited at the end; whoever goes on here may be slow.
	delivery.catch(() => {});
	for (;;) {
		if (done.length > 0) {
			const ready = done;
			done = [];
			yield ready;
		} else if (isOver) break;
		else await new Promise<void>((resolve) => (wake = resolve));
	}
	await delivery;
}
