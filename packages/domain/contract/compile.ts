import { type TypeScope, typeOf } from '../expression/check.ts';
import { parseExpression } from '../expression/parse.ts';
import { typeOfSchema } from '../expression/schema-type.ts';
import { ExpressionError, problemOf } from '../expression/syntax.ts';
import { ANY_OBJECT, type CelType, NUMBER, objectOf, STRING } from '../expression/types.ts';
import { PatternAudit } from '../packet/pattern.ts';
import type { ContractBody } from './body.ts';
import { CONDITIONS_FORMAT, type CompiledCriteria, type CompiledCriterion, type Conditions } from './criteria.ts';
import type { Criterion } from './criterion.ts';

/** Which variables an expression sees: `outcome` exists once a handoff is being completed, and not before. */
export type ExpressionUse = 'entry' | 'exit' | 'routing';

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

/** Compiles all conditions of a contract. Never throws. */
export function compileConditions({ packet, entryCriteria, exitCriteria, routing }: ContractBody): Conditions {
  const scope = typeScopeOf(packet.schema, 'routing');
  return {
    format: CONDITIONS_FORMAT,
    entry: compileCriteria(entryCriteria, packet.schema, 'entry'),
    exit: compileCriteria(exitCriteria, packet.schema, 'exit'),
    rules: routing.rules.map(({ id, when }) => ({ id, when: compileCondition(when, scope) })),
  };
}
