import { PatternAudit } from '../packet/pattern.ts';
import type { Criterion } from './criterion.ts';
import { type TypeScope, typeOf } from './expression/check.ts';
import { evaluate, type ValueScope } from './expression/evaluate.ts';
import { parseExpression } from './expression/parse.ts';
import { Budget, EvaluationFault } from './expression/runtime.ts';
import { typeOfSchema } from './expression/schema-type.ts';
import { type Expression, ExpressionError, type ExpressionProblem, problemOf } from './expression/syntax.ts';
import { ANY_OBJECT, type CelType, NUMBER, objectOf, STRING } from './expression/types.ts';

export type { ExpressionProblem } from './expression/syntax.ts';

/** Which variables an expression sees: `outcome` exists once a handoff is being completed, and not before. */
export type ExpressionUse = 'entry' | 'exit' | 'routing';

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

const SUBJECT: CelType = objectOf({ type: STRING, id: STRING, name: STRING, attributes: ANY_OBJECT });
const HANDOFF: CelType = objectOf({ id: STRING, attempt: NUMBER, priority: STRING });

/** The types of the variables, the packet's read from its JSON Schema. */
export function typeScopeOf(packetSchema: unknown, use: ExpressionUse, patterns = new PatternAudit()): TypeScope {
  const packet = typeOfSchema(packetSchema, packetSchema);
  const variables = new Map<string, CelType>([
    ['packet', packet.kind === 'object' ? packet : ANY_OBJECT],
    ['subject', SUBJECT],
    ['handoff', HANDOFF],
  ]);
  if (use === 'exit') variables.set('outcome', ANY_OBJECT);
  return { variables, patterns };
}

/** Parses and type-checks one condition. Never throws: what is wrong comes back with its line and column. */
export function compileCondition(source: string, scope: TypeScope): CompiledCriterion['condition'] {
  try {
    const expression = parseExpression(source);
    const type = typeOf(expression, scope);
    if (type.kind === 'bool' || type.kind === 'dyn') return { expression };
    throw new ExpressionError('expression_type', `must be true or false, but is a ${type.kind} value`, 0);
  } catch (error) {
    if (error instanceof ExpressionError) return { problem: problemOf(error, source) };
    // A stack or memory limit inside the parser: refused like any other expression that is too much.
    const tooMuch = new ExpressionError('expression_syntax', 'is too complex', 0);
    return { problem: problemOf(tooMuch, source) };
  }
}

/** Compiles criteria against the schema of the packet they speak about. Never throws. */
export function compileCriteria(
  criteria: readonly Pick<Criterion, 'id' | 'expression'>[],
  packetSchema: unknown,
  use: 'entry' | 'exit',
): CompiledCriteria {
  const scope = typeScopeOf(packetSchema, use);
  return criteria.map(({ id, expression }) => ({ id, condition: compileCondition(expression, scope) }));
}

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
