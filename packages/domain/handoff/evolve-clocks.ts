import type { EventOf } from './events.ts';
import type { PlannedStep } from './parts.ts';
import { type Clock, type Handoff, isOpen, type OpenClock } from './state.ts';

/** The clock runs, and the steps before its due instant are planned. */
export function startClock(state: Handoff, event: EventOf<'clock.started'>): Handoff {
  const { clock: name, warnings, escalations, ...rest } = event.data;
  const clock: Clock = { ...rest, name, state: 'running', startedAt: event.occurredAt, warnings, warned: [] };
  return { ...state, clocks: [...state.clocks, clock], escalations: plan(state, event.data, escalations) };
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
  const stopped = changeClock(state, event, (clock) => stoppedClock(clock, event));
  return { ...stopped, escalations: stopped.escalations.filter((step) => !sameClock(step, event.data)) };
}

function stoppedClock(clock: OpenClock, event: EventOf<'clock.met' | 'clock.closed' | 'clock.cancelled'>): Clock {
  const stop = { stoppedAt: event.occurredAt, elapsedSeconds: event.data.elapsedSeconds };
  if (clock.state === 'breached_open') return { ...clock, ...stop, state: 'breached_closed' };
  const { warnings: _unneeded, ...rest } = clock;
  return { ...rest, ...stop, state: event.type === 'clock.met' ? 'met' : 'cancelled' };
}

/** The step is over; its next repetition, if any, is planned. */
export function passStep(state: Handoff, event: EventOf<'escalation.triggered'>): Handoff {
  const { stepId, repetition, next, raisedTo } = event.data;
  const others = state.escalations.filter(
    (step) => !(sameClock(step, event.data) && step.stepId === stepId && step.repetition === repetition),
  );
  const escalations = plan({ escalations: others }, event.data, next === undefined ? [] : [next]);
  return { ...state, escalations, priority: raisedTo ?? state.priority };
}

interface ClockRef {
  readonly clock: string;
  readonly attempt: number;
}

function sameClock(a: ClockRef, b: ClockRef): boolean {
  return a.clock === b.clock && a.attempt === b.attempt;
}

function plan(
  state: Pick<Handoff, 'escalations'>,
  { clock, attempt }: ClockRef,
  steps: readonly PlannedStep[],
): Handoff['escalations'] {
  return [...state.escalations, ...steps.map((step) => ({ clock, attempt, ...step }))];
}

function changeClock(state: Handoff, event: { data: ClockRef }, change: (clock: OpenClock) => Clock): Handoff {
  return {
    ...state,
    clocks: state.clocks.map((clock) =>
      isOpen(clock) && sameClock({ clock: clock.name, attempt: clock.attempt }, event.data) ? change(clock) : clock,
    ),
  };
}
