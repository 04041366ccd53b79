import { type CallContext, limitsOf } from '../context.ts';
import { limitReached } from '../documents.ts';
import type { Limited, RateLimiter } from './rate-limiter.ts';

/** How many handoffs of a tenant are open in one mode: told by processes with their leases, so about. */
export interface OpenHandoffs {
  readonly known: () => number;
  /** Notes that handoffs were opened, or with a negative number that they ended. */
  readonly note: (change: number) => void;
  /** Whether they were last counted more than `pauseMs` ago. */
  readonly isCountDue: (pauseMs: number) => boolean;
  /** Puts what was counted in the place of what was told. */
  readonly correct: (counted: number) => Promise<void>;
}

/** From this share of the limit on, the number is counted anew now and then: what was told may be off. */
const CLOSE = 0.9;
const PAUSE_CLOSE_MS = 10 * 60_000;
const PAUSE_FULL_MS = 60_000;

/**
 * Refuses to go over the limit of open handoffs. Nobody is refused who has been counted to be below it: what processes told
 * is corrected by the index before. Some may get past it, by what processes have not told yet.
 *
 * @throws DomainError `limit_reached`
 */
export async function requireOpenRoom(context: CallContext): Promise<void> {
  const { openHandoffs, stores } = context;
  const limit = limitsOf(context).openHandoffs;
  const known = openHandoffs.known();
  if (known < limit * CLOSE) return;
  if (openHandoffs.isCountDue(known < limit ? PAUSE_CLOSE_MS : PAUSE_FULL_MS)) {
    await openHandoffs.correct(await stores.handoffs.countOpen());
  }
  const current = openHandoffs.known();
  if (current >= limit) throw limitReached('open handoff', limit, current, 'let some end first');
}

/** The same for a request whose writes are held back: what it opens or ends counts `onceWritten`, and never if it is not. */
export function heldBack(openHandoffs: OpenHandoffs, onceWritten: (tell: () => void) => void): OpenHandoffs {
  return { ...openHandoffs, note: (change) => onceWritten(() => openHandoffs.note(change)) };
}

/** The number that goes with the leases of `limiter`. */
export function countedBy(limiter: RateLimiter, { name, store }: Limited, now: () => number): OpenHandoffs {
  return {
    known: () => limiter.openHandoffs(name).known,
    note: (change) => limiter.noteOpened(name, change),
    isCountDue: (pauseMs) => now() - limiter.openHandoffs(name).countedAt >= pauseMs,
    correct: async (counted) => {
      const countedAt = now();
      limiter.correctOpenHandoffs(name, counted, countedAt);
      await store().correctOpenHandoffs(counted, countedAt);
    },
  };
}
