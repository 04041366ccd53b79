import type { HandoffEvent } from '../handoff/events.ts';
import type { Handoff } from '../handoff/state.ts';
import { epochOf, type Instant, later } from '../instant.ts';
import { AROUND_THE_CLOCK, type WorkingTime } from '../sla/working-time.ts';
import type { Bearer, BearerSpan } from './bearers.ts';
import type { MetricFacts } from './contract-facts.ts';
import type { TimeCause } from './counters.ts';

/** What a stretch of a handoff's life went into, in milliseconds; it counts where it ended. */
export interface TimeSpent {
  readonly endedAt: Instant;
  readonly version: number;
  readonly bearer: Bearer;
  readonly spent: readonly (readonly [TimeCause, number])[];
}

type Phase = 'waiting' | 'rework' | 'worked';

/** From one change to the next: all that time is of one kind and somebody's. */
interface Stretch {
  readonly from: Instant;
  readonly phase: Phase;
  readonly paused: boolean;
  readonly bearer: BearerSpan;
  readonly version: number;
  /** The calendar whose hours count, in the version that the handoff goes by; absent: all do. */
  readonly calendar?: { readonly calendarId: string; readonly version: number };
}

/** Follows a handoff through its events, and says what each stretch of its life went into when it has ended. */
export class Stretches {
  readonly #facts: MetricFacts;
  #current: Stretch | undefined;

  constructor(facts: MetricFacts) {
    this.#facts = facts;
  }

  /** `bearer`: who has it after `event`, when it is `after`. */
  follow(event: HandoffEvent, after: Handoff, bearer: BearerSpan): TimeSpent | undefined {
    const before = this.#current;
    const at = before === undefined ? event.occurredAt : momentOf(event, before.from);
    const next = this.#stretchOf(after, bearer, at);
    if (before !== undefined && next !== undefined && !movesOn(event) && isSame(before, next)) return undefined;
    this.#current = next;
    return before === undefined || at === before.from ? undefined : this.#spent(before, at);
  }

  /** What the stretch that has not ended has come to by `at`; undefined if there is none, or nothing of it has passed. */
  open(at: Instant): TimeSpent | undefined {
    const current = this.#current;
    return current === undefined || at <= current.from ? undefined : this.#spent(current, at);
  }

  #stretchOf(state: Handoff, bearer: BearerSpan, from: Instant): Stretch | undefined {
    const phase = phaseOf(state);
    if (phase === undefined) return undefined;
    const calendar = this.#calendarOf(state, phase);
    return {
      from,
      phase,
      paused: state.paused !== undefined,
      bearer,
      version: state.contractVersion,
      ...(calendar === undefined ? {} : { calendar }),
    };
  }

  #calendarOf({ contractVersion, calendars }: Handoff, phase: Phase): Stretch['calendar'] {
    if (phase === 'worked') return undefined;
    const { waitingCalendarId, reworkCalendarId } = this.#facts.contract(contractVersion);
    const calendarId = phase === 'waiting' ? waitingCalendarId : reworkCalendarId;
    if (calendarId === undefined) return undefined;
    const version = calendars?.[calendarId];
    return version === undefined ? undefined : { calendarId, version };
  }

  #spent({ from, phase, paused, bearer, version, calendar }: Stretch, endedAt: Instant): TimeSpent {
    const time = calendar === undefined ? AROUND_THE_CLOCK : this.#facts.workingTime(calendar);
    const total = epochOf(endedAt) - epochOf(from);
    const spent = paused ? [['paused', total] as const] : split(phase, { from, endedAt, total }, time);
    return { endedAt, version, bearer, spent: spent.filter(([, milliseconds]) => milliseconds > 0) };
  }
}

interface Length {
  readonly from: Instant;
  readonly endedAt: Instant;
  readonly total: number;
}

function split(phase: Phase, { from, endedAt, total }: Length, time: WorkingTime): (readonly [TimeCause, number])[] {
  if (phase === 'worked') return [[phase, total]];
  const open = Math.round(time.elapsedSeconds(from, endedAt) * 1000);
  return [
    [phase, open],
    ['closed', total - open],
  ];
}

/** Undefined where nobody has it any more. */
function phaseOf({ state }: Handoff): Phase | undefined {
  switch (state) {
    case 'pending':
    case 'assigned':
      return 'waiting';
    case 'rejected':
      return 'rework';
    case 'accepted':
      return 'worked';
    case 'completed':
    case 'disqualified':
    case 'cancelled':
      return undefined;
  }
}

/** A change that took effect before the last one counts from when it was noticed. */
function momentOf({ occurredAt, detectedAt = occurredAt }: HandoffEvent, last: Instant): Instant {
  return occurredAt >= last ? occurredAt : later(detectedAt, last);
}

/** To another contract version or other hours, be they those that count at the moment or not. */
function movesOn({ type }: HandoffEvent): boolean {
  return type === 'handoff.migrated' || type === 'handoff.rebased';
}

function isSame(a: Stretch, b: Stretch): boolean {
  return a.phase === b.phase && a.paused === b.paused && a.bearer === b.bearer;
}
