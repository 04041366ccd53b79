import type { Violation } from '#domain/problem.ts';

/** Why a text is not acceptable JSON, as a sentence for the caller. */
export class UnacceptableJson extends Error {
  override readonly name = 'UnacceptableJson';
  /** Each value that is at fault, where the fault is of values. */
  readonly violations: readonly Violation[];

  constructor(message: string, violations: readonly Violation[] = []) {
    super(message);
    this.violations = violations;
  }
}
