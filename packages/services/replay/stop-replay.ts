import { DomainError } from '#domain/problem.ts';
import { cancelReplay, isOpen } from '#domain/webhook/replay.ts';
import { type CallContext, concurrentUpdate, notFound, requireScope } from '../context.ts';
import { auditChange } from '../tenancy/audit-change.ts';
import { type ReplayView, viewReplay } from './view.ts';

/** A replay that is under way notes each of its pages; one that is to stop may have to wait for a few of them. */
const ROUNDS = 5;

/**
 * Stops a replay: what it has handed to delivery is still sent, and nothing after that. One that is cancelled stays so.
 *
 * @throws DomainError `not_found`, `conflict` if it has completed or is a retry, `concurrent_update`
 */
export async function stopReplay(context: CallContext, id: string): Promise<ReplayView> {
  requireScope(context, 'webhooks:write');
  const { stores, now } = context;
  const entry = auditChange(context, { kind: 'replay', id, done: 'cancelled' });
  for (let round = 1; round <= ROUNDS; round++) {
    const replay = await stores.replays.get(id);
    if (replay === undefined) throw notFound('replay', id);
    if (replay.status === 'cancelled') return viewReplay(replay);
    if (!isOpen(replay)) throw unstoppable(`The replay ${id} has completed; there is nothing left to stop.`);
    // its delivery is pending already, and would wait for what never comes
    if (replay.kind === 'retry') throw unstoppable('A retry by hand is sent at once; it cannot be cancelled.');
    const cancelled = cancelReplay(replay, 'requested', now);
    if (await stores.replays.save(cancelled, [entry])) return viewReplay(cancelled);
  }
  throw concurrentUpdate('replay', id);
}

function unstoppable(message: string): DomainError {
  return new DomainError('conflict', message);
}
