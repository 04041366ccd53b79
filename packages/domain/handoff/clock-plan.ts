import type { ClockDefinition, ClockTarget } from '../contract/body.ts';
import { durationSeconds } from '../contract/duration.ts';
import { addSeconds, type Instant } from '../instant.ts';
import type { WorkingTime } from '../sla/working-time.ts';
import type { ClockPlan } from './event-data.ts';
import type { OpenClock } from './state.ts';
import type { Terms } from './terms.ts';

type Warning = ClockPlan['warnings'][number];

/** How far a clock is in its target, and from where on that goes on. */
export interface Progress {
  readonly targetSeconds: number;
  readonly elapsed: number;
  readonly at: Instant;
  readonly time: WorkingTime;
}

/** When a clock that starts at `start` falls due. */
export function dueFromStart(target: ClockTarget, start: Instant, time: WorkingTime): Instant {
  return typeof target === 'string'
    ? time.add(start, durationSeconds(target))
    : time.addBusinessDays(start, target.businessDays);
}

/** A target in working time, for a clock that started at `start`. */
export function targetSecondsOf(target: ClockTarget, start: Instant, time: WorkingTime): number {
  return time.elapsedSeconds(start, dueFromStart(target, start, time));
}

/**
 * When a clock falls due that goes on after a pause or a change. Whole business days that would have been over at an
 * opening are over at an opening again, and not at the closing before it, which is the same in working time.
 */
export function dueFromProgress(
  { target, startedAt, shortNotice }: Pick<OpenClock, 'target' | 'startedAt' | 'shortNotice'>,
  { targetSeconds, elapsed, at, time }: Progress,
): Instant {
  const due = time.add(at, targetSeconds - elapsed);
  if (typeof target === 'string' || shortNotice === true) return due;
  const atClosing = time.add(startedAt, targetSeconds) === time.addBusinessDays(startedAt, target.businessDays);
  if (atClosing) return due;
  const opening = time.add(addSeconds(due, 0.001), 0);
  return time.elapsedSeconds(due, opening) === 0 ? opening : due;
}

/** The fractions of its definition at which a clock has yet to warn: what was given covers all below it. */
export function fractionsAhead(
  definition: Pick<ClockDefinition, 'warnAt'> | undefined,
  { warned }: Pick<OpenClock, 'warned'>,
): number[] {
  const given = Math.max(0, ...warned);
  return definition?.warnAt.filter((fraction) => fraction > given) ?? [];
}

/** Warnings at `fractions` of the target. Of those whose moment has passed only the last is given, at once. */
export function planWarnings(fractions: readonly number[], progress: Progress): Warning[] {
  const warnings = [...new Set(fractions)].sort((a, b) => a - b).map((fraction) => planWarning(fraction, progress));
  const lastPast = warnings.findLastIndex(({ past }) => past);
  return warnings.slice(Math.max(lastPast, 0)).map(({ fraction, at }) => ({ fraction, at }));
}

function planWarning(fraction: number, progress: Progress): Warning & { readonly past: boolean } {
  return { fraction, ...momentOf(fraction, progress) };
}

/** When `fraction` of the target is used up. What has been counted is past, also at a closing: only a clock that has counted nothing waits for an opening. */
export function momentOf(fraction: number, progress: Progress): { readonly at: Instant; readonly past: boolean } {
  const wait = waitFor(fraction, progress);
  const past = wait < 0 || (wait === 0 && progress.elapsed > 0);
  return { at: past ? progress.at : progress.time.add(progress.at, wait), past };
}

/** Rounded down, so that what is told before the due instant is never told at it, however short the target. */
function waitFor(fraction: number, { targetSeconds, elapsed }: Progress): number {
  return Math.floor(targetSeconds * fraction) - elapsed;
}

export function definitionOf(terms: Terms, clockName: string): ClockDefinition | undefined {
  return terms.body.clocks.find(({ name }) => name === clockName);
}
