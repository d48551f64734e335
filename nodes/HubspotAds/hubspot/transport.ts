import { createHash } from 'node:crypto';
import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';
import { hideBegun, hideSecrets, readBody } from './body';
import type { Send } from './channel';
import { CANCELLED, Deadlines, LATE } from './deadlines';
import { OBJECT_TYPE, readBaseUrl, type Request } from './endpoints';
import { readLoss, readProxyStatus } from './losses';
import { knownSentence, readRenewalFailure } from './n8nSentences';
import { withRenewal } from './renewal';
import { asFields, asText, type Fields, type LostReply, type Reply } from './reply';
import { behindWall } from './wall';

export type Context = IExecuteFunctions | ILoadOptionsFunctions;

/** The values of the parameter `authentication`. */
export type Authentication = 'accessToken' | 'oAuth2';

/**
 * The way to HubSpot through n8n's request helper, which knows proxies, renews OAuth2 tokens and aborts with the execution.
 * Redirects are not followed, so the token reaches the base URL's host only; where the credential has a base URL that may
 * not be used, nothing is sent at all.
 */
export interface Transport {
	readonly send: Send;
	/** Tells accounts apart, without the token: requests with the same one share HubSpot's limits. */
	readonly account: string;
	/** Text for users without the credential's secrets, which they may have put into their own data. */
	readonly hide: (text: string) => string;
}

/** HubSpot's token endpoint takes the app's own credentials in the body. */
const ADDITIONAL = { oauth2: { tokenType: 'Bearer', includeCredentialsOnRefreshOnBody: true } };

/** A request that only reads. */
const LOOK: Request = { method: 'GET', path: `/crm/v3/objects/${OBJECT_TYPE}?limit=1` };

/** n8n's own timeout is for silence, and knows more of why; a reply that comes drop by drop, or a token, goes on past it. */
const GRACE_MS = 250;

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
		const send: Send = async () => ({ lost: 'unauthorized', said });
		return { account: digest([type]), send, hide: (text) => text };
	}
	const baseUrl = readBaseUrl(String(credential.baseUrl ?? ''));
	const accessToken = (asText(credential.accessToken) ?? '').trim();
	const account = digest([baseUrl, accessToken || context.getNode().credentials?.[type]?.id]);
	const route = new Route(context, type, baseUrl ?? '', timeoutMs, credential);
	const hide = (text: string) => route.hide(text);
	if (!baseUrl) return { account, send: async () => ({ lost: 'misdirected' }), hide };

	const send: Send =
		authentication === 'oAuth2'
			? withRenewal(
					async (request) => await route.send(request),
					async () => await route.renew(),
				)
			: async (request) => await route.send(request);
	return { account, send: behindWall(send, LOOK, async () => await route.connect()), hide };
}

/** The way to HubSpot's address with one credential, for one run. */
class Route {
	readonly #secrets = new Set<string>();
	readonly #deadlines: Deadlines;

	constructor(
		private readonly context: Context,
		private readonly type: string,
		private readonly baseUrl: string,
		private readonly timeoutMs: number,
		credential: Fields,
	) {
		const cancel =
			'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
		this.#deadlines = new Deadlines(timeoutMs + GRACE_MS, async (ms) => await sleep(ms), cancel);
		this.#learn(credential);
	}

	hide(text: string): string {
		return hideBegun(text, this.#bySize());
	}

	async send(request: Request): Promise<Reply | LostReply> {
		const options = this.#optionsFor(request, true);
		try {
			const reply = await this.#exchange(options);
			if (reply === LATE) return { lost: 'timeout' };
			if (reply === CANCELLED) return { lost: 'disconnected', code: 'ERR_CANCELED' };
			this.#learnToken(options);
			return this.#readReply(asFields(reply));
		} catch (error) {
			const loss = readLoss(error, options.url);
			const isUnauthorized = 'lost' in loss && loss.lost === 'unauthorized';
			return isUnauthorized ? { ...loss, said: knownSentence(error) } : loss;
		}
	}

	/**
	 * Has n8n renew the OAuth2 token: it does so at a 401 that is thrown.
	 * @returns why it may not have done so
	 */
	async renew(): Promise<LostReply | undefined> {
		try {
			const reply = await this.#exchange(this.#optionsFor(LOOK, false));
			return reply === LATE ? { lost: 'noToken' } : undefined;
		} catch (error) {
			return readRenewalFailure(error);
		} finally {
			this.#learn(await this.context.getCredentials(this.type).catch(() => ({})));
		}
	}

	/** @returns the status with which a proxy refuses a connection just now; n8n tells it, from 2.35 on, where it is to throw */
	async connect(): Promise<number | undefined> {
		const options = this.#optionsFor(LOOK, false);
		try {
			await this.#exchange(options);
			return undefined;
		} catch (error) {
			return readProxyStatus(error, options.url);
		}
	}

	#optionsFor({ method, path, body }: Request, takesAnyStatus: boolean): IHttpRequestOptions {
		return {
			method,
			url: `${this.baseUrl}${path}`,
			headers: { 'content-type': 'application/json', accept: 'application/json' },
			// Text would be parsed and looked through once more on its way, to see whether it is JSON.
			body: body && Buffer.from(JSON.stringify(body)),
			timeout: this.timeoutMs,
			encoding: 'text',
			returnFullResponse: true,
			disableFollowRedirect: true,
			// An object that excepts 401 counts as true below n8n 2.11.
			ignoreHttpStatusErrors: takesAnyStatus,
		};
	}

	/**
	 * n8n's helper puts the signal of the execution into the options that it is given. It gets it from its context, so one
	 * that ends with this exchange is given there: then nothing leaves, and no connection stays, when the time is up.
	 */
	async #exchange(options: IHttpRequestOptions): Promise<unknown> {
		const { context, type } = this;
		return await this.#deadlines.within(async (signal) => {
			const ended = Object.create(context, { getExecutionCancelSignal: { value: () => signal } });
			const request = context.helpers.httpRequestWithAuthentication;
			return await request.call(ended as Context, type, options, ADDITIONAL);
		});
	}

	#readReply({ statusCode, headers, body }: Fields): Reply {
		const secrets = this.#bySize();
		return {
			status: Number(statusCode),
			headers: Object.fromEntries(
				Object.entries(asFields(headers)).map(([name, value]) => [
					name.toLowerCase(),
					typeof value === 'string' ? hideSecrets(value, secrets) : undefined,
				]),
			),
			body: readBody(typeof body === 'string' ? body : '', secrets),
		};
	}

	/** The longest first, because one may hold another. */
	#bySize(): string[] {
		return [...this.#secrets].sort((a, b) => b.length - a.length);
	}

	#learn({ accessToken, clientSecret, oauthTokenData }: Fields): void {
		const { access_token, refresh_token, id_token } = asFields(oauthTokenData);
		for (const secret of [accessToken, clientSecret, access_token, refresh_token, id_token]) {
			const text = asText(secret)?.trim();
			if (text) this.#secrets.add(text);
		}
	}

	/** With OAuth2 n8n puts the token, also one that another run renewed, into the headers that it is given. */
	#learnToken({ headers }: IHttpRequestOptions): void {
		this.#learn({ accessToken: asText(headers?.Authorization)?.replace(/^Bearer /i, '') });
	}
}

function digest(parts: unknown[]): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
