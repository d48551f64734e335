import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate for localhost that nobody has signed, made for this run. */
export function selfSigned(): { key: Buffer; cert: Buffer } {
	const folder = mkdtempSync(join(tmpdir(), 'hubspot-ads-certificate-'));
	const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name));
	try {
		execFileSync(
			'openssl',
			[
				...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
				...['-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=localhost'],
				...['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
			],
			{ stdio: 'ignore' },
		);
		return { key: readFileSync(key), cert: readFileSync(cert) };
	} finally {
		rmSync(folder, { recursive: true });
	}
}
