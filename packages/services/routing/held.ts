import type { HolderRef } from '#domain/handoff/parts.ts';
import { DomainError } from '#domain/problem.ts';
import type { CallContext } from '../context.ts';
import { FIRST_ID, LAST_ID } from '../handoff/id-range.ts';

/** Refuses while open handoffs are with `holder`: they would be nobody's. */
export async function requireUnheld({ stores }: CallContext, holder: HolderRef): Promise<void> {
  const range = { low: FIRST_ID, high: LAST_ID, descending: false, limit: 10 };
  const handoffs = await stores.handoffs.list({ by: 'holder', holder }, range);
  if (handoffs.length === 0) return;
  throw new DomainError('in_use', 'Open handoffs are still there; let them end first, or set it inactive.', {
    extensions: { handoffs },
  });
}
