import type { TypeScope } from '../expression/check.ts';
import { compileCondition } from '../expression/compile-condition.ts';
import { PatternAudit } from '../packet/pattern.ts';
import { checkPacketSchema } from '../packet/schema.ts';
import type { Violation } from '../problem.ts';
import type { ContractBody } from './body.ts';
import { checkClocks, checkMilestones } from './check-clocks.ts';
import { checkEscalation } from './check-escalation.ts';
import { checkInheritance } from './check-inheritance.ts';
import { typeScopeOf } from './compile.ts';
import { duplicates } from './violations.ts';

/** Bytes of UTF-8 that a contract may have as compact JSON: it is stored as one item. */
export const MAX_CONTRACT_BYTES = 128 * 1024;

/**
 * Everything in a well-formed contract body that contradicts itself or could not be carried out: expressions that do not
 * parse or do not fit the packet's schema, the schema itself, names used twice, references to nothing, clocks that could
 * never stop. All causes at once, with JSON Pointers into the body. Never throws. Whether owners, queues and calendars
 * exist is for the caller to ask.
 */
export function checkContract(body: ContractBody): readonly Violation[] {
  const bytes = Buffer.byteLength(JSON.stringify(body));
  if (bytes > MAX_CONTRACT_BYTES) {
    const message = `the contract is ${Math.ceil(bytes / 1024)} KiB of JSON; at most ${MAX_CONTRACT_BYTES / 1024} KiB are allowed`;
    return [{ pointer: '', code: 'contract_too_large', message }];
  }
  const { schema } = body.packet;
  const patterns = new PatternAudit();
  const schemaViolations = checkPacketSchema(schema, patterns).map((violation) => ({
    ...violation,
    pointer: `/packet/schema${violation.pointer}`,
  }));
  const scope = (use: 'entry' | 'exit' | 'routing') => typeScopeOf(schema, use, patterns);
  return [
    ...schemaViolations,
    ...checkInheritance(body),
    ...checkCriteria(body.entryCriteria, '/entryCriteria', scope('entry')),
    ...checkCriteria(body.exitCriteria, '/exitCriteria', scope('exit')),
    ...checkRules(body, scope('routing')),
    ...checkMilestones(body),
    ...duplicates(body.rejectionReasons, '/rejectionReasons', 'code'),
    ...checkPauseReasons(body),
    ...checkClocks(body),
    ...checkEscalation(body),
  ];
}

function checkCriteria(
  criteria: ContractBody['entryCriteria'],
  pointer: string,
  scope: TypeScope,
): readonly Violation[] {
  const problems = criteria.flatMap(({ id, expression }, index) =>
    checkExpression(expression, `${pointer}/${index}/expression`, { criterionId: id }, scope),
  );
  return [...duplicates(criteria, pointer, 'id'), ...problems];
}

function checkRules({ routing }: ContractBody, scope: TypeScope): readonly Violation[] {
  const problems = routing.rules.flatMap(({ id, when }, index) =>
    checkExpression(when, `/routing/rules/${index}/when`, { ruleId: id }, scope),
  );
  return [...duplicates(routing.rules, '/routing/rules', 'id'), ...problems];
}

function checkExpression(
  source: string,
  pointer: string,
  details: Readonly<Record<string, string>>,
  scope: TypeScope,
): readonly Violation[] {
  const condition = compileCondition(source, scope);
  if (!('problem' in condition)) return [];
  const { code, message, line, column } = condition.problem;
  return [
    { pointer, code, message: `line ${line}, column ${column}: ${message}`, details: { ...details, line, column } },
  ];
}

function checkPauseReasons({ pauseReasons, clocks }: ContractBody): readonly Violation[] {
  const named = pauseReasons.flatMap((reason, index) =>
    reason.clocks.flatMap((name, position): readonly Violation[] => {
      const pointer = `/pauseReasons/${index}/clocks/${position}`;
      const clock = clocks.find((candidate) => candidate.name === name);
      if (clock === undefined) return [{ pointer, code: 'unknown_clock', message: `there is no clock "${name}"` }];
      if (clock.pausable) return [];
      return [{ pointer, code: 'clock_not_pausable', message: `the clock "${name}" is not pausable` }];
    }),
  );
  return [...duplicates(pauseReasons, '/pauseReasons', 'code'), ...named];
}
