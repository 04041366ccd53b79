import type { Party } from '../handoff/holders.ts';
import type { Counted } from './counted.ts';
import {
  CLOCK_COUNTS,
  type ClockCount,
  type ClockCounters,
  COUNTS,
  type Count,
  type Counters,
  type TimeCause,
} from './counters.ts';
import { type Histogram, quantilesOf } from './histogram.ts';

/** What people read off counters; docs/metrics.md defines each. A share is null where it would be one of nothing. */
export interface Figures {
  readonly counts: Readonly<Record<Count, number>>;
  readonly rates: Rates;
  /** By name. */
  readonly clocks: readonly ClockFigures[];
  readonly rejections: Rejections;
  /** Packet fields that had been asked for again and came, as JSON Pointers, or `other`; the most frequent first. */
  readonly rerequested: readonly NamedCount[];
  readonly milestones: readonly NamedCount[];
  readonly time: TimeFigures;
}

/** Rejections by what they cite, each the most frequent first. */
export interface Rejections {
  readonly reasons: readonly NamedCount[];
  readonly classes: readonly NamedCount[];
  readonly criteria: readonly NamedCount[];
  readonly fields: readonly NamedCount[];
}

/** Shares from 0 to 1, but for reassignment: what is reassigned on some days may have been submitted before them. */
export interface Rates {
  readonly rejection: number | null;
  readonly reassignment: number | null;
  readonly override: number | null;
  readonly dropOff: number | null;
}

export interface NamedCount {
  readonly name: string;
  readonly count: number;
}

export interface ClockFigures {
  readonly clock: string;
  readonly counts: Readonly<Record<ClockCount, number>>;
  /** From 0 to 1. */
  readonly attainment: { readonly raw: number | null; readonly excused: number | null };
  /** Of the runs that were met or closed late; null where there were none. */
  readonly workingSeconds: Quantiles | null;
  readonly calendarSeconds: Quantiles | null;
}

/** Within 2 %. */
export interface Quantiles {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

export interface TimeFigures {
  readonly lostSeconds: number;
  readonly causes: Readonly<Record<TimeCause, TimeSplit>>;
}

/** Whole milliseconds, as seconds. */
export interface TimeSplit {
  readonly seconds: number;
  readonly platformSeconds: number;
  readonly senderSeconds: number;
  readonly receiverSeconds: number;
}

export function figuresOf(counters: Counters): Figures {
  return {
    counts: everyOf(COUNTS, counters.counts),
    rates: ratesOf(counters.counts),
    clocks: [...counters.clocks].map(([clock, runs]) => clockFigures(clock, runs)).sort(byClock),
    rejections: {
      reasons: named(counters.reasons),
      classes: named(counters.classes),
      criteria: named(counters.criteria),
      fields: named(counters.fields),
    },
    rerequested: named(counters.rerequested),
    milestones: named(counters.milestones),
    time: timeFigures(counters),
  };
}

/** Null where it would be a share of nothing. */
export function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

function ratesOf(counts: Counted<Count>): Rates {
  const of = (...names: readonly Count[]) => names.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0);
  return {
    rejection: share(of('rejected'), of('accepted', 'reaccepted', 'rejected')),
    reassignment: share(of('firstReassigned'), of('submitted')),
    override: share(of('overridden'), of('submitted', 'resubmitted', 'completed')),
    dropOff: share(of('disqualified', 'cancelled'), of('completed', 'disqualified', 'cancelled')),
  };
}

function clockFigures(clock: string, { counts, working, calendar }: ClockCounters): ClockFigures {
  const all = everyOf(CLOCK_COUNTS, counts);
  const { met, breached, excused } = all;
  return {
    clock,
    counts: all,
    attainment: { raw: share(met, met + breached), excused: share(met, met + breached - excused) },
    workingSeconds: quantiles(working),
    calendarSeconds: quantiles(calendar),
  };
}

function quantiles(histogram: Histogram): Quantiles | null {
  const [p50, p90, p99] = quantilesOf(histogram, [0.5, 0.9, 0.99]).map(toMilliseconds);
  return p50 === undefined || p90 === undefined || p99 === undefined ? null : { p50, p90, p99 };
}

/** What the histogram's bins tell apart is coarser. */
function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

function timeFigures({ time }: Counters): TimeFigures {
  const split = (cause: TimeCause): TimeSplit => {
    const of = (party: Party) => time.get(`${cause}:${party}`) ?? 0;
    const all = of('platform') + of('sender') + of('receiver');
    return {
      seconds: all / 1000,
      platformSeconds: of('platform') / 1000,
      senderSeconds: of('sender') / 1000,
      receiverSeconds: of('receiver') / 1000,
    };
  };
  let lostMs = 0;
  for (const [key, ms] of time) if (!key.startsWith('worked:')) lostMs += ms;
  return {
    lostSeconds: lostMs / 1000,
    causes: {
      waiting: split('waiting'),
      rework: split('rework'),
      paused: split('paused'),
      closed: split('closed'),
      worked: split('worked'),
    },
  };
}

function named(counted: Counted): NamedCount[] {
  const all = [...counted].map(([name, count]) => ({ name, count })).filter(({ count }) => count !== 0);
  return all.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

function byClock(a: ClockFigures, b: ClockFigures): number {
  return a.clock < b.clock ? -1 : 1;
}

function everyOf<K extends string>(names: readonly K[], counted: Counted<K>): Readonly<Record<K, number>> {
  // every name of the type is in the list, so nothing is left out
  return Object.fromEntries(names.map((name) => [name, counted.get(name) ?? 0])) as Record<K, number>;
}
