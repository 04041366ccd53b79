import { type Instant, later } from '../instant.ts';
import { type Clock, isOpen, type OpenClock } from './state.ts';
import type { Terms } from './terms.ts';

/** Working time that `clock` has counted up to its stop, or up to `at` while it is open; pauses do not count. */
export function elapsedSeconds(clock: Clock, terms: Pick<Terms, 'workingTime'>, at: Instant): number {
  if (!isOpen(clock)) return clock.elapsedSeconds;
  const { seconds, from } = clock.counted ?? { seconds: 0, from: clock.startedAt };
  if (from === undefined || at <= from) return seconds;
  return toMilliseconds(seconds + terms.workingTime(clock.calendarId).elapsedSeconds(from, at));
}

/** Working seconds until `clock` falls due: negative when late, undefined once it has been stopped. */
export function remainingSeconds(clock: Clock, terms: Pick<Terms, 'workingTime'>, at: Instant): number | undefined {
  return isOpen(clock) ? toMilliseconds(clock.targetSeconds - elapsedSeconds(clock, terms, at)) : undefined;
}

/** The earliest instant as of which the elapsed time of `clock` can still be told. */
export function countsFrom(clock: OpenClock, pausedSince: Instant | undefined): Instant {
  const { counted = { from: clock.startedAt } } = clock;
  return counted.from ?? later(pausedSince ?? clock.startedAt, clock.startedAt);
}

/** Sums of milliseconds, written as seconds, without what binary fractions add to them. */
export function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000 + 0; // never -0, which JSON does not know
}
