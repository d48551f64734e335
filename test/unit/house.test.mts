import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const HOUSE = fileURLToPath(new URL('../../nodes/HubspotAds', import.meta.url));

/** The rooms from the top down: a room looks into those below it. The last two stand beside each other. */
const ROOMS = ['.', 'operations', 'inputs', 'ad', 'hubspot', 'properties', 'delivery'];
const BESIDE = ['properties', 'delivery'];
const KNOWS_N8N = ['.', 'operations', 'inputs', 'ad'];

const files = globSync('**/*.ts', { cwd: HOUSE });

describe('the rooms of nodes/HubspotAds', () => {
	it.each(files)('%s imports only what its room may know', (file) => {
		const room = roomOf(file);

		const strangers = importsOf(file).filter((name) => {
			if (name === 'n8n-workflow') {
				return !KNOWS_N8N.includes(room) && file !== 'hubspot/transport.ts';
			}
			if (!name.startsWith('.')) return name !== 'node:crypto';
			return !mayLookInto(room, roomOf(relative(HOUSE, join(HOUSE, file, '..', name))));
		});

		expect(strangers).toEqual([]);
	});

	it.each(files)('%s has at most 200 lines', (file) => {
		expect(readFileSync(join(HOUSE, file), 'utf8').split('\n').length).toBeLessThanOrEqual(201);
	});
});

function importsOf(file: string): string[] {
	const text = readFileSync(join(HOUSE, file), 'utf8');
	return [...text.matchAll(/^(?:import|export) [^;]*?from '([^']+)'/gm)].map(([, name]) => name);
}

function roomOf(path: string): string {
	return path.includes('/') ? path.split('/')[0] : '.';
}

function mayLookInto(room: string, other: string): boolean {
	// No operation imports another.
	if (room === other) return room !== 'operations';
	if (BESIDE.includes(room)) return false;
	return ROOMS.indexOf(room) !== -1 && ROOMS.indexOf(other) > ROOMS.indexOf(room);
}
