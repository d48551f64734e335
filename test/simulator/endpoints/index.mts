import type { Endpoint } from '../paths.mts';
import type { Portal } from '../portal.mts';
import type { Reply } from '../wire.mts';
import { archiveAd, batchArchive } from './archiveAds.mts';
import { authorize } from './authorize.mts';
import { batchCreate } from './batchCreate.mts';
import { batchRead } from './batchRead.mts';
import { batchUpdate } from './batchUpdate.mts';
import { batchUpsert } from './batchUpsert.mts';
import type { Call, Handler } from './call.mts';
import { createAd } from './createAd.mts';
import { accountInfo, owners, pipelines, properties, property, tokenInfo } from './describe.mts';
import { listAds } from './listAds.mts';
import { mergeAds } from './merge.mts';
import { search } from './search.mts';
import { getAd, patchAd } from './singleAd.mts';
import { giveToken } from './token.mts';

export function answerTo(call: Call, portal: Portal): Reply {
	return handlers[call.route.endpoint](call, portal);
}

const handlers: Record<Endpoint, Handler> = {
	batchCreate,
	batchUpsert,
	batchUpdate,
	batchRead,
	getAd,
	patchAd,
	listAds,
	createAd,
	archiveAd,
	batchArchive,
	mergeAds,
	search,
	properties,
	property,
	pipelines,
	owners,
	accountInfo,
	tokenInfo,
	authorize,
	token: giveToken,
};
