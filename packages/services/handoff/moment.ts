import type { Handoff } from '#domain/handoff/state.ts';
import { type Instant, later } from '#domain/instant.ts';
import type { TenantContext } from '../context.ts';

/**
 * The present of a handoff: that of its test clock, or real time. It does not run backwards: what came first in the table
 * came first. A test clock that is gone has stood still since.
 */
export async function momentOf(
  { stores, now }: TenantContext,
  { testClockId, updatedAt }: Pick<Handoff, 'testClockId' | 'updatedAt'>,
): Promise<Instant> {
  if (testClockId === undefined) return later(now, updatedAt);
  const clock = await stores.testClocks.get(testClockId);
  return later(clock?.now ?? updatedAt, updatedAt);
}
