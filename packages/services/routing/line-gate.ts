import type { TenantContext } from '../context.ts';
import { TurnLocks } from './turn-locks.ts';

const gate = new TurnLocks();

/**
 * Lets one at a time of this process give out what waits in a tenant's lines: all of them begin at the heads, so that side
 * by side they would only be in each other's way. `late`: it has not come to them within `longestWaitMs`.
 */
export function atTheLines<T>(
  { tenantId, mode }: Pick<TenantContext, 'tenantId' | 'mode'>,
  longestWaitMs: number,
  work: () => Promise<T>,
): Promise<T | 'late'> {
  return gate.inTurn(
    `${tenantId} ${mode}`,
    async (arrival) => (arrival === 'late' ? ('late' as const) : work()),
    longestWaitMs,
  );
}
