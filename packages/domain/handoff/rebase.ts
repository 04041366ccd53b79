import type { ClockTarget } from '../contract/body.ts';
import { earlier, type Instant, later } from '../instant.ts';
import { DomainError } from '../problem.ts';
import type { WorkingTime } from '../sla/working-time.ts';
import { planWarnings } from './clock-plan.ts';
import { elapsedSeconds, toMilliseconds } from './clock-time.ts';
import { openClocks } from './clocks.ts';
import type { RebaseCommand } from './commands.ts';
import { stepsAhead } from './course.ts';
import type { HandoffFact, When } from './events.ts';
import { type Handoff, isStill, type OpenClock } from './state.ts';
import type { Circumstances, Terms } from './terms.ts';

type RunningClock = Extract<OpenClock, { state: 'running' }>;

/**
 * On to another version of a calendar, from now on: what has been counted stays as it was counted, and what is left of
 * each clock is laid out over the new hours. A clock that falls due when it did is not told of.
 *
 * @throws DomainError `conflict` if it goes by that version already, or not by that calendar
 */
export function rebase(state: Handoff, command: RebaseCommand, { terms, now, actor }: Circumstances): HandoffFact[] {
  const { calendarId, version, to } = command;
  const pinned = state.calendars?.[calendarId];
  if (pinned === undefined || pinned === version) {
    const by = pinned === undefined ? 'does not go by it' : `goes by version ${version} already`;
    throw new DomainError('conflict', `The handoff ${by}: ${calendarId}.`, { extensions: { state: state.state } });
  }
  const when = { occurredAt: now, actor };
  const clocks = openClocks(state).filter((clock) => clock.calendarId === calendarId && !isStill(clock));
  const counted = clocks.map((clock) => ({
    clock: clock.name,
    attempt: clock.attempt,
    elapsedSeconds: elapsedSeconds(clock, terms, now),
  }));
  return [
    { ...when, type: 'handoff.rebased', data: { calendarId, fromVersion: pinned, toVersion: version, counted } },
    ...clocks.flatMap((clock) => (clock.state === 'running' ? relaid(clock, state, { from: terms, to }, when) : [])),
  ];
}

interface Hours {
  readonly from: Terms;
  readonly to: Terms;
}

/** What is left of a clock over the new hours; nothing, where that changes nothing. */
function relaid(clock: RunningClock, state: Handoff, { from, to }: Hours, when: When): HandoffFact[] {
  const { name, attempt, target, calendarId, shortNotice } = clock;
  const at = when.occurredAt;
  const time = to.workingTime(calendarId);
  const elapsed = elapsedSeconds(clock, from, at);
  const dueAt = dueAfter(clock, elapsed, { before: from.workingTime(calendarId), after: time }, at);
  const targetSeconds = toMilliseconds(elapsed + time.elapsedSeconds(at, dueAt));
  const progress = { targetSeconds, elapsed, at, time };
  const fractions = clock.warnings.map(({ fraction }) => fraction);
  const warnings = planWarnings(fractions, progress);
  const escalations = stepsAhead(state, clock, to, progress);
  if (dueAt === clock.dueAt && targetSeconds === clock.targetSeconds && isSame(warnings, clock.warnings)) return [];
  return [
    {
      ...when,
      type: 'clock.retargeted',
      data: {
        clock: name,
        attempt,
        cause: 'calendar',
        target,
        targetSeconds,
        elapsedSeconds: elapsed,
        ...(calendarId === undefined ? {} : { calendarId }),
        dueAt,
        ...(shortNotice === undefined ? {} : { shortNotice }),
        warnings,
        escalations,
      },
    },
  ];
}

interface Times {
  readonly before: WorkingTime;
  readonly after: WorkingTime;
}

/** Never in the past: what has been worked off already, and is due at an opening to come, is due when it was. */
function dueAfter(clock: RunningClock, elapsed: number, times: Times, at: Instant): Instant {
  const left = clock.targetSeconds - elapsed;
  const byDays = clock.counted === undefined ? daysLeft(clock.target, clock.startedAt, times, at) : undefined;
  if (byDays !== undefined && byDays >= at) return byDays;
  return left <= 0 ? later(at, earlier(clock.dueAt, times.after.add(at, 0))) : times.after.add(at, left);
}

/**
 * The end of a target in business days: of those that are over by the old calendar, the last; and from there the rest by
 * the new one. Of a clock that has neither paused nor been changed since its start.
 */
function daysLeft(target: ClockTarget, startedAt: Instant, { before, after }: Times, at: Instant): Instant | undefined {
  if (typeof target === 'string') return undefined;
  let over = 0;
  let beyond = target.businessDays;
  while (beyond - over > 1) {
    const middle = Math.floor((over + beyond) / 2);
    if (before.addBusinessDays(startedAt, middle) <= at) over = middle;
    else beyond = middle;
  }
  const reached = over === 0 ? startedAt : before.addBusinessDays(startedAt, over);
  return after.addBusinessDays(reached, target.businessDays - over);
}

function isSame<T>(one: readonly T[], other: readonly T[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
