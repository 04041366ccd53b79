import { isDueForRouting, nextDeadline } from '#domain/handoff/deadlines.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import { addSeconds, type Instant, later, secondsBetween } from '#domain/instant.ts';
import type { TenantContext } from '../context.ts';
import { bringUp } from '../handoff/bring-up.ts';
import { momentOf } from '../handoff/moment.ts';
import { routeDue } from '../routing/route-due.ts';

/** What looking at a handoff came to. */
export type Advance =
  /** Deadlines had passed and are now recorded, or routing it again was due. `lagSeconds`: how late that was noticed. */
  | { readonly status: 'recorded'; readonly events: number; readonly lagSeconds: number }
  /** Nothing is due yet; `next` is when something will be. */
  | { readonly status: 'early'; readonly next: Instant }
  /** Nothing will be due by itself, or there is no such handoff. */
  | { readonly status: 'idle' };

const ATTEMPTS = 8;
/** How often it is decided anew because those whom a step hands over to were changed, or given something, meanwhile. */
const FRESH_LOOKS = 4;
/** When to look again where so many are being routed that it has not come to this one. */
const CROWDED_SECONDS = 5;

/**
 * Brings a handoff up to now, and has it routed again if that is due. The stored handoff alone decides what is due, so it
 * does not matter how often, how late or for what reason this runs: what is due is recorded once. `clockNow` is the time of
 * its test clock, where that is known.
 */
export async function advanceHandoff(context: TenantContext, handoffId: string, clockNow?: Instant): Promise<Advance> {
  let recorded: Recorded | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const found = await lookAt(context, handoffId, clockNow);
    if (found.status !== 'unsettled') return recorded ?? found;
    recorded ??= found.recorded;
  }
  throw new Error(`handoff ${handoffId} changed ${ATTEMPTS} times while its deadlines were being recorded`);
}

type Recorded = Extract<Advance, { status: 'recorded' }>;

/** `unsettled`: it is to be looked at once more, as it changed meanwhile. `recorded`: what had been done by then. */
type Look = Advance | { readonly status: 'unsettled'; readonly recorded?: Recorded };

async function lookAt(context: TenantContext, handoffId: string, clockNow: Instant | undefined): Promise<Look> {
  const stored = await context.stores.handoffs.get(handoffId);
  const next = stored && nextDeadline(stored);
  if (stored === undefined || next === undefined) return { status: 'idle' };
  const now = clockNow === undefined ? await momentOf(context, stored) : later(clockNow, stored.updatedAt);
  if (next > now) return { status: 'early', next };
  const present = await recordDue(context, stored, now);
  if (present === 'overtaken') return { status: 'unsettled' };
  const { state, events } = present;
  const recorded: Recorded = { status: 'recorded', events, lagSeconds: secondsBetween(next, now) };
  if (!isDueForRouting(state, now)) return events > 0 ? recorded : { status: 'early', next };
  const outcome = await routeDue(context, state);
  if (outcome === 'assigned') return recorded;
  if (outcome === 'crowded') return events > 0 ? recorded : { status: 'early', next: addSeconds(now, CROWDED_SECONDS) };
  // what still waits says when it is due again; what somebody else has taken may have other things due
  return { status: 'unsettled', ...(outcome === 'waiting' || events > 0 ? { recorded } : {}) };
}

/** Writes what `catchUp` finds. `overtaken`: something else happened meanwhile. */
async function recordDue(
  context: TenantContext,
  stored: Handoff,
  now: Instant,
): Promise<{ readonly state: Handoff; readonly events: number } | 'overtaken'> {
  const { terms } = await context.terms.get(context, stored);
  for (let attempt = 1; ; attempt++) {
    const { state, events, placement } = await bringUp(context, stored, { terms, now, fresh: attempt > 1 });
    if (events.length === 0) return { state: stored, events: 0 };
    const outcome = await context.stores.handoffs.commit(stored, state, events, { placement });
    if (outcome === 'written') return { state, events: events.length };
    if (outcome === 'changed' || attempt === FRESH_LOOKS) return 'overtaken';
  }
}
