import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const HOUSE = fileURLToPath(new URL('../../nodes/HubspotAds', import.meta.url));

/** Which rooms a room may look into, and whether it may know n8n. */
const MAY_IMPORT: Record<string, { rooms: string[]; n8n: boolean }> = {
	delivery: { rooms: [], n8n: false },
	properties: { rooms: [], n8n: false },
	hubspot: { rooms: ['delivery'], n8n: false },
	ad: { rooms: ['delivery', 'properties', 'hubspot'], n8n: true },
	'.': { rooms: ['ad'], n8n: true },
};

const files = globSync('**/*.ts', { cwd: HOUSE });

describe('the rooms of nodes/HubspotAds', () => {
	it.each(files)('%s imports only what its room may know', (file) => {
		const room = file.includes('/') ? file.split('/')[0] : '.';
		const allowed = MAY_IMPORT[room];

		const strangers = importsOf(file).filter((name) => {
			if (name === 'n8n-workflow') return !allowed.n8n && file !== 'hubspot/transport.ts';
			if (!name.startsWith('.')) return name !== 'node:crypto';
			const target = relative(HOUSE, join(HOUSE, file, '..', name));
			const targetRoom = target.includes('/') ? target.split('/')[0] : '.';
			return targetRoom !== room && !allowed.rooms.includes(targetRoom);
		});

		expect(strangers).toEqual([]);
	});

	it.each(files.filter((file) => file !== 'ad/description.ts'))(
		'%s has at most 200 lines',
		(file) => {
			expect(readFileSync(join(HOUSE, file), 'utf8').split('\n').length).toBeLessThanOrEqual(201);
		},
	);
});

function importsOf(file: string): string[] {
	const text = readFileSync(join(HOUSE, file), 'utf8');
	return [...text.matchAll(/^(?:import|export) [^;]*?from '([^']+)'/gm)].map(([, name]) => name);
}
