/** A pipeline with its stages, as the pipelines endpoint shows it. */
export type Pipeline = {
	label: string;
	displayOrder: number;
	id: string;
	stages: Stage[];
	createdAt: string;
	updatedAt: string;
	archived: boolean;
};

type Stage = {
	label: string;
	displayOrder: number;
	metadata: Record<string, string>;
	id: string;
	createdAt: string;
	updatedAt: string;
	archived: boolean;
	writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT';
};

/** An owner. `userId` is another number than `id`, and is not what hubspot_owner_id takes. */
export type Owner = {
	id: string;
	email: string;
	type: 'PERSON';
	firstName: string;
	lastName: string;
	userId: number;
	userIdIncludingInactive: number;
	createdAt: string;
	updatedAt: string;
	archived: boolean;
};

export const PORTAL_ID = 48211607;
const CREATED = '2026-01-12T08:00:00.000Z';

/** The one that HubSpot makes has words for ids; a customer's own has numbers and UUIDs. */
export function listingPipelines(): Pipeline[] {
	return [
		pipeline('default', 'Sales', 0, {
			new: 'New',
			active: 'Active',
			under_offer: 'Under offer',
			closed: 'Closed',
		}),
		pipeline('745201938', 'Rentals', 1, {
			'1082736455': 'To let',
			'1082736456': 'Reserved',
			'6f1c2e0a-5b7d-4c39-9a41-0e8d3f52b6c7': 'Let',
		}),
	];
}

export function accountOwners(): Owner[] {
	return [
		owner('512340001', 'Nadia', 'Brandt', false),
		owner('512340002', 'Tomás', 'Rey', false),
		owner('512340003', 'Ines', 'Okafor', false),
		owner('512340009', 'Paul', 'Former', true),
	];
}

function pipeline(
	id: string,
	label: string,
	displayOrder: number,
	stages: Record<string, string>,
): Pipeline {
	return {
		label,
		displayOrder,
		id,
		stages: Object.entries(stages).map(([stageId, stageLabel], order) => ({
			label: stageLabel,
			displayOrder: order,
			metadata: {},
			id: stageId,
			createdAt: CREATED,
			updatedAt: CREATED,
			archived: false,
			writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT',
		})),
		createdAt: CREATED,
		updatedAt: CREATED,
		archived: false,
	};
}

function owner(id: string, firstName: string, lastName: string, archived: boolean): Owner {
	const userId = Number(id) - 450_000_000;
	return {
		id,
		email: `${firstName}.${lastName}@example.com`.toLowerCase().replace('á', 'a'),
		type: 'PERSON',
		firstName,
		lastName,
		userId,
		userIdIncludingInactive: userId,
		createdAt: CREATED,
		updatedAt: CREATED,
		archived,
	};
}
