import type { Known } from './definitions';

/** What is known once it is read, or nothing where the user cancels: what another run asks for must not keep this one from ending. */
export async function orCanceled(loading: Promise<Known>, cancel: AbortSignal): Promise<Known> {
	const canceled = new AbortController();
	try {
		return await new Promise<Known>((resolve) => {
			const none = () => resolve({});
			if (cancel.aborted) none();
			cancel.addEventListener('abort', none, { once: true, signal: canceled.signal });
			loading.then(resolve, none);
		});
	} finally {
		canceled.abort();
	}
}
