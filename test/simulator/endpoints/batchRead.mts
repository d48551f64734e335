import type { Ad } from '../ads.mts';
import { shuffle } from '../chance.mts';
import type { Portal } from '../portal.mts';
import { showRead } from '../records.mts';
import { validationFailure } from '../replies.mts';
import type { Reply } from '../wire.mts';
import {
	batchReply,
	cannotDeserialize,
	checkIdProperty,
	duplicateIds,
	isObject,
	isScalar,
	MAX_INPUTS,
	missingField,
	missingItem,
	repeated,
} from './call.mts';
import type { Call } from './call.mts';

/** documented: with histories half as many inputs are allowed. */
const MAX_INPUTS_WITH_HISTORY = 50;

type Question = {
	ids: string[];
	idProperty?: string;
	properties: string[];
	propertiesWithHistory: string[];
};

export function batchRead(call: Call, portal: Portal): Reply {
	const question = readQuestion(call.body);
	if ('status' in question) return question;
	const { ids, idProperty, properties, propertiesWithHistory } = question;
	if (ids.length === 0) return batchReply(call, portal, [], []);
	if (propertiesWithHistory.length > 0 && ids.length > MAX_INPUTS_WITH_HISTORY)
		return validationFailure(
			'The maximum number of inputs supported in a batch request for property histories is 50. Please reduce the number of items and try again',
		);
	if (ids.length > MAX_INPUTS) return validationFailure(portal.guesses.tooManyInputsText);
	const duplicates = repeated(ids);
	if (duplicates.length > 0 && portal.guesses.duplicatesInBatchRead === 'refused')
		return duplicateIds(duplicates);
	const unusable = idProperty !== undefined && checkIdProperty(idProperty, 'read', portal);
	if (unusable) return unusable;

	const archived = call.route.query.get('archived') === 'true';
	const asked = portal.guesses.duplicatesInBatchRead === 'twice' ? ids : [...new Set(ids)];
	const results: unknown[] = [];
	const missing: string[] = [];
	const shown = new Map<Ad, string>();
	for (const id of asked) {
		const ad = findAd(id, idProperty, archived, portal);
		if (ad === 'dropped') continue;
		if (!ad || ad.archived !== archived) missing.push(id);
		else if ((shown.get(ad) ?? id) === id || portal.guesses.mergedBesideSurvivor === 'twice')
			results.push(withHistory(ad, question, showRead(ad, properties, portal)));
		if (ad) shown.set(ad, id);
	}
	const errors = missing.length > 0 ? [missingItem(missing, [], portal)] : [];
	return batchReply(call, portal, shuffle(results, portal.order), errors);
}

function readQuestion(body: unknown): Question | Reply {
	if (!isObject(body)) return cannotDeserialize('BatchReadInputSimplePublicObjectId', body);
	const { inputs = [], idProperty, properties, propertiesWithHistory } = body;
	if (!Array.isArray(inputs)) return cannotDeserialize('java.util.ArrayList', inputs);
	const ids: string[] = [];
	for (const input of inputs) {
		if (!isObject(input)) return cannotDeserialize('SimplePublicObjectId', input);
		if (input.id === undefined || input.id === null) return missingField('id');
		if (!isScalar(input.id)) return cannotDeserialize('java.lang.String', input.id);
		ids.push(String(input.id));
	}
	const lists = [properties ?? [], propertiesWithHistory ?? []];
	for (const list of lists)
		if (!Array.isArray(list)) return cannotDeserialize('java.util.ArrayList', list);
	const [names, histories] = lists as string[][];
	const question: Question = { ids, properties: names, propertiesWithHistory: histories };
	if (isScalar(idProperty)) question.idProperty = String(idProperty);
	return question;
}

function findAd(
	id: string,
	idProperty: string | undefined,
	archived: boolean,
	{ ads, guesses, now }: Portal,
): Ad | 'dropped' | undefined {
	if (idProperty !== undefined) {
		const named = archived ? ads.archivedByUnique(idProperty, id) : ads.byUnique(idProperty, id);
		const seenFrom = named ? Date.parse(named.createdAt) + guesses.uniqueReadLagMs : 0;
		return seenFrom > now() ? undefined : named;
	}
	const ad = ads.get(id);
	const survivor = ad ? undefined : ads.survivorOf(id);
	if (!survivor || guesses.mergedInBatchRead === 'notFound') return ad;
	return guesses.mergedInBatchRead === 'dropped' ? 'dropped' : survivor;
}

/** The simulator keeps no history: the present value is the only one. */
function withHistory(ad: Ad, { propertiesWithHistory }: Question, shown: object): object {
	if (propertiesWithHistory.length === 0) return shown;
	const history = propertiesWithHistory
		.filter((name) => Object.hasOwn(ad.values, name))
		.map((name) => [
			name,
			[{ value: ad.values[name], timestamp: ad.updatedAt, sourceType: 'INTEGRATION' }],
		]);
	return { ...shown, propertiesWithHistory: Object.fromEntries(history) };
}
