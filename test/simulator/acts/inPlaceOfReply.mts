import {
	expiredToken,
	invalidToken,
	missingScopes,
	missingScopesInContext,
	scopesOf,
} from '../access.mts';
import { pick } from '../chance.mts';
import { isObject } from '../endpoints/call.mts';
import type { Fault } from '../faults.mts';
import { dailyLimit, rollingLimit, secondlyLimit } from '../limits.mts';
import { blockPage, deeplyNested, edgePage } from '../oddBodies.mts';
import { failure } from '../replies.mts';
import { HTML_TYPE } from '../wire.mts';
import type { Reply } from '../wire.mts';
import { inputsOf } from './stage.mts';
import type { Act, FaultyReply, Stage } from './stage.mts';

const AT_WORK_MS = 5_000;

/** What comes in place of the reply, whether the work is done or not. */
export const inPlaceOfReply = {
	invalidToken: instead(() => invalidToken()),
	expiredToken: instead((_fault, { portal }) => expiredToken(portal.now() - 75_000, portal.now())),
	missingScopes: instead((_fault, { endpoint }) => missingScopes([...scopesOf[endpoint]])),
	missingScopesInContext: instead((_fault, { endpoint }) =>
		missingScopesInContext([...scopesOf[endpoint]]),
	),
	locked: instead((_fault, { portal: { guesses } }) =>
		failure(423, guesses.lockedText, guesses.lockedCategory),
	),
	rollingLimit: instead((_fault, { portal }) => rollingLimit(portal)),
	dailyLimit: instead(() => dailyLimit()),
	secondlyLimit: instead(() => secondlyLimit()),
	migration: instead((_fault, { portal: { guesses } }) =>
		failure(477, guesses.migrationText, guesses.migrationCategory),
	),
	internalError: instead(({ status = 500 }) => failure(status, 'internal error')),
	edgeError: instead(({ status = 502 }) => page(status, edgePage(status))),
	blockedPage: instead(({ status = 403 }) => ({
		...page(status, blockPage(status)),
		...(status === 407 && { headers: { 'proxy-authenticate': 'Basic realm="proxy"' } }),
	})),
	errorsNamed: instead(({ status = 500 }, stage) => nameOne(status, stage)),
	html200: instead(({ status = 200 }) => page(status, edgePage(status))),
	emptyBody: instead(({ status = 200 }) => ({ status, body: '' })),
	reset: instead(() => ({ status: 0, body: '', ending: 'reset' })),
	conflict: instead(() => failure(409, 'One or more records already exist', 'CONFLICT')),
	badRequest: instead(() => failure(400, 'Invalid input JSON on line 3, column 9: Cannot read it')),
	redirect: instead(({ status = 302, location = 'https://elsewhere.example/' }) => ({
		status,
		body: '',
		headers: { location },
	})),
	tokenEcho: instead(({ status = 500 }, { tokenText }) =>
		failure(status, `internal error: no session for Bearer ${tokenText} (${tokenText})`),
	),
	deep: instead(() => ({ status: 200, body: deeplyNested(100_000) })),

	late: (fault, stage) => ({
		...(isAtWork(fault, stage) ? { status: 504, body: '' } : stage.run(stage.body)),
		ending: 'silent',
		extraDelayMs: fault.delayMs ?? 120_000,
	}),
} satisfies Record<string, Act>;

/** A reply that has nothing to do with the work. */
function instead(reply: (fault: Fault, stage: Stage) => FaultyReply): Act {
	return (fault, stage) => {
		if (isAtWork(fault, stage)) return reply(fault, stage);
		const written = fault.applied === 'after' ? stage.run(stage.body).written : undefined;
		return { ...reply(fault, stage), written };
	};
}

function isAtWork({ applied, appliedAfterMs = AT_WORK_MS }: Fault, stage: Stage): boolean {
	if (applied !== 'later') return false;
	stage.runLater(stage.body, appliedAfterMs);
	return true;
}

/** A reply about the whole request whose `errors` name one of its inputs. */
function nameOne(status: number, { body, chance }: Stage): Reply {
	const inputs = inputsOf(body);
	const input = inputs.length > 0 ? pick(inputs, chance) : {};
	const { id, objectWriteTraceId } = isObject(input) ? input : {};
	const context = {
		...(id !== undefined && { ids: [String(id)] }),
		...(objectWriteTraceId !== undefined && { objectWriteTraceId: [String(objectWriteTraceId)] }),
	};
	return failure(status, 'internal error', 'INTERNAL_ERROR', {
		errors: [{ message: 'There was a problem with this record', context }],
	});
}

function page(status: number, body: string): FaultyReply {
	return { status, body, type: HTML_TYPE };
}
