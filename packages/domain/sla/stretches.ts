import { DAY_MS, type DayPlan } from './day-plan.ts';
import type { ZoneOffsets } from './zone-offsets.ts';

/** A time from opening to closing, in milliseconds since the epoch, and the local date whose opening it is. */
export interface Stretch {
  readonly open: number;
  readonly close: number;
  /** Counted in days from 1 January 1970. */
  readonly day: number;
}

/** What is looked at, in milliseconds since the epoch. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** Local dates from `day` until before `end`. They are even if the span has them whole and no wall clock is moved in them. */
export interface Block {
  readonly day: number;
  readonly end: number;
  readonly isEven: boolean;
}

/** What is open in real time, by a plan and a wall clock. */
export class Stretches {
  readonly plan: DayPlan;
  readonly offsets: ZoneOffsets;

  constructor(plan: DayPlan, offsets: ZoneOffsets) {
    this.plan = plan;
    this.offsets = offsets;
  }

  /** All of a span, in order. Stretches never overlap, but may touch. */
  *within(span: Span): Generator<Stretch> {
    for (let day = this.#firstDay(span); this.offsets.resolve(day * DAY_MS) < span.until; day += 1) {
      yield* this.of(day, span);
    }
  }

  /** Those of one date, as far as they are in the span. */
  *of(day: number, { from, until }: Span): Generator<Stretch> {
    const midnight = day * DAY_MS;
    for (const { opens, closes } of this.plan.openingsOf(day)) {
      const open = Math.max(this.offsets.resolve(midnight + opens), from);
      const close = Math.min(this.offsets.resolve(midnight + closes), until);
      // What lies within an hour that the zone skips has no length.
      if (open < close) yield { open, close, day };
    }
  }

  /** The dates of a span from `first` on, in order: as many even ones at once as there are, all others one by one. */
  *blocks(span: Span, first = this.#firstDay(span)): Generator<Block> {
    for (let day = first; ; ) {
      const midnight = this.offsets.resolve(day * DAY_MS);
      if (midnight >= span.until) return;
      const evenEnd = midnight < span.from ? day : this.#evenEnd(day, span.until - midnight);
      const isEven = evenEnd > day;
      const end = isEven ? evenEnd : day + 1;
      yield { day, end, isEven };
      day = end;
    }
  }

  /** The midnight, in days, up to which dates from `day` on are even and within the next `milliseconds`. */
  #evenEnd(day: number, milliseconds: number): number {
    const even = Math.floor(this.offsets.evenUntil(day * DAY_MS) / DAY_MS);
    return Math.min(even, day + Math.floor(milliseconds / DAY_MS));
  }

  /**
   * Whatever opened before the date that the wall clock has reached has closed by now. Only its midnight may have been
   * shown and taken back again: then the date before it is still open, having been set back for another while.
   */
  #firstDay({ from }: Span): number {
    return Math.floor(this.offsets.reachedAt(from) / DAY_MS) - 1;
  }
}
