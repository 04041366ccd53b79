import { addSeconds, type Instant, secondsBetween } from '../instant.ts';

/** A stretch of time in which it is open throughout, or closed throughout. */
export interface Segment {
  readonly from: Instant;
  readonly to: Instant;
  readonly kind: 'open' | 'closed';
}

/** How many years of real time to add may take: it ends whatever the calendar, and no promise is given for longer. */
export const HORIZON_YEARS = 20;

/** The arithmetic of one calendar. Exact to the millisecond; total: it never throws for instants of years 1900 to 2200. */
export interface WorkingTime {
  /**
   * The first instant at which `seconds` of working time have passed since `start`. A span that ends at closing ends
   * there; outside hours the count begins with the next opening, where `seconds` of 0 lead to. Where there is less within
   * `HORIZON_YEARS`, the end of these years: less has elapsed up to there than was added.
   */
  add(start: Instant, seconds: number): Instant;
  /**
   * The instant `days` business days after `start`: at its time of day, on the day that is `days` open days later. Where
   * it is closed at that time, the closing before it, or the first opening of that day if there is none. A `start`
   * outside hours counts as the next opening; one in an hour that the zone repeats, by its time of day when that hour is
   * over, so that a later start never falls due earlier. Beyond `HORIZON_YEARS`, as `add`.
   */
  addBusinessDays(start: Instant, days: number): Instant;
  /** Seconds of working time between `from` and `to`, `from` being the earlier. */
  elapsedSeconds(from: Instant, to: Instant): number;
  /** The open and closed stretches between `from` and `to`, in order, without gaps, and no two of a kind in a row. */
  segments(from: Instant, to: Instant): readonly Segment[];
}

const DAY_SECONDS = 24 * 3600;

/** 24×7: every second counts, and a business day is 24 hours. */
export const AROUND_THE_CLOCK: WorkingTime = {
  add: addSeconds,
  addBusinessDays: (start, days) => addSeconds(start, days * DAY_SECONDS),
  elapsedSeconds: secondsBetween,
  segments: (from, to) => (from < to ? [{ from, to, kind: 'open' }] : []),
};
