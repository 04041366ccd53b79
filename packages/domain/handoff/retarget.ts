import { type ClockTarget, targetOf } from '../contract/body.ts';
import { durationSeconds } from '../contract/duration.ts';
import { DomainError, invalid } from '../problem.ts';
import type { WorkingTime } from '../sla/working-time.ts';
import { definitionOf, fractionsAhead, planWarnings, targetSecondsOf } from './clock-plan.ts';
import { elapsedSeconds } from './clock-time.ts';
import { openClocks } from './clocks.ts';
import type { ReprioritizeCommand, RetargetCommand } from './commands.ts';
import { courseData, courseOf, stepsAhead } from './course.ts';
import type { HandoffEventData, HandoffFact, When } from './events.ts';
import type { Handoff, TimelyClock } from './state.ts';
import type { Circumstances, Terms } from './terms.ts';

type Retargeted = HandoffEventData<'clock.retargeted'>;

/** Another target for one clock; what it has counted carries over. @throws DomainError `validation_failed`, `conflict` */
export function retarget(state: Handoff, command: RetargetCommand, circumstances: Circumstances): HandoffFact[] {
  const { terms, now, actor } = circumstances;
  const clock = openClocks(state).find(({ name }) => name === command.clock);
  if (clock === undefined) {
    const message = `No clock ${command.clock} of this handoff is open.`;
    throw invalid({ pointer: '/clock', code: 'unknown_clock', message });
  }
  if (clock.state === 'breached_open') {
    throw new DomainError('conflict', `The clock ${command.clock} is late already; its breach stands.`, {
      extensions: { state: state.state, breachedAt: clock.breachedAt },
    });
  }
  requireReachable(clock, command.target, terms.workingTime(clock.calendarId));
  const fact = retargetFact(state, clock, command.target, 'target', terms, { occurredAt: now, actor });
  const { reason } = command;
  return [reason === undefined ? fact : { ...fact, data: { ...fact.data, reason } }];
}

function requireReachable({ startedAt }: TimelyClock, target: ClockTarget, time: WorkingTime): void {
  if (typeof target !== 'string' || targetSecondsOf(target, startedAt, time) >= durationSeconds(target)) return;
  const message = 'The calendar of this clock is open too seldom: the target would never fall due.';
  throw invalid({ pointer: '/target', code: 'target_unreachable', message });
}

/** Another priority, and the targets that go with it. @throws DomainError `conflict` if it has that one already */
export function reprioritize(
  state: Handoff,
  { priority: to, reason }: ReprioritizeCommand,
  { terms, now, actor }: Circumstances,
): HandoffFact[] {
  const { priority: from } = state;
  if (from === to) {
    throw new DomainError('conflict', `The priority is ${to} already.`, { extensions: { state: state.state } });
  }
  const when = { occurredAt: now, actor };
  const data = { from, to, ...(reason === undefined ? {} : { reason }) };
  return [{ ...when, type: 'handoff.reprioritized', data }, ...priorityFacts(state, { from, to }, terms, when)];
}

/** What a change of priority does to the clocks that are not late: those with a target of its own for `to` get that. */
export function priorityFacts(
  state: Handoff,
  { from, to }: Readonly<Record<'from' | 'to', Handoff['priority']>>,
  terms: Terms,
  when: When,
): HandoffFact[] {
  return openClocks(state).flatMap((clock) => {
    const definition = definitionOf(terms, clock.name);
    if (definition === undefined || clock.state === 'breached_open') return [];
    const target = targetOf(definition, to);
    const unchanged = JSON.stringify(target) === JSON.stringify(targetOf(definition, from));
    return unchanged ? [] : [retargetFact(state, clock, target, 'priority', terms, when)];
  });
}

function retargetFact(
  state: Handoff,
  clock: TimelyClock,
  target: ClockTarget,
  cause: Retargeted['cause'],
  terms: Terms,
  when: When,
): Extract<HandoffFact, { type: 'clock.retargeted' }> {
  const time = terms.workingTime(clock.calendarId);
  const elapsed = elapsedSeconds(clock, terms, when.occurredAt);
  const course = courseOf({ clock, target, elapsed, time, when });
  const warnAt = fractionsAhead(definitionOf(terms, clock.name), clock);
  return {
    ...when,
    type: 'clock.retargeted',
    data: {
      ...courseData(clock, course),
      cause,
      ...(clock.calendarId === undefined ? {} : { calendarId: clock.calendarId }),
      warnings: clock.state === 'paused' ? [] : planWarnings(warnAt, course.progress),
      escalations: stepsAhead(state, clock, terms, course.progress),
    },
  };
}
