import type { N8nApi } from '../../../scripts/n8nApi.mts';
import { createCredential } from '../../examples/workbench.mts';
import type { Simulator } from '../../simulator/server.mts';

/** A credential that works, put into n8n beside the editor. */
export async function hubspotAccount(api: N8nApi, { url, token }: Simulator) {
	return createCredential(api, 'HubSpot', 'hubspotAdsApi', { accessToken: token, baseUrl: url });
}

export function priceOf({ hubspot }: Simulator, reference: string): string | undefined {
	return hubspot.ads.byUnique('reference_number', reference)?.values.hs_price;
}

/** `REF-000001` for row 0. */
export function referenceOf(row: number): string {
	return `REF-${String(row + 1).padStart(6, '0')}`;
}
