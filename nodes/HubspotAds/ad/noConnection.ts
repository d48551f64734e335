import type { Words } from './troubles';

/**
 * Why HubSpot was not reached, so that nothing was sent, and what to do.
 * @param known the network's code, or what is known in words
 * @param inBrackets the same, to stand behind a sentence
 */
export function describeNoConnection(known: string, inBrackets: string): Words {
	if (
		/^(?=[A-Z_0-9]+$).*(CERT|CRL|UNABLE_TO_|INVALID_CA|INVALID_PURPOSE|MISMATCH|LENGTH)/.test(known)
	) {
		return {
			what: `the certificate of HubSpot's address was not accepted${inBrackets}`,
			todo: "Check the credential's 'Base URL'; where a proxy of your network opens encrypted connections, let n8n trust its certificate (NODE_EXTRA_CA_CERTS)",
		};
	}
	if (/^(EPROTO|ERR_(SSL|TLS)_[A-Z_0-9]+)$/.test(known)) {
		return {
			what: `no encrypted connection to HubSpot could be made${inBrackets}`,
			todo: "Check the credential's 'Base URL', and the proxy that n8n uses",
		};
	}
	return {
		what: `HubSpot could not be reached${inBrackets}`,
		todo: /proxy/i.test(known)
			? 'Check the proxy that n8n uses, and that it lets n8n reach HubSpot'
			: "Check the network and the credential's 'Base URL'",
	};
}
