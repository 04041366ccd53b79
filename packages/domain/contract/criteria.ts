import { type Condition, evaluateCondition } from '../expression/condition.ts';
import type { ValueScope } from '../expression/evaluate.ts';

/** The values of the variables. `outcome` is given for exit criteria alone. */
export interface CriteriaScope {
  readonly packet: unknown;
  readonly subject: unknown;
  readonly handoff: unknown;
  readonly outcome?: unknown;
}

export type CriterionResult =
  | { readonly id: string; readonly met: true }
  | { readonly id: string; readonly met: false; readonly error?: string };

export interface CompiledCriterion {
  readonly id: string;
  /** The checked expression, or why there is none; such a criterion is never met. */
  readonly condition: Condition;
}

/** Criteria ready to be evaluated any number of times; cache them by contract id and version. */
export type CompiledCriteria = readonly CompiledCriterion[];

/** All conditions of a contract version, compiled. */
export interface Conditions {
  /** Changes when the shape of `Expression` does: what was stored in another is compiled anew from its source. */
  readonly format: typeof CONDITIONS_FORMAT;
  readonly entry: CompiledCriteria;
  readonly exit: CompiledCriteria;
  readonly rules: readonly { readonly id: string; readonly when: Condition }[];
}

export const CONDITIONS_FORMAT = 1;

/** Evaluates each criterion, in order. One that errors is not met, with the error. Never throws. */
export function evaluateCriteria(compiled: CompiledCriteria, scope: CriteriaScope): readonly CriterionResult[] {
  const values: ValueScope = new Map(Object.entries(scope));
  return compiled.map(({ id, condition }): CriterionResult => {
    const result = evaluateCondition(condition, values);
    if (result === true) return { id, met: true };
    return result === false ? { id, met: false } : { id, met: false, error: result };
  });
}
