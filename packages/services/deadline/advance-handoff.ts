import { catchUp, nextDeadline } from '#domain/handoff/deadlines.ts';
import { type Instant, later, secondsBetween } from '#domain/instant.ts';
import type { TenantContext } from '../context.ts';
import { askedWhenDue, loadDirectory } from '../handoff/directory.ts';
import { momentOf } from '../handoff/moment.ts';

/** What looking at a handoff came to. */
export type Advance =
  /** Deadlines had passed and are now recorded. `lagSeconds`: how late the first of them was noticed. */
  | { readonly status: 'recorded'; readonly events: number; readonly lagSeconds: number }
  /** Nothing is due yet; `next` is when something will be. */
  | { readonly status: 'early'; readonly next: Instant }
  /** Nothing will be due by itself, or there is no such handoff. */
  | { readonly status: 'idle' };

const ATTEMPTS = 8;

/**
 * Brings a handoff up to now. The stored handoff alone decides what is due, so it does not matter how often, how late or
 * for what reason this runs: what is due is recorded once. `clockNow` is the time of its test clock, where that is known.
 */
export async function advanceHandoff(context: TenantContext, handoffId: string, clockNow?: Instant): Promise<Advance> {
  const { stores } = context;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const stored = await stores.handoffs.get(handoffId);
    const next = stored && nextDeadline(stored);
    if (stored === undefined || next === undefined) return { status: 'idle' };
    const now = clockNow === undefined ? await momentOf(context, stored) : later(clockNow, stored.updatedAt);
    if (next > now) return { status: 'early', next };
    const { terms } = await context.terms.get(context, stored);
    const directory = await loadDirectory(context, askedWhenDue(stored, terms, now));
    const { state, events } = catchUp(stored, { terms, directory, now });
    if (events.length === 0) return { status: 'early', next };
    if ((await stores.handoffs.commit(stored, state, events)) === 'written') {
      return { status: 'recorded', events: events.length, lagSeconds: secondsBetween(next, now) };
    }
  }
  throw new Error(`handoff ${handoffId} changed ${ATTEMPTS} times while its deadlines were being recorded`);
}
