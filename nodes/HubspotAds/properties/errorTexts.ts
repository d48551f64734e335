/** What Excel and Google Sheets show for a formula that failed, in the languages in which they rename it. */
const OF_SPREADSHEETS = `
	#N/A #REF! #VALUE! #DIV/0! #NAME? #NULL! #NUM! #ERROR! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN! #BUSY!
	#GETTING_DATA #¡REF! #¡VALOR! #¡DIV/0! #¿NOMBRE? #¡NULO! #¡NUM! #¡ERROR! #N/D #REF #NV #BEZUG! #WERT! #ZAHL!
	#VALEUR! #NOM? #NUL! #NOMBRE! #RIF! #VALORE! #NOME? #NULLO! #N/DISP #VALOR! #NULO! #NÚM! #N/B #VERW! #WAARDE!
	#DEEL/0! #NAAM? #LEEG! #GETAL! #N/D! #ADR! #ARG! #DZIEL/0! #NAZWA? #ZERO! #LICZBA! #SAKNAS! #REFERENS! #VÄRDEFEL!
	#DIVISION/0! #NAMN? #SKÄRNING! #OGILTIGT! #I/T #REFERENCE! #VÆRDI! #NAVN? #VERDI! #PUUTTUU! #VIITTAUS! #ARVO!
	#JAKO/0! #NIMI? #TYHJÄ! #LUKU! #NENÍ_K_DISPOZICI #ODKAZ! #HODNOTA! #NÁZEV? #ČÍSLO! #Н/Д #ССЫЛКА! #ЗНАЧ! #ДЕЛ/0!
	#ИМЯ? #ПУСТО! #ЧИСЛО! #YOK #BAŞV! #DEĞER! #SAYI/0! #AD? #BOŞ! #SAYI!`;

/** What an expression leaves in a text when it meets no value, or one without a text. */
const OF_EXPRESSIONS = [
	'[object Object]',
	'undefined',
	'null',
	'NaN',
	'Invalid Date',
	'Invalid DateTime',
];

const ERROR_TEXTS = new Set([...OF_SPREADSHEETS.trim().split(/\s+/), ...OF_EXPRESSIONS]);
const LONGEST = Math.max(...[...ERROR_TEXTS].map(({ length }) => length));

/** Whether a text is what a spreadsheet or an expression gives in place of a value. It can be meant all the same. */
export function looksLikeError(text: string): boolean {
	return text.length <= LONGEST && ERROR_TEXTS.has(text.trim());
}
