import { evaluate, type ValueScope } from '../expression/evaluate.ts';
import { Budget, EvaluationFault } from '../expression/runtime.ts';
import type { Expression, ExpressionProblem } from '../expression/syntax.ts';

export type { ExpressionProblem } from '../expression/syntax.ts';

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
  readonly condition: { readonly expression: Expression } | { readonly problem: ExpressionProblem };
}

/** Criteria ready to be evaluated any number of times; cache them by contract id and version. */
export type CompiledCriteria = readonly CompiledCriterion[];

/** All conditions of a contract version, compiled. */
export interface Conditions {
  /** Changes when the shape of `Expression` does: what was stored in another is compiled anew from its source. */
  readonly format: typeof CONDITIONS_FORMAT;
  readonly entry: CompiledCriteria;
  readonly exit: CompiledCriteria;
  readonly rules: readonly { readonly id: string; readonly when: CompiledCriterion['condition'] }[];
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

/** Whether a compiled condition holds, or the text of why it cannot be told. Never throws. */
export function evaluateCondition(condition: CompiledCriterion['condition'], values: ValueScope): boolean | string {
  if ('problem' in condition) return condition.problem.message;
  try {
    const value = evaluate(condition.expression, values, new Budget());
    return typeof value === 'boolean' ? value : 'the result is neither true nor false';
  } catch (error) {
    return error instanceof EvaluationFault ? error.message : 'cannot be evaluated';
  }
}
