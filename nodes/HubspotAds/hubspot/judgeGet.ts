import type { Exchange } from '../delivery/operation';
import type { AdRecord, GetTold, Reason } from './fates';
import type { GetInput } from './inputs';
import { judgeAnswer, judgeBatch } from './judge';
import { InputFinder, MERGED_IDS } from './matching';
import { readReason } from './reasons';
import { readRecord } from './record';
import { asFields, asList, asText, type LostReply, type Reply } from './reply';
import { judgeUnreadable } from './statuses';

/** Tells which ads a reply to batch/read holds, and which HubSpot does not have. Never throws. */
export function judgeGet<In extends GetInput>(
	reply: Reply | LostReply,
	inputs: readonly In[],
	now: number,
): Exchange<In, GetTold, Reason> {
	const exchange = judgeBatch<In, GetTold>(reply, inputs, now, (answer) =>
		readFound(answer, inputs),
	);
	// Without its list an answer says nothing, and reading once more may.
	const isListed = !('body' in reply) || Array.isArray(asFields(reply.body).results);
	if (isListed || exchange.advice.next !== 'confirm') return exchange;
	return { ...exchange, advice: judgeUnreadable(reply) };
}

/** Tells what a reply to the reading of one ad says, which answers for a merged-away id with the record that survived. */
export function judgeGetAlone(
	reply: Reply | LostReply,
	inputs: readonly GetInput[],
	now: number,
): Exchange<GetInput, GetTold, Reason> {
	if ('body' in reply && Array.isArray(asFields(reply.body).results)) {
		return judgeGet(reply, inputs, now);
	}
	const [input] = inputs;
	const exchange = judgeAnswer(reply, inputs, now);
	const { answer } = exchange;
	const tell = (told: GetTold) => ({ ...exchange, fates: new Map([[input, told]]) });
	if (answer) {
		const record = readRecord(answer.body);
		if (record) return tell(toFound(record, input));
		return { ...exchange, fates: new Map(), advice: judgeUnreadable(answer) };
	}
	if ('status' in reply && reply.status === 404 && asText(asFields(reply.body).category)) {
		return tell({ outcome: 'notFound', reason: readReason('missing', reply) });
	}
	return { ...exchange, fates: new Map() };
}

function readFound<In extends GetInput>(reply: Reply, inputs: readonly In[]): Map<In, GetTold> {
	const finder = new InputFinder(inputs);
	const found = new Map<In, GetTold>();
	for (const result of asList(asFields(reply.body).results)) {
		const record = readRecord(result);
		if (!record) continue;
		for (const input of finder.ofRead(result)) {
			if (!found.has(input)) found.set(input, toFound(record, input));
		}
	}
	return found;
}

/** Which ids were merged into an ad is shown only where it was asked for. */
function toFound(record: AdRecord, { id, idProperty, names }: GetInput): GetTold {
	const isMerged = idProperty === undefined && id !== record.id;
	const asked = names.includes(MERGED_IDS) ? record : withoutMergedIds(record);
	return { outcome: 'found', record: asked, ...(isMerged && { mergedFrom: id }) };
}

function withoutMergedIds(record: AdRecord): AdRecord {
	const { [MERGED_IDS]: merged, ...properties } = record.properties;
	return merged === undefined ? record : { ...record, properties };
}
