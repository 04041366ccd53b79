import { DAY_MS, type DayPlan } from './day-plan.ts';
import type { ZoneOffsets } from './zone-offsets.ts';

/** A time from opening to closing, in milliseconds since the epoch, and the local date whose opening it is. */
export interface Stretch {
  readonly open: number;
  readonly close: number;
  /** Counted in days from 1 January 1970. */
  readonly day: number;
}

/** What is open between `from` and `until`, in order. Stretches never overlap, but may touch. */
export function* stretches(plan: DayPlan, offsets: ZoneOffsets, from: number, until: number): Generator<Stretch> {
  // Whatever opened before the date that the wall clock has reached has closed by now. Only its midnight may have been
  // shown and taken back again: then the date before it is still open, having been set back for another while.
  for (let day = Math.floor(offsets.reachedAt(from) / DAY_MS) - 1; ; day += 1) {
    const midnight = day * DAY_MS;
    if (offsets.resolve(midnight) >= until) return;
    for (const { opens, closes } of plan(day)) {
      const open = Math.max(offsets.resolve(midnight + opens), from);
      const close = Math.min(offsets.resolve(midnight + closes), until);
      // What lies within an hour that the zone skips has no length.
      if (open < close) yield { open, close, day };
    }
  }
}
