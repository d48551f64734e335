import { createHash } from 'node:crypto';
import type { IExecuteFunctions, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';
import { hideToken, readBody } from './body';
import { readBaseUrl, type Request } from './endpoints';
import { asFields, asText, type Fields, type LostReply, type Reply } from './reply';

export type Context = IExecuteFunctions | ILoadOptionsFunctions;

/** The values of the parameter `authentication`. */
export type Authentication = 'accessToken' | 'oAuth2';

/** Sends one request. Never rejects. */
export type Send = (request: Request) => Promise<Reply | LostReply>;

export interface Transport {
	readonly send: Send;
	/** Tells accounts apart, without the token: requests with the same one share HubSpot's limits. */
	readonly account: string;
}

/** HubSpot's token endpoint takes the app's own credentials in the body. */
const ADDITIONAL = { oauth2: { tokenType: 'Bearer', includeCredentialsOnRefreshOnBody: true } };

/** Codes of a connection that never stood, or of a token that could not be renewed just now: nothing was sent. */
const UNREACHABLE = [
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ESTATUS',
];
const TIMEOUT = ['ECONNABORTED', 'ETIMEDOUT'];

/**
 * One exchange with HubSpot through n8n's request helper, which knows proxies, renews OAuth2 tokens and aborts with the
 * execution. Redirects are not followed, so the token reaches the base URL's host only; where the credential has a base
 * URL that may not be used, nothing is sent at all.
 */
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
			const reply: unknown = await context.helpers.httpRequestWithAuthentication.call(
				context,
				type,
				options,
				ADDITIONAL,
			);
			const { statusCode, headers, body: text } = asFields(reply);
			return toReply(statusCode, headers, text, tokenOf(options, accessToken));
		} catch (error) {
			const { status, headers, data } = findInCauses(error, 'response');
			if (status !== undefined)
				return toReply(status, headers, data, tokenOf(options, accessToken));
			return toLostReply(error, tokenOf(options, accessToken));
		}
	};
	return { account, send };
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

function toLostReply(error: unknown, token: string): LostReply {
	const code = findCode(error);
	if (code === undefined || code === 'EAUTH') {
		return { lost: 'unauthorized', said: hideToken(asText(asFields(error).message) ?? '', token) };
	}
	if (UNREACHABLE.includes(code)) return { lost: 'unreachable', code };
	return { lost: TIMEOUT.includes(code) ? 'timeout' : 'disconnected', code };
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
