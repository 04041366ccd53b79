import { DomainError } from '../problem.ts';
import { dueFromProgress, planWarnings } from './clock-plan.ts';
import { elapsedSeconds } from './clock-time.ts';
import { openClocks } from './clocks.ts';
import type { RebaseCommand } from './commands.ts';
import { stepsAhead } from './course.ts';
import type { HandoffFact, When } from './events.ts';
import { type Handoff, isStill, type OpenClock } from './state.ts';
import type { Circumstances, Terms } from './terms.ts';

/**
 * On to another version of a calendar, from now on: what has been counted stays as it was counted, and what is left of
 * each clock is laid out over the new hours.
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
  const clocks = openClocks(state)
    .filter((clock) => clock.calendarId === calendarId && !isStill(clock))
    .map((clock) => rebased(clock, state, { from: terms, to }, when));
  return [
    { ...when, type: 'handoff.rebased', data: { calendarId, fromVersion: pinned, toVersion: version } },
    ...clocks,
  ];
}

function rebased(
  clock: OpenClock,
  state: Handoff,
  { from, to }: { readonly from: Terms; readonly to: Terms },
  when: When,
): HandoffFact {
  const { name, attempt, target, targetSeconds, calendarId } = clock;
  const elapsed = elapsedSeconds(clock, from, when.occurredAt);
  const time = to.workingTime(calendarId);
  const progress = { targetSeconds, elapsed, at: when.occurredAt, time };
  const ahead = clock.state === 'running' && elapsed < targetSeconds;
  return {
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
      ...(clock.state === 'paused' ? {} : { dueAt: ahead ? dueFromProgress(clock, progress) : clock.dueAt }),
      ...(clock.shortNotice === undefined ? {} : { shortNotice: clock.shortNotice }),
      warnings:
        clock.state === 'running'
          ? planWarnings(
              clock.warnings.map(({ fraction }) => fraction),
              progress,
            )
          : [],
      escalations: stepsAhead(state, clock, to, progress),
    },
  };
}
