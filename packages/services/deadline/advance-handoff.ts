import { isDueForRouting, nextDeadline } from '#domain/handoff/deadlines.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import { addSeconds, type Instant, later, secondsBetween } from '#domain/instant.ts';
import type { TenantContext } from '../context.ts';
import { bringUp } from '../handoff/bring-up.ts';
import { momentOf } from '../handoff/moment.ts';
import { routeDue } from '../routing/route-due.ts';
import { stirs } from '../routing/stirs.ts';

/** What looking at a handoff came to. */
export type Advance =
  /**
   * Deadlines had passed and are now recorded, or routing it again was due. `lagSeconds`: how late that was noticed. `stirs`:
   * after what was recorded, somebody may be free, or wait, who was not.
   */
  | { readonly status: 'recorded'; readonly events: number; readonly lagSeconds: number; readonly stirs: boolean }
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
 * does not matter how often, how late or for what reason this runs: what is due is recorded once.
 */
export function advanceHandoff(context: TenantContext, handoffId: string): Promise<Advance> {
  return settle(handoffId, () => lookAt(context, handoffId));
}

/** How far deadlines on a test clock are recorded. */
export interface ClockMoment {
  readonly now: Instant;
  /** Absent: what depends on who is free is left for later, and has come to nothing yet. */
  readonly withPeople?: true;
}

/**
 * Only records what is due on its test clock; that it is to be routed again is left as it is. `later`: what is due depends on
 * who is free at this instant, which others that are due may change: these are to be recorded one after the other.
 */
export function recordDeadlines(
  context: TenantContext,
  handoffId: string,
  moment: ClockMoment,
): Promise<Advance | { readonly status: 'later' }> {
  return settle(handoffId, async () => {
    const look = await recordAt(context, handoffId, moment);
    return look.status === 'due' ? (look.recorded ?? { status: 'early', next: look.next }) : look;
  });
}

async function settle<T extends Advance | { readonly status: 'later' }>(
  handoffId: string,
  look: () => Promise<T | Unsettled>,
): Promise<T | Recorded> {
  let recorded: Recorded | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const found = await look();
    if (found.status !== 'unsettled') return recorded ?? found;
    recorded ??= found.recorded;
  }
  throw new Error(`handoff ${handoffId} changed ${ATTEMPTS} times while its deadlines were being recorded`);
}

type Recorded = Extract<Advance, { status: 'recorded' }>;

/** It is to be looked at once more, as it changed meanwhile. `recorded`: what had been done by then. */
interface Unsettled {
  readonly status: 'unsettled';
  readonly recorded?: Recorded | undefined;
}

async function lookAt(context: TenantContext, handoffId: string): Promise<Advance | Unsettled> {
  const look = await recordAt(context, handoffId);
  if (look.status !== 'due') return look.status === 'later' ? { status: 'unsettled' } : look;
  const { state, now, next, recorded } = look;
  const nothing: Advance = { status: 'early', next };
  if (!isDueForRouting(state, now)) return recorded ?? nothing;
  const outcome = await routeDue(context, state);
  const routed: Recorded = recorded ?? { status: 'recorded', events: 0, lagSeconds: look.lagSeconds, stirs: false };
  switch (outcome) {
    case 'assigned':
      return routed;
    case 'crowded':
      return recorded ?? { status: 'early', next: addSeconds(now, CROWDED_SECONDS) };
    case 'waiting':
    case 'moved':
      // it says when it is due again
      return { status: 'unsettled', recorded: routed };
    case 'gone':
      // who has taken it may have other things due
      return { status: 'unsettled', recorded };
  }
}

/** What is due of a handoff, as it is once that is recorded. */
interface Due {
  readonly status: 'due';
  readonly state: Handoff;
  readonly now: Instant;
  readonly next: Instant;
  readonly lagSeconds: number;
  /** Absent: nothing had to be. */
  readonly recorded?: Recorded;
}

async function recordAt(
  context: TenantContext,
  handoffId: string,
  moment?: ClockMoment,
): Promise<Due | Exclude<Advance, Recorded> | { readonly status: 'later' } | Unsettled> {
  const stored = await context.stores.handoffs.get(handoffId);
  const next = stored && nextDeadline(stored);
  if (stored === undefined || next === undefined) return { status: 'idle' };
  const now = moment === undefined ? await momentOf(context, stored) : later(moment.now, stored.updatedAt);
  if (next > now) return { status: 'early', next };
  const present = await recordDue(context, stored, now, moment);
  if (present === 'overtaken') return { status: 'unsettled' };
  if (present === 'later') return { status: 'later' };
  const { state, events } = present;
  const due = { status: 'due' as const, state, now, next, lagSeconds: secondsBetween(next, now) };
  if (events.length === 0) return due;
  const { lagSeconds } = due;
  return {
    ...due,
    recorded: { status: 'recorded', events: events.length, lagSeconds, stirs: events.some(stirs) },
  };
}

/** Writes what has become due. `overtaken`: something else happened meanwhile. `later`: it asks who is free. */
async function recordDue(
  context: TenantContext,
  stored: Handoff,
  now: Instant,
  moment: ClockMoment | undefined,
): Promise<{ readonly state: Handoff; readonly events: readonly HandoffEvent[] } | 'overtaken' | 'later'> {
  const { terms } = await context.terms.get(context, stored);
  for (let attempt = 1; ; attempt++) {
    const fresh = attempt > 1 || moment?.withPeople === true;
    const { state, events, placement } = await bringUp(context, stored, { terms, now, fresh });
    if (events.length === 0) return { state: stored, events };
    if (moment !== undefined && moment.withPeople === undefined && placement.decision !== undefined) return 'later';
    const outcome = await context.stores.handoffs.commit(stored, state, events, { placement });
    if (outcome === 'written') return { state, events };
    if (outcome === 'changed' || attempt === FRESH_LOOKS) return 'overtaken';
  }
}
