import type { INodeProperties } from 'n8n-workflow';
import { readParameter } from '../ad/readParameter';
import type { Invalid } from './drafts';
import type { Evaluate } from './expressions';

/** Why an item cannot be read. Thrown, because it is the only word about the item. */
export class Unreadable extends Error {
	constructor(readonly why: Invalid) {
		super(why.invalid);
	}
}

/** A parameter as the user filled it in, which n8n evaluates for each item. Throws `Unreadable`. */
export class ParameterValue {
	readonly #evaluate: Evaluate;

	constructor(
		prepare: (raw: unknown) => Evaluate,
		private readonly raw: unknown,
		/** As the editor names it. */
		private readonly label: string,
		/** Which one it is, where there are several of this label. */
		private readonly place?: string,
	) {
		this.#evaluate = prepare(raw);
	}

	/** @returns what it is for this item, undefined where that is nothing */
	read(itemIndex: number): unknown {
		let said: string;
		try {
			return this.#evaluate(itemIndex) ?? undefined;
		} catch (error) {
			said = (error as Error).message;
		}
		throw new Unreadable({
			invalid: `'${this.label}' could not be evaluated: ${said}${this.#within()}`,
		});
	}

	/** The same where an expression that gives nothing must not be taken for a parameter that is left empty. */
	demand(itemIndex: number): unknown {
		const value = this.read(itemIndex);
		const isExpression = typeof this.raw === 'string' && this.raw.startsWith('=');
		if (value !== undefined || !isExpression) return value;
		const why = this.#evaluate.why?.(itemIndex);
		throw new Unreadable({
			invalid: `The expression of '${this.label}' gave nothing${why ? `; n8n says: ${why}` : ''}${this.#within()}`,
			todo: 'Check its field names',
		});
	}

	#within(): string {
		return this.place ? ` (${this.place})` : '';
	}

	/** @returns what the parameter's description allows; its default where it is nothing */
	readAs<T>(parameter: INodeProperties, itemIndex: number): T {
		return toAllowed<T>(parameter, this.read(itemIndex));
	}

	/** The same where an expression that gives nothing is not taken for the default, nor one number for another. */
	demandAs<T>(parameter: INodeProperties, itemIndex: number): T {
		const given = this.demand(itemIndex);
		const found = readParameter(parameter, given);
		if ('value' in found && found.outside) throw new Unreadable({ invalid: found.outside });
		return toAllowed<T>(parameter, given);
	}
}

function toAllowed<T>(parameter: INodeProperties, given: unknown): T {
	const found = readParameter(parameter, given);
	if ('value' in found) return found.value as T;
	throw new Unreadable({ invalid: found.invalid, isOfRun: true });
}
