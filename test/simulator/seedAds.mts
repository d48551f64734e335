import { PORTAL_ID } from './account.mts';
import type { Owner, Pipeline } from './account.mts';
import type { Ads } from './ads.mts';
import { pick, whole } from './chance.mts';
import type { Chance } from './chance.mts';

/** The first record ID; the ads after it have ids at irregular distances, as in a real account. */
const FIRST_ID = 31_004_700_001;

/** Fills the account with plausible ads; the same seed gives the same ads. */
export function seedAds(
	ads: Ads,
	count: number,
	around: { chance: Chance; now: number; pipelines: Pipeline[]; owners: Owner[] },
): void {
	const { chance } = around;
	let id = FIRST_ID;
	for (let number = 1; number <= count; number++) {
		const createdAt = around.now - whole(2, 400, chance) * 86_400_000;
		ads.add(String(id), plausibleValues(number, around), createdAt);
		id += whole(1, 37, chance);
	}
}

function plausibleValues(
	number: number,
	{ chance, pipelines, owners }: { chance: Chance; pipelines: Pipeline[]; owners: Owner[] },
): Record<string, string> {
	const town = pick(towns, chance);
	const [type, noun] = pick(types, chance);
	const bedrooms = type === 'lots_land' ? 0 : whole(1, 6, chance);
	const street = `${whole(1, 240, chance)} ${pick(streets, chance)}`;
	const pipeline = pick(pipelines, chance);
	return {
		hs_name: bedrooms ? `${bedrooms}-bedroom ${noun}, ${street}` : `${noun}, ${street}`,
		hs_address_1: street,
		hs_city: town.city,
		hs_state_province: town.state,
		hs_zip: town.zip + String(whole(0, 99, chance)).padStart(2, '0'),
		hs_country: 'United States',
		hs_price: String(whole(90, 1_450, chance) * 1_000),
		hs_bedrooms: String(bedrooms),
		hs_bathrooms: String(Math.max(0, bedrooms - whole(0, 2, chance))),
		hs_square_footage: String(whole(420, 4_800, chance)),
		hs_year_built: String(whole(1890, 2026, chance)),
		hs_listing_type: type,
		hs_pipeline: pipeline.id,
		hs_pipeline_stage: pick(pipeline.stages, chance).id,
		hubspot_owner_id: pick(owners, chance).id,
		hs_object_source: 'INTEGRATION',
		hs_object_source_id: String(PORTAL_ID % 1_000_000),
		hs_object_source_label: 'INTEGRATION',
		reference_number: `REF-${String(number).padStart(6, '0')}`,
		furnished: chance() < 0.3 ? 'true' : 'false',
		features: features.filter(() => chance() < 0.3).join(';'),
		available_from: `2026-${String(whole(1, 12, chance)).padStart(2, '0')}-01`,
	};
}

const towns = [
	{ city: 'Portland', state: 'Maine', zip: '041' },
	{ city: 'Burlington', state: 'Vermont', zip: '054' },
	{ city: 'Providence', state: 'Rhode Island', zip: '029' },
	{ city: 'Albany', state: 'New York', zip: '122' },
	{ city: 'Madison', state: 'Wisconsin', zip: '537' },
];

const streets = ['Alder Street', 'Harbour Road', 'Mill Lane', 'Orchard Avenue', 'Station Square'];

const types = [
	['house', 'house'],
	['townhouse', 'townhouse'],
	['multi_family', 'two-family house'],
	['condos_co_ops', 'condo'],
	['lots_land', 'Building plot'],
	['apartments', 'apartment'],
	['manufactured', 'manufactured home'],
] as const;

const features = ['balcony', 'garage', 'garden', 'lift', 'pool'];
