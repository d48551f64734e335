import type { Reason } from '../hubspot/fates';
import { inBrackets, quoteWithin } from './quotes';
import type { Words } from './troubles';

/** Says of an ad that is in the way, or may be the very one that was made, what is known of it. */
export function describeHolder(reason: Reason): Words {
	const { trouble, holder, property, existingId, said, todo } = reason;
	const who = inBrackets(existingId);
	const value = `this value${property ? ` of '${property}'` : ''}`;
	const inBin = `a deleted ad${who} still has ${value}`;
	const words = said ? `; HubSpot says: ${quoteWithin(said)}` : '';
	const lost = 'a try of it was lost, and HubSpot refused the next one';
	const isInBin = holder === 'inBin';
	if (trouble === 'ageUnknown') {
		return {
			what: `HubSpot has such an ad${who}, and nothing tells whether this run made it`,
			todo: 'Look at the ad in HubSpot: when it was made, and by whom',
		};
	}
	if (trouble === 'existsAfterLoss' && isInBin) {
		return {
			what: `${lost}: ${inBin}`,
			todo: "Look for the ad by its value. Where it is not there, restore the deleted one in HubSpot's recycling bin, or change the value",
		};
	}
	if (trouble === 'existsAfterLoss') {
		return {
			what: `${lost}: an ad has ${value}${who}${words}`,
			todo: 'Look in HubSpot at the ad that has the value: where this run did not make it, change the value',
		};
	}
	if (isInBin) {
		return {
			what: inBin,
			todo: "Restore that ad in HubSpot's recycling bin, or change the value",
		};
	}
	return {
		what: `another ad has ${value} already${who}${words}`,
		todo:
			todo ?? "Change the value, or use 'Batch Create or Update' to write to the ad that has it",
	};
}
