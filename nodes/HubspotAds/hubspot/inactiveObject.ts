import { OBJECT_TYPE } from './endpoints';

/** What a 400 for the whole object says: the object Listings is there for every account, and has to be switched on. */
export const INACTIVE_OBJECT = {
	what: `HubSpot does not know ads (object ${OBJECT_TYPE}) in this account`,
	todo: "Activate the object Listings in HubSpot's object library",
};
