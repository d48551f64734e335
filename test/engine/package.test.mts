import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageDirectoryLoader } from 'n8n-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageFolder } from './engineFolder.mts';
import { loadEngineModules } from './engineModules.mts';

const { name, n8n: listed } = JSON.parse(
	readFileSync(join(packageFolder, 'package.json'), 'utf8'),
) as { name: string; n8n: { nodes: string[]; credentials: string[] } };

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
		expect(codex?.alias).toEqual(expect.arrayContaining(['listings', 'anuncios', 'batch update']));
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

	it('keeps the secret of the credential as a password', () => {
		const token = loader.types.credentials[0].properties.find((p) => p.name === 'accessToken');

		expect(token?.typeOptions?.password).toBe(true);
	});
});
