import { defaultGuesses as assumed } from '../../../test/simulator/guesses.mts';
import { listingProperties } from '../../../test/simulator/listingProperties.mts';
import type { Question } from '../context.mts';
import { check, compare, unknown } from '../findings.mts';
import { OBJECTS } from '../ownAds.mts';

/** A token that was never given out, of the kind that the account's own is. */
export const unknownToken: Question = {
	names: ['unknownToken'],
	async ask({ client }) {
		const made = 'pat-na1-00000000-0000-0000-0000-000000000000';
		const reply = await client.ask('GET', `${OBJECTS}?limit=1`, undefined, made);
		const kinds: Record<string, string> = {
			INVALID_AUTHENTICATION: 'invalid',
			EXPIRED_AUTHENTICATION: 'expired',
		};
		// The made-up token looks like a private app's, for which `byAuth` means invalid.
		const expected = assumed.unknownToken === 'byAuth' ? 'invalid' : assumed.unknownToken;
		const kind = reply.status === 401 ? kinds[reply.body?.category] : undefined;
		return [compare('unknownToken', expected, kind, reply)];
	},
};

/** HubSpot's own properties, of which the simulator has those that are documented or reported. */
export const definitions: Question = {
	names: ['listingPropertyDefinitions'],
	async ask(probe) {
		const actual = new Map(probe.definitions.map((definition) => [definition.name, definition]));
		const own = [...listingProperties().values()].filter(({ hubspotDefined }) => hubspotDefined);
		const differences = own.flatMap(({ name, type, modificationMetadata }) => {
			const found = actual.get(name);
			if (!found) return [`${name} is missing`];
			const isReadOnly = found.modificationMetadata?.readOnlyValue === true;
			return [
				...(found.type === type ? [] : [`${name} is of type ${found.type}, not ${type}`]),
				...(isReadOnly === (modificationMetadata?.readOnlyValue === true)
					? []
					: [`${name} ${isReadOnly ? 'is' : 'is not'} read-only`]),
			];
		});
		const what = `${own.length} names, types and read-only marks`;
		return [
			differences.length === 0
				? check('listingPropertyDefinitions', what, true)
				: { ...check('listingPropertyDefinitions', what, false), says: differences.join('; ') },
		];
	},
};

const CANNOT_PROVOKE: Record<string, string> = {
	lockedText: 'HubSpot locks ads in its own time; that cannot be brought about',
	lockedCategory: 'HubSpot locks ads in its own time; that cannot be brought about',
	migrationText: 'this takes an account that is moving to another data center',
	migrationCategory: 'this takes an account that is moving to another data center',
	inactiveText: 'this takes an account in which Listings is not switched on',
	refusedRequestsCount: 'this would use up the limit, which other integrations need too',
	oneWindowPerAccount: 'this takes a second app, and would use up the limit',
	dailyCountFromMidnightUtc: 'this would use up the limit of a day',
	writeSurvivesLostReply: 'when a connection breaks cannot be told exactly from here',
	unrecordedTexts: 'no decision rests on a text; the bodies shown here tell them',
};

export const notProvoked: Question = {
	names: Object.keys(CANNOT_PROVOKE),
	async ask() {
		return Object.entries(CANNOT_PROVOKE).map(([name, why]) => unknown(name, why));
	},
};
