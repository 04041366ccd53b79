/** Why an expression failed while it ran. Its message is shown to the caller, so it speaks of their data only. */
export class EvaluationFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EvaluationFault';
  }
}

/** The expression asked for more work than it may. Not caught by `||`, `&&`, `all` or `exists`. */
export class BudgetExceeded extends EvaluationFault {}

/** Steps that one evaluation may take; a step is one node, one element looked at, or some tens of characters. */
export const MAX_STEPS = 50_000;
/** UTF-16 code units of the longest text an expression may build. */
export const MAX_TEXT = 256 * 1024;

/** Counts work, so that no expression over any packet runs for more than a few milliseconds. */
export class Budget {
  #left: number;

  constructor(steps: number = MAX_STEPS) {
    this.#left = steps;
  }

  /** Throws BudgetExceeded once all is spent. */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new BudgetExceeded('needs too many steps: compare less, or shorter lists and texts');
  }

  /** Work in proportion to a text's length. */
  spendText(length: number): void {
    this.spend(1 + Math.floor(length / 64));
  }
}

/** A point in time inside an expression, in milliseconds since the epoch. */
export class Timestamp {
  readonly epochMilliseconds: number;

  constructor(epochMilliseconds: number) {
    if (!(Math.abs(epochMilliseconds) <= 8.64e15)) throw new EvaluationFault('the timestamp is out of range');
    this.epochMilliseconds = epochMilliseconds;
  }
}

/** A span of real time inside an expression. */
export class Duration {
  readonly milliseconds: number;

  constructor(milliseconds: number) {
    if (!Number.isFinite(milliseconds)) throw new EvaluationFault('the duration is out of range');
    this.milliseconds = milliseconds;
  }
}

export type ValueKind =
  | 'null'
  | 'bool'
  | 'number'
  | 'string'
  | 'list'
  | 'object'
  | 'timestamp'
  | 'duration'
  | 'unknown';

/** The kind of a runtime value, in the words of messages. */
export function kindOfValue(value: unknown): ValueKind {
  if (value === null) return 'null';
  if (value instanceof Timestamp) return 'timestamp';
  if (value instanceof Duration) return 'duration';
  if (Array.isArray(value)) return 'list';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
    case 'string':
    case 'object':
      return typeof value as 'number' | 'string' | 'object';
    default:
      return 'unknown';
  }
}
