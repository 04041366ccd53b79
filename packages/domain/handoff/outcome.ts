import { jsonProblem } from '../packet/size.ts';
import type { Violation } from '../problem.ts';

/** What an outcome may hold. It travels in an event, to subscribers too, so it is smaller than a packet. */
export const OUTCOME_LIMITS = { bytes: 16 * 1024, depth: 16 } as const;

/** What makes `outcome` too large to be taken; nothing if it is not. Never throws. */
export function checkOutcomeSize(outcome: unknown): readonly Violation[] {
  const problem = jsonProblem(outcome, OUTCOME_LIMITS);
  return problem === undefined
    ? []
    : [{ pointer: '/outcome', code: `outcome_${problem.code}`, message: `the outcome ${problem.message}` }];
}
