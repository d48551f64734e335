import { describe, expect, it } from 'vitest';
import { readLoss } from '../../../nodes/HubspotAds/hubspot/losses';

const URL = 'https://api.hubapi.com/crm/v3/objects/0-420/batch/update';
const unsentForGood = (code: string) => ({ lost: 'unreachable', code, isFinal: true });
const unsent = (code: string) => ({ lost: 'unreachable', code });

describe('readLoss', () => {
	it.each([
		...['UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_GET_CRL'],
		...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_DECRYPT_CERT_SIGNATURE', 'CERT_UNTRUSTED'],
		...['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'CERT_REVOKED', 'CERT_CHAIN_TOO_LONG'],
		...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'CRL_HAS_EXPIRED'],
		...['ERROR_IN_CERT_NOT_AFTER_FIELD', 'INVALID_CA', 'INVALID_PURPOSE', 'HOSTNAME_MISMATCH'],
		...['PATH_LENGTH_EXCEEDED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_TLS_CERT_ALTNAME_FORMAT'],
		...['EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_UNSUPPORTED_PROTOCOL'],
		...['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'],
		...['ERR_TLS_INVALID_PROTOCOL_VERSION', 'ERR_INVALID_URL'],
	])('knows that nothing was sent, and that no further try helps, at %s', (code) => {
		expect(readLoss(wrapped(code), URL)).toEqual(unsentForGood(code));
		expect(readLoss(wrappedBefore235(code), URL)).toEqual(unsentForGood(code));
	});

	it.each([
		...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EADDRNOTAVAIL', 'EMFILE'],
		'ERR_TLS_HANDSHAKE_TIMEOUT',
	])('knows that nothing was sent at %s, and that it may pass', (code) => {
		expect(readLoss(wrapped(code), URL)).toEqual(unsent(code));
		expect(readLoss(wrappedBefore235(code), URL)).toEqual(unsent(code));
	});

	it.each(['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ECONNRESET', 'EACCES', 'EPERM'])(
		'knows by the sentence whether connecting met %s',
		(code) => {
			for (const wrap of [wrapped, wrappedBefore235]) {
				expect(readLoss(wrap(code, `connect ${code} 10.0.0.1:443`), URL)).toEqual(unsent(code));
				expect(readLoss(wrap(code, `read ${code}`), URL)).toEqual({
					lost: code === 'ETIMEDOUT' ? 'timeout' : 'disconnected',
					code,
				});
			}
		},
	);

	it.each([
		['no socket', null, unsent('ECONNABORTED')],
		['no encryption yet', { alpnProtocol: null }, unsent('ECONNABORTED')],
		['an answer of the proxy', { bytesWritten: 0 }, unsent('ECONNABORTED')],
		['encryption', { alpnProtocol: false }, { lost: 'timeout', code: 'ECONNABORTED' }],
		['HTTP/1.1 agreed on', { alpnProtocol: 'http/1.1' }, { lost: 'timeout', code: 'ECONNABORTED' }],
	])('looks at the connection where n8n hands it on: %s', (_what, socket, expected) => {
		expect(readLoss(wrapped('ECONNABORTED', 'timeout of 1ms', { socket }), URL)).toEqual(expected);
	});

	it('takes an encrypted connection that breaks for a request that may be written', () => {
		for (const code of [
			'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC',
			'ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC',
			'ERR_SSL_UNEXPECTED_MESSAGE',
			'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR',
		]) {
			expect(readLoss(wrapped(code), URL)).toEqual({ lost: 'disconnected', code });
		}
	});

	it.each([
		'Proxy connection ended before receiving CONNECT response',
		'No header received from proxy CONNECT response',
		'Invalid header from proxy CONNECT response: "x"',
	])('knows a proxy by its words alone: %s', (said) => {
		for (const error of [wrapped(undefined, said), wrappedBefore235(undefined, said)]) {
			expect(readLoss(error, URL)).toEqual({ lost: 'unreachable', said });
		}
	});

	it('blames the credential where n8n sent nothing, and nobody else', () => {
		expect(readLoss(new Error('Unable to sign without access token'), URL)).toEqual({
			lost: 'unauthorized',
		});
		expect(readLoss(wrapped(undefined, 'something new'), URL)).toEqual({ lost: 'disconnected' });
	});

	it.each([403, 407, 413])('knows the status %i of a reply that was cut off', (status) => {
		const error = wrappedBefore235(String(status), 'stream has been aborted');

		expect(readLoss(error, URL)).toEqual({ status, headers: {}, body: undefined });
	});

	it.each(['200', '503'])('does not know what a cut reply with status %s did', (status) => {
		const error = wrappedBefore235(status, 'stream has been aborted');

		expect(readLoss(error, URL)).toEqual({ lost: 'disconnected' });
	});
});

// Helpers

/** As n8n throws it from 2.35 on. */
function wrapped(
	code?: string,
	said = 'said by Node',
	request: object = { socket: { alpnProtocol: false } },
) {
	const cause = Object.assign(new Error(said), { code, config: {}, request });
	return Object.assign(new Error('said by n8n', { cause }), { httpCode: code, messages: [said] });
}

function wrappedBefore235(code?: string, said = 'said by Node') {
	return Object.assign(new Error('said by n8n'), { httpCode: code ?? null, messages: [said] });
}
