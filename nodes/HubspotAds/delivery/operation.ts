import type { Limits } from './window';

/** One thing that is wanted of one record. What it is belongs to the protocol; the delivery needs to know only this. */
export interface Input {
	/** The lines of the ledger that it settles: one, or several where duplicates were merged. */
	readonly lines: readonly number[];
	/** Which record it is about: inputs with the same key keep their order, and are never in one batch. */
	readonly key: string;
	/** What may share a batch: only inputs of one group do. */
	readonly group: string;
	/** Names the input in a reply, so no batch holds one twice. */
	readonly traceId: string;
}

/** What the delivery itself may have to say of an input: refused, perhaps taken, or not taken. */
export interface Failure<Why> {
	readonly outcome: 'rejected' | 'unconfirmed' | 'notSent';
	readonly reason: Why;
}

/** What finally became of an input: what a reply told of it, or the delivery's own word. */
export type Fate<Told, Why> = Told | Failure<Why>;

/** What is to be done with the inputs of which a reply tells no fate. */
export type Advice<In, Why> =
	/** They are done with, and it is not said what was done. */
	| { readonly next: 'confirm'; readonly reason: Why }
	/** Send them again, not sooner than `afterMs`; at a rate limit nobody else may send either. */
	| {
			readonly next: 'retry';
			readonly reason: Why;
			readonly mayBeTaken: boolean;
			/** What is in the way: a limit of the whole account, perhaps one of the inputs, or that no reply came. */
			readonly about: 'account' | 'inputs' | 'connection';
			readonly afterMs?: number;
			readonly isRateLimit?: boolean;
	  }
	/** Some of them spoil the batch; `suspects` are those of which the reply speaks, `outcome` is what each such one is. */
	| {
			readonly next: 'split';
			readonly reason: Why;
			readonly suspects: readonly In[];
			readonly outcome: 'rejected' | 'notSent';
	  }
	/** Every one of them is refused, and would be refused alone. */
	| { readonly next: 'reject'; readonly reason: Why }
	/** Nothing more is taken from this run. */
	| { readonly next: 'stop'; readonly reason: Why };

/** One request and its reply, as the protocol understood them. */
export interface Exchange<In, Told, Why> {
	readonly fates: ReadonlyMap<In, Told>;
	readonly advice: Advice<In, Why>;
	/** Of a step that reads back: the inputs of which no try is taken so far. */
	readonly absent?: ReadonlySet<In>;
	/** The step has more to ask about those that are left, and can do so at once. */
	readonly isMore?: boolean;
	readonly limits?: Limits;
}

/** One kind of request: inputs in, an exchange out. Never rejects: a lost reply is an exchange too. */
export type Step<In, Told, Why> = (inputs: readonly In[]) => Promise<Exchange<In, Told, Why>>;

/** What its step tells of an input takes the place of what was told of it; where it tells nothing, that stays. */
export interface Inquiry<In, Told, Why> {
	readonly step: Step<In, Told, Why>;
	isWorth(input: In, told: Told): boolean;
}

/**
 * What the delivery has to know of an operation.
 * `In` is its input, `Told` what a reply may tell of one, `Why` the reason of a failure.
 */
export interface Operation<In extends Input, Told, Why> {
	/** Writes, or reads, a batch. */
	readonly batch: Step<In, Told, Why>;
	/** Settles what a lost reply left open. */
	readonly readBack?: Step<In, Told, Why>;
	/** Takes one input by itself, where the batch says nothing of it. */
	readonly alone?: Step<In, Told, Why>;
	/** Learns more of inputs that are refused, and of no others, before that is settled: it may find the proof that was lacking. */
	readonly inquiry?: Inquiry<In, Told, Why>;
	/**
	 * What may be sent again once it may have been taken: anything; what does no harm twice; nothing, unless reading back shows
	 * that it is absent. RFC 9110, 9.2.
	 */
	readonly safety: 'safe' | 'idempotent' | 'unsafe';
	/** Whether what a reply tells also denies that an earlier, lost try was taken. */
	isProof(input: In, told: Told): boolean;
	/**
	 * What is to be said of an input that ends in doubt although a reply told this of it, which is no proof.
	 * @param before what was learnt by replies before
	 */
	learn?(told: Told, before: Why | undefined): Why | undefined;
}
