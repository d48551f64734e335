import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageDirectoryLoader } from 'n8n-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageFolder } from './engineFolder.mts';
import { loadEngineModules } from './engineModules.mts';

interface Manifest {
	name: string;
	n8n: { nodes: string[]; credentials: string[] };
	dependencies?: object;
	peerDependenciesMeta?: object;
}

const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as Manifest;
const { name, n8n: listed } = manifest;

/** What people type in, but for what n8n finds by the node's name: the panel's story tries them all. */
const SEARCHED = [
	...['ads', 'listing', 'listings', 'hubspot listings', 'hubspot properties', 'update listings'],
	...['bulk update', 'batch update', 'real estate', 'property', 'properties', 'inmueble'],
	...['inmuebles', 'propiedad', 'propiedades', 'anuncio', 'anuncios'],
	...['get listings', 'read listings', 'delete listings'],
];
const SCOPES = ['crm.objects.listings.read', 'crm.objects.listings.write'];

let loader: PackageDirectoryLoader;

beforeAll(async () => {
	loader = new (loadEngineModules().core.PackageDirectoryLoader)(packageFolder);
	await loader.loadAll();
});

describe("n8n's loader", () => {
	it('finds every file that package.json lists', () => {
		expect([...listed.nodes, ...listed.credentials]).toHaveLength(3);
		for (const file of [...listed.nodes, ...listed.credentials]) {
			expect(existsSync(join(packageFolder, file)), file).toBe(true);
		}
	});

	it('loads the node and both credentials by the names that workflows store', () => {
		expect(loader.packageName).toBe(name);
		expect(loader.types.nodes.map((node) => [node.name, node.displayName, node.version])).toEqual([
			['hubspotAds', 'HubSpot Ads', 1],
		]);
		expect(loader.types.credentials.map((type) => [type.name, type.displayName])).toEqual([
			['hubspotAdsApi', 'HubSpot Ads API'],
			['hubspotAdsOAuth2Api', 'HubSpot Ads OAuth2 API'],
		]);
	});

	it('finds a light and a dark icon of each', () => {
		for (const { iconUrl } of [...loader.types.nodes, ...loader.types.credentials]) {
			const { light, dark } = iconUrl as { light: string; dark: string };
			expect(light).not.toBe(dark);
			for (const icon of [light, dark]) {
				const file = icon.replace(`icons/${name}/`, '');
				expect(readFileSync(join(packageFolder, file), 'utf8')).toContain('<svg');
			}
		}
	});

	it('finds the node under the words that HubSpot uses for its ads', () => {
		const [{ codex }] = loader.types.nodes;

		expect(codex?.categories).toEqual(['Marketing & Content', 'Sales']);
		expect(codex?.alias).toEqual(expect.arrayContaining(SEARCHED));
		expect(codex?.resources?.primaryDocumentation?.[0].url).toMatch(/^https:\/\//);
		expect(codex?.resources?.credentialDocumentation?.[0].url).toMatch(/^https:\/\//);
	});

	it('connects both credentials with the node, and has a test button for each', () => {
		const [node] = loader.types.nodes;

		expect(node.credentials?.map((credential) => credential.name)).toEqual(
			loader.types.credentials.map((type) => type.name),
		);
		expect(loader.types.credentials.map(({ supportedNodes }) => supportedNodes)).toEqual([
			['hubspotAds'],
			['hubspotAds'],
		]);
		expect(loader.types.credentials.map(({ test }) => test?.request.url)).toEqual([
			'/crm/v3/objects/0-420',
			'/crm/v3/objects/0-420',
		]);
	});

	it('tells in the form of each credential which scopes are needed', () => {
		const [token, app] = loader.types.credentials.map(({ properties }) => properties);

		const hint = token.find(({ name }) => name === 'accessToken')?.hint;
		expect(hint).toBe(`Scopes: ${SCOPES.join(', ')}`);
		const notice = app.find(({ type }) => type === 'notice')?.displayName;
		expect(notice).toContain(`: oauth, ${SCOPES.join(', ')}`);
		const asked = app.find(({ name }) => name === 'scope')?.default;
		expect(asked).toBe(`oauth ${SCOPES.join(' ')}`);
	});

	it('keeps the secret of the credential as a password', () => {
		const token = loader.types.credentials[0].properties.find((p) => p.name === 'accessToken');

		expect(token?.typeOptions?.password).toBe(true);
	});
});

describe('npm', () => {
	it('is asked for nothing besides, least of all for another n8n-workflow, which it would compile', () => {
		expect(manifest.dependencies).toBe(undefined);
		expect(manifest.peerDependenciesMeta).toEqual({ 'n8n-workflow': { optional: true } });
	});
});
