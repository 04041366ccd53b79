import { type TypeScope, typeOf } from './check.ts';
import type { Condition } from './condition.ts';
import { parseExpression } from './parse.ts';
import { type Expression, ExpressionError, problemOf } from './syntax.ts';

/** Parses and type-checks one condition. Never throws: what is wrong comes back with its line and column. */
export function compileCondition(source: string, scope: TypeScope): Condition {
  const parsed = parseCondition(source);
  if ('problem' in parsed) return parsed;
  const error = faultIn(parsed.expression, scope);
  return error === undefined ? parsed : { problem: problemOf(error, source) };
}

/** Parses a condition without a look at its types. Never throws. */
export function parseCondition(source: string): Condition {
  try {
    return { expression: parseExpression(source) };
  } catch (error) {
    return { problem: problemOf(asExpressionError(error), source) };
  }
}

/** The first thing in a parsed condition that cannot work in `scope`, or keeps it from being true or false. */
export function faultIn(expression: Expression, scope: TypeScope): ExpressionError | undefined {
  try {
    const type = typeOf(expression, scope);
    if (type.kind === 'bool' || type.kind === 'dyn') return undefined;
    return new ExpressionError('expression_type', `must be true or false, but is a ${type.kind} value`, 0);
  } catch (error) {
    return asExpressionError(error);
  }
}

/** A stack or memory limit that was met inside is refused like any other expression that is too much. */
function asExpressionError(error: unknown): ExpressionError {
  return error instanceof ExpressionError ? error : new ExpressionError('expression_syntax', 'is too complex', 0);
}
