import { asText, isFields, type Fields, type LostReply, type Reply } from './reply';

/** Codes of a name that was not found, or a machine that cannot open connections: before anything is sent. */
const NO_CONNECTION =
	/^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EADDRNOTAVAIL|EMFILE|ENFILE|ERR_TLS_HANDSHAKE_TIMEOUT)$/;
/** Codes that mean the same only where connecting failed: they end a connection that stands, too. */
const CONNECTING = /^(connect|getaddrinfo) E/;
/** OpenSSL's and Node's names for a certificate that is not accepted. */
const CERTIFICATE =
	/CERT|CRL|^UNABLE_TO_|^(INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH)$/;
/** The two sides cannot agree on how to encrypt. */
const PROTOCOL = /^(EPROTO$|ERR_SSL_|ERR_TLS_)/;
/** Of these, what also ends an encrypted connection that stands, or may go as it came. */
const IN_TRAFFIC = /RECORD|DECRYPT|UNEXPECTED|BAD_LENGTH|INTERNAL_ERROR|RENEGOTIATION|TIMEOUT/;
/** The sentences of Node and of n8n's proxy client for a connection that ended before it stood. */
const NOT_CONNECTED =
	/^Client network socket disconnected before secure TLS connection was established|^(Proxy connection ended before receiving|No header received from proxy|Invalid header from proxy) CONNECT response/;
const TIMEOUT = /^(ECONNABORTED|ETIMEDOUT)$/;

/**
 * What an error of n8n's request helper says of a request that was sent with all statuses taken for replies.
 * @returns a reply where one began with a refusal and was cut off: its status is known
 */
export function readLoss(error: unknown, url: string): Reply | LostReply {
	const causes = causesOf(error);
	const sentences = sentencesOf(causes);
	const code = errorCodeOf(causes);
	const isUnsent = neverLeft(causes, url) || sentences.some((one) => NOT_CONNECTED.test(one));
	if (code === undefined) {
		if (isUnsent) return { lost: 'unreachable', said: sentences.find(isAboutProxy) };
		const isFromNetwork = causes.some((cause) => 'config' in cause && 'request' in cause);
		return isFromNetwork ? { lost: 'disconnected' } : { lost: 'unauthorized' };
	}
	if (/^4\d\d$/.test(code)) return { status: Number(code), headers: {}, body: undefined };
	if (/^\d+$/.test(code)) return { lost: isUnsent ? 'unreachable' : 'disconnected' };

	if (code === 'ERR_INVALID_URL' || isHopeless(code))
		return { lost: 'unreachable', code, isFinal: true };
	const isConnecting = sentences.some((one) => CONNECTING.test(one));
	if (isUnsent || isConnecting || NO_CONNECTION.test(code)) return { lost: 'unreachable', code };
	return { lost: TIMEOUT.test(code) ? 'timeout' : 'disconnected', code };
}

/** The status of a reply that came before there was a connection to HubSpot: a proxy's, to CONNECT. */
export function readProxyStatus(error: unknown, url: string): number | undefined {
	const causes = causesOf(error);
	return neverLeft(causes, url) ? Number(errorCodeOf(causes)) : undefined;
}

/** No further try can help: what is wrong is the address, the certificate or the way to encrypt. */
function isHopeless(code: string): boolean {
	return CERTIFICATE.test(code) || (PROTOCOL.test(code) && !IN_TRAFFIC.test(code));
}

/**
 * Whether the request is known to have had no connection to HubSpot. n8n hands the request on from 2.35 only; its socket
 * is null before a connection stands, has no `alpnProtocol` before it is encrypted, and is none of TLS at all where a proxy
 * refused to connect.
 * documented: https://nodejs.org/api/tls.html#tlssocketalpnprotocol
 */
function neverLeft(causes: readonly Fields[], url: string): boolean {
	const request = causes.map((cause) => cause.request).find(isFields);
	if (!request || !url.startsWith('https:')) return request?.socket === null;
	const { socket } = request;
	return socket === null || (isFields(socket) && (socket.alpnProtocol ?? null) === null);
}

function isAboutProxy(sentence: string): boolean {
	return sentence.includes('CONNECT');
}

/** n8n wraps what its HTTP client threw, once or twice; before 2.35 it keeps the code and the sentences only. */
export function causesOf(error: unknown): Fields[] {
	const causes: Fields[] = [];
	for (let cause = error; cause instanceof Error && causes.length < 5; cause = cause.cause) {
		causes.push(cause as unknown as Fields);
	}
	return causes;
}

/** What each of them said, also where n8n has put a sentence of its own in its place. */
export function sentencesOf(causes: readonly Fields[]): string[] {
	return causes.flatMap(({ message, messages }) =>
		[message, ...(Array.isArray(messages) ? messages : [])].filter(
			(one): one is string => typeof one === 'string',
		),
	);
}

export function errorCodeOf(causes: readonly Fields[]): string | undefined {
	return causes
		.map((cause) => asText(cause.code) ?? asText(cause.httpCode))
		.find((code) => code !== undefined);
}
