import type { RejectionClass } from '../contract/vocabulary.ts';
import type { Party } from '../handoff/holders.ts';
import { type Counted, combineCounted } from './counted.ts';
import type { Histogram } from './histogram.ts';

/** What is counted of handoffs; docs/metrics.md says which event each is. */
export const COUNTS = [
  'submitted',
  'assigned',
  'accepted',
  'reaccepted',
  'rejected',
  'rerouted',
  'firstRejected',
  'resubmitted',
  'reassigned',
  'firstReassigned',
  'reassignedByEscalation',
  'misrouted',
  'completed',
  'disqualified',
  'cancelled',
  'overridden',
  'paused',
  'escalated',
  'acknowledged',
  'exhausted',
  'attemptsExhausted',
  'migratedOut',
  'migratedIn',
] as const;
export type Count = (typeof COUNTS)[number];

/** What is counted of the runs of a clock. */
export const CLOCK_COUNTS = ['started', 'met', 'breached', 'excused', 'closedLate', 'cancelled'] as const;
export type ClockCount = (typeof CLOCK_COUNTS)[number];

/** What a handoff's time went into; all but `worked` is lost. */
export const TIME_CAUSES = ['waiting', 'rework', 'paused', 'closed', 'worked'] as const;
export type TimeCause = (typeof TIME_CAUSES)[number];

export const PARTIES = ['platform', 'sender', 'receiver'] as const satisfies readonly Party[];
export type TimeKey = `${TimeCause}:${Party}`;

/** Runs of one clock of a contract. */
export interface ClockCounters {
  readonly counts: Counted<ClockCount>;
  /** Of those that were met or closed late: the time that the clock counted. */
  readonly working: Histogram;
  /** Of the same: real time from start to stop. */
  readonly calendar: Histogram;
}

/** All that is counted of a cell. Whole numbers throughout, so that sums and differences are exact. */
export interface Counters {
  readonly counts: Counted<Count>;
  /** Rejections by reason code. */
  readonly reasons: Counted;
  readonly classes: Counted<RejectionClass>;
  /** Rejections by the criteria that they cite. */
  readonly criteria: Counted;
  /** Rejections by the packet fields that they cite, as JSON Pointers, or `other`. */
  readonly fields: Counted;
  /** Resubmissions by the packet fields that had been asked for again, as JSON Pointers, or `other`. */
  readonly rerequested: Counted;
  readonly milestones: Counted;
  /** Milliseconds. */
  readonly time: Counted<TimeKey>;
  /** By the name of the clock. */
  readonly clocks: ReadonlyMap<string, ClockCounters>;
}

const NOTHING: ReadonlyMap<never, number> = new Map<never, number>();

export const NO_RUNS: ClockCounters = { counts: NOTHING, working: NOTHING, calendar: NOTHING };

export const NO_COUNTERS: Counters = {
  counts: NOTHING,
  reasons: NOTHING,
  classes: NOTHING,
  criteria: NOTHING,
  fields: NOTHING,
  rerequested: NOTHING,
  milestones: NOTHING,
  time: NOTHING,
  clocks: new Map<string, ClockCounters>(),
};

export function addCounters(a: Counters, b: Counters): Counters {
  return combine(a, b, 1);
}

/** What is in `a` and not in `b`; less than nothing where `b` has more. */
export function subtractCounters(a: Counters, b: Counters): Counters {
  return combine(a, b, -1);
}

/** Whether nothing is counted. */
export function isNothing({ clocks, ...counted }: Counters): boolean {
  return clocks.size === 0 && Object.values(counted).every(({ size }) => size === 0);
}

function combine(a: Counters, b: Counters, factor: 1 | -1): Counters {
  return {
    counts: combineCounted(a.counts, b.counts, factor),
    reasons: combineCounted(a.reasons, b.reasons, factor),
    classes: combineCounted(a.classes, b.classes, factor),
    criteria: combineCounted(a.criteria, b.criteria, factor),
    fields: combineCounted(a.fields, b.fields, factor),
    rerequested: combineCounted(a.rerequested, b.rerequested, factor),
    milestones: combineCounted(a.milestones, b.milestones, factor),
    time: combineCounted(a.time, b.time, factor),
    clocks: combineClocks(a.clocks, b.clocks, factor),
  };
}

function combineClocks(a: Counters['clocks'], b: Counters['clocks'], factor: 1 | -1): Counters['clocks'] {
  if (b.size === 0) return a;
  const sum = new Map(a);
  for (const [name, runs] of b) {
    const before = sum.get(name) ?? NO_RUNS;
    const counts = combineCounted(before.counts, runs.counts, factor);
    const working = combineCounted(before.working, runs.working, factor);
    const calendar = combineCounted(before.calendar, runs.calendar, factor);
    if (counts.size + working.size + calendar.size === 0) sum.delete(name);
    else sum.set(name, { counts, working, calendar });
  }
  return sum;
}
