import type { EventOf } from './events.ts';
import { changeClock } from './evolve-clocks.ts';
import { replan } from './evolve-escalation.ts';
import type { Handoff } from './state.ts';

/** The clocks that the pause is for stand still: what they have counted is kept, and nothing of theirs falls due. */
export function pauseHandoff(state: Handoff, event: EventOf<'handoff.paused'>): Handoff {
  const { stopped, ...pause } = event.data;
  const paused: Handoff = { ...state, paused: { ...pause, since: event.occurredAt } };
  return stopped.reduce(
    (handoff, { elapsedSeconds: seconds, ...data }) =>
      changeClock(handoff, { data }, (clock) => {
        if (clock.state !== 'running') return { ...clock, counted: { seconds } };
        const { dueAt: _due, warnings: _planned, ...rest } = clock;
        return { ...rest, state: 'paused', counted: { seconds } };
      }),
    paused,
  );
}

/** The clocks go on from where they stood still. */
export function resumeHandoff(state: Handoff, { data, occurredAt: from }: EventOf<'handoff.resumed'>): Handoff {
  const { paused: _over, pausesBefore: before = { count: 0, seconds: 0 }, ...rest } = state;
  const resumed: Handoff = {
    ...rest,
    pausesBefore: { count: before.count + 1, seconds: before.seconds + data.pausedSeconds, until: from },
  };
  return data.clocks.reduce((handoff, plan) => {
    const changed = changeClock(handoff, { data: plan }, (clock) => {
      const counted = { seconds: clock.counted?.seconds ?? 0, from };
      if (clock.state !== 'paused' || plan.dueAt === undefined) return { ...clock, counted };
      return { ...clock, state: 'running', counted, dueAt: plan.dueAt, warnings: plan.warnings };
    });
    return { ...changed, escalations: replan(changed, plan, plan.escalations) };
  }, resumed);
}
