import { DomainError } from '#domain/problem.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument, removeDocument } from '../documents.ts';
import { requireTestMode } from './test-mode.ts';

/** How many of the handoffs that wait on a clock a refusal names. */
const NAMED = 10;

/**
 * Removes it, unless deadlines wait on it. For the handoffs that were on it, time stands still from then on.
 *
 * @throws DomainError `insufficient_scope`, `live_mode_forbids`, `not_found`, `in_use`, `concurrent_update`
 */
export async function deleteTestClock(context: CallContext, id: string): Promise<void> {
  requireScope(context, 'handoffs:write');
  requireTestMode(context);
  const { testClocks, testClockQueue } = context.stores;
  const clock = await findDocument(testClocks, 'test clock', id);
  const waiting = await testClockQueue.first(id, NAMED);
  if (waiting.length > 0) {
    const message = 'Deadlines of open handoffs wait on it; advance it past them, or let the handoffs end first.';
    throw new DomainError('in_use', message, { extensions: { handoffs: waiting.map(({ handoffId }) => handoffId) } });
  }
  await removeDocument(context, testClocks, 'test clock', clock);
}
