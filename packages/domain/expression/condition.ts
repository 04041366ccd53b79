import { evaluate, type ValueScope } from './evaluate.ts';
import { Budget, EvaluationFault } from './runtime.ts';
import type { Expression, ExpressionProblem } from './syntax.ts';

/** A checked expression that is true or false, or why there is none; such a condition never holds. */
export type Condition = { readonly expression: Expression } | { readonly problem: ExpressionProblem };

/** Whether a condition holds, or the text of why it cannot be told within `budget`. Never throws. */
export function evaluateCondition(
  condition: Condition,
  values: ValueScope,
  budget: Budget = new Budget(),
): boolean | string {
  if ('problem' in condition) return condition.problem.message;
  try {
    const value = evaluate(condition.expression, values, budget);
    return typeof value === 'boolean' ? value : 'the result is neither true nor false';
  } catch (error) {
    return error instanceof EvaluationFault ? error.message : 'cannot be evaluated';
  }
}
