import { createHash } from 'node:crypto';
import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';
import { hideToken, readBody } from './body';
import { readBaseUrl, type Request } from './endpoints';
import { asFields, asText, type Fields, type LostReply, type Reply } from './reply';

export type Context = IExecuteFunctions | ILoadOptionsFunctions;

/** The values of the parameter `authentication`. */
export type Authentication = 'accessToken' | 'oAuth2';

/**
 * One exchange with HubSpot through n8n's request helper, which knows proxies, renews OAuth2 tokens and aborts with the
 * execution. Redirects are not followed, so the token reaches the base URL's host only; where the credential has a base
 * URL that may not be used, nothing is sent at all. Never rejects.
 */
export type Send = (request: Request) => Promise<Reply | LostReply>;

export interface Transport {
	readonly send: Send;
	/** Tells accounts apart, without the token: requests with the same one share HubSpot's limits. */
	readonly account: string;
}

/** HubSpot's token endpoint takes the app's own credentials in the body. */
const ADDITIONAL = { oauth2: { tokenType: 'Bearer', includeCredentialsOnRefreshOnBody: true } };

/** Codes of a connection that never stood, so that nothing was sent. */
const UNREACHABLE = [
	...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ERR_INVALID_URL'],
	...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'CERT_HAS_EXPIRED'],
	...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID'],
];
/** The same only where connecting failed: they end a connection that stands, too. */
const NO_ROUTE = ['EHOSTUNREACH', 'ENETUNREACH'];
const TIMEOUT = ['ECONNABORTED', 'ETIMEDOUT'];

/** Reads the credential once for a run. */
export async function openTransport(
	context: Context,
	authentication: Authentication,
	timeoutMs: number,
): Promise<Transport> {
	const type = authentication === 'oAuth2' ? 'hubspotAdsOAuth2Api' : 'hubspotAdsApi';
	let credential: Fields;
	try {
		credential = await context.getCredentials(type);
	} catch (error) {
		const said = (error as Error).message;
		return { account: digest([type]), send: async () => ({ lost: 'unauthorized', said }) };
	}
	const baseUrl = readBaseUrl(String(credential.baseUrl ?? ''));
	const accessToken = (asText(credential.accessToken) ?? '').trim();
	const account = digest([baseUrl, accessToken || context.getNode().credentials?.[type]?.id]);
	if (!baseUrl) return { account, send: async () => ({ lost: 'misdirected' }) };

	const send: Send = async ({ method, path, body }) => {
		const options: IHttpRequestOptions = {
			method,
			url: `${baseUrl}${path}`,
			headers: { 'content-type': 'application/json', accept: 'application/json' },
			body: body && JSON.stringify(body),
			timeout: timeoutMs,
			encoding: 'text',
			returnFullResponse: true,
			disableFollowRedirect: true,
			// n8n renews an OAuth2 token at a 401 that is thrown; with a plain token it would only send it a second time.
			ignoreHttpStatusErrors: authentication === 'oAuth2' ? { ignore: true, except: [401] } : true,
		};
		try {
			const request = context.helpers.httpRequestWithAuthentication;
			const reply = await within(timeoutMs, request.call(context, type, options, ADDITIONAL));
			if (reply === LATE) return { lost: 'timeout' };
			const { statusCode, headers, body: text } = asFields(reply);
			return toReply(statusCode, headers, text, tokenOf(options, accessToken));
		} catch (error) {
			const token = tokenOf(options, accessToken);
			if (isAboutToken(error, options.url)) {
				return { lost: 'unreachable', said: hideToken(messageOf(error), token) };
			}
			const { status, headers, data } = findInCauses(error, 'response');
			if (status !== undefined) return toReply(status, headers, data, token);
			return toLostReply(error, token);
		}
	};
	return { account, send };
}

const LATE = Symbol('late');

/** n8n's own timeout is for silence: a reply that comes drop by drop, or a token that does not come, goes on past it. */
async function within(ms: number, request: Promise<unknown>): Promise<unknown> {
	const ended = new AbortController();
	const late = sleep(ms, ended.signal).then(
		() => LATE,
		() => LATE,
	);
	try {
		return await Promise.race([request, late]);
	} finally {
		// With a reason of its own it makes no error, whose stack takes time.
		ended.abort(LATE);
	}
}

function digest(parts: unknown[]): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** With OAuth2 n8n puts the token, also a renewed one, into the options that it is given. */
function tokenOf({ headers }: IHttpRequestOptions, accessToken: string): string {
	return asText(headers?.Authorization)?.replace(/^Bearer /i, '') ?? accessToken;
}

function toReply(status: unknown, headers: unknown, text: unknown, token: string): Reply {
	return {
		status: Number(status),
		headers: Object.fromEntries(
			Object.entries(asFields(headers)).map(([name, value]) => [
				name.toLowerCase(),
				typeof value === 'string' ? hideToken(value, token) : undefined,
			]),
		),
		body: readBody(typeof text === 'string' ? text : '', token),
	};
}

/** Whether it was the token that could not be renewed: HubSpot had refused the old one, so nothing was written. */
function isAboutToken(error: unknown, url: string): boolean {
	return causesOf(error).some(({ code, config }) => {
		const address = asText(asFields(config).url);
		return code === 'ESTATUS' || (address !== undefined && address !== url);
	});
}

function toLostReply(error: unknown, token: string): LostReply {
	const code = findCode(error);
	if (code === undefined || code === 'EAUTH') {
		return { lost: 'unauthorized', said: hideToken(messageOf(error), token) };
	}
	const isConnecting = causesOf(error).some(({ syscall }) => syscall === 'connect');
	if (UNREACHABLE.includes(code) || (isConnecting && NO_ROUTE.includes(code))) {
		return { lost: 'unreachable', code };
	}
	return { lost: TIMEOUT.includes(code) ? 'timeout' : 'disconnected', code };
}

function messageOf(error: unknown): string {
	return asText(asFields(error).message) ?? '';
}

/** n8n wraps what its HTTP client threw, once or twice. */
function causesOf(error: unknown): Fields[] {
	const causes: Fields[] = [];
	for (let cause = error; cause instanceof Error && causes.length < 5; cause = cause.cause) {
		causes.push(cause as unknown as Fields);
	}
	return causes;
}

function findInCauses(error: unknown, key: string): Fields {
	return asFields(causesOf(error).find((cause) => key in cause && cause[key])?.[key]);
}

function findCode(error: unknown): string | undefined {
	const codes = causesOf(error).map((cause) => asText(cause.code) ?? asText(cause.httpCode));
	return codes.find((code) => code !== undefined && code !== '');
}
