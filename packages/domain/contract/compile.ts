import type { TypeScope } from '../expression/check.ts';
import { compileCondition } from '../expression/compile-condition.ts';
import { typeOfSchema } from '../expression/schema-type.ts';
import { ANY_OBJECT, type CelType, NUMBER, objectOf, STRING } from '../expression/types.ts';
import { PatternAudit } from '../packet/pattern.ts';
import type { ContractBody } from './body.ts';
import { CONDITIONS_FORMAT, type CompiledCriteria, type Conditions } from './criteria.ts';
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
