import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { ApiVersion } from '../hubspot/endpoints';
import { asFields } from '../hubspot/reply';
import type { Authentication } from '../hubspot/transport';
import type { DateFormat } from '../properties/dates';
import type { NumberFormat } from '../properties/numbers';
import { isBlank } from '../properties/plain';
import { properties } from './description';
import type { OperationName } from './description/operations';
import { isIdle } from './description/optionPlaces';
import { optionOf, OPTIONS_OF, sayLeftOver, type OptionName } from './description/options';
import { readParameter } from './readParameter';

/** What counts for the whole run. Times are in milliseconds. */
export interface RunSettings {
	readonly authentication: Authentication;
	readonly specifyAds: 'fields' | 'json';
	readonly apiVersion: ApiVersion;
	readonly archived: 'no' | 'only';
	readonly batchSize: number;
	readonly checkValues: boolean;
	readonly clearEmpty: boolean;
	readonly dateFormat: DateFormat;
	readonly dryRun: boolean;
	readonly duplicates: 'inOrder' | 'merge' | 'reject';
	readonly extraFields: 'ignore' | 'reject';
	readonly includeBatch: boolean;
	readonly maxConcurrency: number;
	readonly maxWaitMs: number;
	readonly numberFormat: NumberFormat;
	readonly simplify: boolean;
	readonly skipUnchanged: boolean;
	readonly timeoutMs: number;
	readonly timeZone: string;
	readonly verify: boolean;
	/** The unique property that every new ad fills; empty where there is none. */
	readonly uniqueProperty: string;
	/** On Error = Stop Workflow. */
	readonly stopsOnError: boolean;
	/** On Error = Continue (using error output). */
	readonly hasErrorOutput: boolean;
	/** What is wrong with the parameters, in sentences. Then no ad can be sent. */
	readonly invalid?: string;
	/** Options that were moved into their range, in sentences. */
	readonly adjusted: readonly string[];
}

/**
 * Parameters are read once, with the first item: one run is one conversation with HubSpot. What they are for the others is
 * compared elsewhere. Never throws, because n8n would hand the items on as if they had been updated where On Error is
 * Continue.
 */
export function readSettings(context: IExecuteFunctions, operation: OperationName): RunSettings {
	const refusals: string[] = [];
	const adjusted: string[] = [];
	const read = <T>(parameter: INodeProperties, path: string, option?: OptionName): T => {
		try {
			const given: unknown = context.getNodeParameter(path, 0, parameter.default);
			const found = readParameter(parameter, given);
			if ('value' in found) {
				if (found.adjusted) adjusted.push(found.adjusted);
				return found.value as T;
			}
			refusals.push((option && sayLeftOver(operation, option, given)) ?? found.invalid);
		} catch (error) {
			refusals.push(
				`'${parameter.displayName}' could not be evaluated: ${(error as Error).message}`,
			);
		}
		return parameter.default as T;
	};
	const parameter = <T>(name: string): T =>
		read(properties.find((one) => one.name === name)!, name);
	// What a node keeps of an operation that it had before does not count.
	const given = <T>(name: OptionName): T =>
		OPTIONS_OF[operation].includes(name)
			? read(optionOf(operation, name), `options.${name}`, name)
			: (optionOf(operation, name).default as T);
	const isUndecided =
		OPTIONS_OF[operation].includes('dryRun') && givesNothing(context, 'options.dryRun');
	if (isUndecided) {
		refusals.push(
			"'Dry Run' has an expression that gave nothing, so it is not known whether to write; give it true or false",
		);
	}
	const deciding = {
		specifyAds: parameter<RunSettings['specifyAds']>('specifyAds'),
		checkValues: given<boolean>('checkValues'),
		dryRun: !isUndecided && given<boolean>('dryRun'),
	};
	const acts = findActing(context, deciding);
	const option = <T>(name: OptionName): T =>
		acts(name) ? given(name) : (optionOf(operation, name).default as T);
	const settings = {
		...deciding,
		authentication: parameter<Authentication>('authentication'),
		apiVersion: option<ApiVersion>('apiVersion'),
		archived: option<RunSettings['archived']>('archived'),
		batchSize: option<number>('batchSize'),
		clearEmpty: option<boolean>('clearEmpty'),
		dateFormat: option<DateFormat>('dateFormat'),
		duplicates: option<RunSettings['duplicates']>('duplicates'),
		extraFields: option<RunSettings['extraFields']>('extraFields'),
		includeBatch: option<boolean>('includeBatch'),
		maxConcurrency: option<number>('maxConcurrency'),
		maxWaitMs: option<number>('maxWait') * 1000,
		numberFormat: option<NumberFormat>('numberFormat'),
		simplify: option<boolean>('simplify'),
		skipUnchanged: option<boolean>('skipUnchanged'),
		timeoutMs: option<number>('timeout') * 1000,
		timeZone: context.getTimezone(),
		verify: option<boolean>('verify'),
		uniqueProperty: option<string>('uniqueProperty'),
		stopsOnError: !context.continueOnFail(),
		hasErrorOutput: context.getNode().onError === 'continueErrorOutput',
	};
	return { ...settings, adjusted, invalid: refusals.join('. ') || undefined };
}

/** Where it does, a run that was to be dry would write: what is given up on Batch Delete is not got back by this node. */
function givesNothing(context: IExecuteFunctions, path: string): boolean {
	const raw: unknown = context.getNodeParameter(path, 0, null, { rawExpressions: true });
	if (typeof raw !== 'string' || !raw.startsWith('=')) return false;
	try {
		return isBlank(context.getNodeParameter(path, 0, null));
	} catch {
		// Why it cannot be evaluated is told where it is read.
		return false;
	}
}

/** @returns whether an option does something in a run. What the editor hides nobody can mend, so it is not read. Never throws. */
export function findActing(
	context: IExecuteFunctions,
	{ specifyAds, checkValues, dryRun }: Pick<RunSettings, 'specifyAds' | 'checkValues' | 'dryRun'>,
): (name: string) => boolean {
	// An operation may not have it; without a value in its place n8n throws.
	const ads = context.getNodeParameter('ads', 0, null, { rawExpressions: true });
	const { mappingMode } = asFields(ads);
	const settings = {
		'/specifyAds': specifyAds,
		'/ads.mappingMode': mappingMode,
		checkValues,
		dryRun,
	};
	return (name) => !isIdle(name, settings);
}
