import type { Instant } from '#domain/instant.ts';
import { invalid } from '#domain/problem.ts';
import { type ReadyTestClock, TEST_CLOCK_RANGE } from '#domain/sla/test-clock.ts';
import { type CallContext, limitsOf, requireScope } from '../context.ts';
import { createDocument } from '../documents.ts';
import { requireTestMode } from './test-mode.ts';

export interface TestClockInput {
  readonly name?: string | undefined;
  /** Where it stands; the present unless it is said. */
  readonly now?: Instant | undefined;
}

/** @throws DomainError `insufficient_scope`, `live_mode_forbids`, `validation_failed`, `limit_reached` */
export async function createTestClock(context: CallContext, { name, now }: TestClockInput): Promise<ReadyTestClock> {
  requireScope(context, 'handoffs:write');
  requireTestMode(context);
  if (now !== undefined) requireInRange(now, '/now');
  const { stores, now: present, newId } = context;
  const clock: ReadyTestClock = {
    id: newId('tcl'),
    version: 1,
    ...(name === undefined ? {} : { name }),
    now: now ?? present,
    status: 'ready',
    createdAt: present,
    updatedAt: present,
  };
  await createDocument(context, stores.testClocks, { kind: 'test clock', limit: limitsOf(context).testClocks }, clock);
  return clock;
}

/** Refuses a time that no test clock may show. */
export function requireInRange(instant: Instant, pointer: string): void {
  const { first, last } = TEST_CLOCK_RANGE;
  if (first <= instant && instant <= last) return;
  throw invalid({ pointer, code: 'out_of_range', message: 'must lie in the years 1970 to 2200' });
}
