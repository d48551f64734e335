/** The currencies in use, by ISO 4217; its codes for metals, funds and tests are left out. */
const CODES = `
	AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY
	COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS
	INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP
	MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR
	SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV
	WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG`;

/** Those that people write in small letters too. Others would be words: 5 all, 5 try, 5 pen. */
const IN_ANY_CASE =
	'aud brl cad chf clp cny czk dkk eur gbp huf inr jpy mxn nok pln ron sek usd zar';

/** `M€` and `k$` are not here: they are millions and thousands. Neither are `Ft`, `KM` and `pounds`, which are units too. */
const WORDS = [
	'(?:A|AR|AU|C|CA|CAN|CL|COL|HK|J|MX|N|NT|NZ|R|RD|S|SG|TT|US)\\$',
	'\\$(?:AU|CA|CAN|HK|MN|MX|NZ|US)(?![A-Z])',
	'[Kk][Rr]\\.?',
	'[Zz][łŁlL]',
	'[Kk][čČ]',
	'[Ll]ei',
	'лв\\.?',
	'руб\\.?',
	'грн\\.?',
	'дин\\.?',
	'S?[Ff]r\\.',
	'Rs\\.?',
	'Rp\\.?',
	'RM',
	'Bs\\.?',
	'S/\\.?',
	'F?CFA',
	'TL',
	'D[Hh]s?',
	'M\\.N\\.',
	'[Ee][Uu][Rr][Oo][Ss]?',
	'[Dd]ollars?',
	'[Pp]esos?',
	'[元円圓원]',
];

const codes = [...CODES.trim().split(/\s+/), ...IN_ANY_CASE.split(' ').flatMap(inSmall)];

/** One currency, as people write it before or after an amount: the source of a regular expression with the flag `u`. */
export const CURRENCY = `(?:${[...WORDS, ...codes, '\\p{Sc}'].join('|')})`;

function inSmall(code: string): string[] {
	return [code, code[0].toUpperCase() + code.slice(1)];
}
