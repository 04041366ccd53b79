import { isOf } from './clock-ref.ts';
import type { EventOf } from './events.ts';
import { endEscalation, plan, replan } from './evolve-escalation.ts';
import { isExcusable } from './excuse.ts';
import type { ClockRef } from './parts.ts';
import { type Clock, type Handoff, isOpen, isStill, type OpenClock } from './state.ts';

/** The clock runs, and the steps before its due instant are planned; one that begins in a pause stands still. */
export function startClock(state: Handoff, event: EventOf<'clock.started'>): Handoff {
  const { clock: name, warnings, escalations, dueAt, paused, ...rest } = event.data;
  const base = { ...rest, name, startedAt: event.occurredAt, warned: [] };
  const clock: Clock =
    paused === true
      ? { ...base, state: 'paused', counted: { seconds: 0 } }
      : { ...base, state: 'running', dueAt, warnings };
  return { ...state, clocks: [...state.clocks, clock], escalations: plan(state, event.data, escalations) };
}

/** The clock has another target, or goes by another calendar, from here on; what it has counted carries over. */
export function retargetClock(state: Handoff, event: EventOf<'clock.retargeted'>): Handoff {
  const { data, occurredAt } = event;
  const { target, targetSeconds, calendarId, elapsedSeconds: seconds, dueAt, warnings, shortNotice } = data;
  const changed = changeClock(state, event, (clock) => {
    const { calendarId: _before, shortNotice: _earlier, ...rest } = clock;
    const base = {
      ...rest,
      target,
      targetSeconds,
      ...(calendarId === undefined ? {} : { calendarId }),
      counted: isStill(clock) ? { seconds } : { seconds, from: occurredAt },
      ...(shortNotice === undefined ? {} : { shortNotice, noticeSeconds: targetSeconds }),
    };
    return base.state === 'running' ? { ...base, dueAt: dueAt ?? base.dueAt, warnings } : base;
  });
  return { ...changed, escalations: replan(changed, data, data.escalations) };
}

/** It goes by the new hours from here on; what its clocks have counted by the old ones stays as it was counted. */
export function rebaseHandoff(state: Handoff, { data, occurredAt: from }: EventOf<'handoff.rebased'>): Handoff {
  const { calendarId, toVersion, counted } = data;
  const rebased: Handoff = { ...state, calendars: { ...state.calendars, [calendarId]: toVersion }, termsSince: from };
  return counted.reduce(
    (handoff, { elapsedSeconds: seconds, ...ref }) =>
      changeClock(handoff, { data: ref }, (clock) => ({ ...clock, counted: { seconds, from } })),
    rebased,
  );
}

/** The warning is given, and with it any at a lower fraction. */
export function warnClock(state: Handoff, event: EventOf<'clock.warned'>): Handoff {
  return changeClock(state, event, (clock) =>
    clock.state === 'running'
      ? {
          ...clock,
          warnings: clock.warnings.filter(({ fraction }) => fraction > event.data.fraction),
          warned: [...clock.warned, event.data.fraction],
        }
      : clock,
  );
}

/** The clock is late and open; warnings that were not given by now never will be. */
export function breachClock(state: Handoff, event: EventOf<'clock.breached'>): Handoff {
  const breached = changeClock(state, event, (clock) => {
    if (clock.state !== 'running') return clock;
    const { warnings: _skipped, ...rest } = clock;
    return {
      ...rest,
      state: 'breached_open',
      breachedAt: event.occurredAt,
      detectedAt: event.detectedAt ?? event.occurredAt,
    };
  });
  return { ...breached, escalations: plan(breached, event.data, event.data.escalations) };
}

/** The clock is closed, and nothing is escalated on its account any more. */
export function stopClock(state: Handoff, event: EventOf<'clock.met' | 'clock.closed' | 'clock.cancelled'>): Handoff {
  return endEscalation(
    changeClock(state, event, (clock) => stoppedClock(clock, event)),
    event.data,
  );
}

/** The breach stands, and is not held against anybody. */
export function excuseClock(state: Handoff, { data, occurredAt }: EventOf<'clock.excused'>): Handoff {
  const index = state.clocks.findLastIndex((clock) => isOf(data, clock) && isExcusable(clock));
  const excused = { reason: data.reason, at: occurredAt };
  return { ...state, clocks: state.clocks.map((clock, each) => (each === index ? { ...clock, excused } : clock)) };
}

function stoppedClock(clock: OpenClock, event: EventOf<'clock.met' | 'clock.closed' | 'clock.cancelled'>): Clock {
  const stop = { stoppedAt: event.occurredAt, elapsedSeconds: event.data.elapsedSeconds };
  // what it has counted is now in elapsedSeconds
  const { counted: _counted, ...rest } = clock;
  if (rest.state === 'breached_open') return { ...rest, ...stop, state: 'breached_closed' };
  const state = event.type === 'clock.met' ? 'met' : 'cancelled';
  if (rest.state === 'paused') return { ...rest, ...stop, state };
  const { warnings: _unneeded, ...running } = rest;
  return { ...running, ...stop, state };
}

/** `state` with the open run that `data` refers to changed. */
export function changeClock(
  state: Handoff,
  { data }: { readonly data: ClockRef },
  change: (clock: OpenClock) => Clock,
): Handoff {
  const clocks = state.clocks.map((clock) => (isOpen(clock) && isOf(data, clock) ? change(clock) : clock));
  return { ...state, clocks };
}
