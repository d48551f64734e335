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
		throw new Unreadable({ invalid: `'${this.label}' could not be evaluated: ${said}` });
	}

	/** The same where an expression that gives nothing must not be taken for a parameter that is left empty. */
	demand(itemIndex: number): unknown {
		const value = this.read(itemIndex);
		const isExpression = typeof this.raw === 'string' && this.raw.startsWith('=');
		if (value !== undefined || !isExpression) return value;
		const why = this.#evaluate.why?.(itemIndex);
		throw new Unreadable({
			invalid: `The expression of '${this.label}' gave nothing${why ? `; n8n says: ${why}` : ''}`,
			todo: 'Check its field names',
		});
	}

	/** @returns what the parameter's description allows; its default where it is nothing */
	readAs<T>(parameter: INodeProperties, itemIndex: number): T {
		const found = readParameter(parameter, this.read(itemIndex));
		if ('value' in found) return found.value as T;
		throw new Unreadable({ invalid: found.invalid, isOfRun: true });
	}
}
