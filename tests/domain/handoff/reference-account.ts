import { elapsedSeconds } from '#domain/handoff/clock-time.ts';
import type { Clock } from '#domain/handoff/state.ts';
import { dueAtOf, type Life } from '#tests/support/handoffs.ts';
import { instantAt, sinceBirth } from '#tests/support/instants.ts';
import type { ReferenceHandoff } from './reference-model.ts';
import type { Run } from './reference-run.ts';

/** What the domain says of a handoff, in the terms of the reference model. */
export function told({ state, terms, facts }: Life, now: number) {
  const { since, ...holder } = state.holder;
  return {
    state: state.state,
    priority: state.priority,
    attempt: state.attempt,
    packetRevision: state.packetRevision,
    holder,
    since: sinceBirth(since),
    reached: state.milestones.map(({ name, reachedAt }) => [name, sinceBirth(reachedAt)]),
    pause:
      state.paused === undefined
        ? undefined
        : {
            reason: state.paused.reason,
            since: sinceBirth(state.paused.since),
            resumeBy: sinceBirth(state.paused.resumeBy),
            resumesAt: sinceBirth(state.paused.resumesAt),
          },
    before: { count: state.pausesBefore?.count ?? 0, seconds: state.pausesBefore?.seconds ?? 0 },
    endings: facts('handoff.resumed').map(({ occurredAt, data }) => ({
      at: sinceBirth(occurredAt),
      cause: data.cause,
      lasted: data.pausedSeconds,
    })),
    escalated: facts('handoff.escalated').map(({ data }) => data.recipients.toSorted()),
    fired: facts('escalation.triggered').map(({ occurredAt, data }) => {
      const { clock, attempt, stepId: step, repetition, recipients, missed = false, reassignedTo: movedTo } = data;
      return { clock, attempt, step, repetition, at: sinceBirth(occurredAt), told: recipients, missed, movedTo };
    }),
    skipped: facts('escalation.skipped').map(({ occurredAt, data: { clock, attempt, stepId: step, repetition } }) => ({
      clock,
      attempt,
      step,
      repetition,
      at: sinceBirth(occurredAt),
    })),
    exhausted: facts('escalation.exhausted').map(({ occurredAt, data: { clock, attempt } }) => ({
      clock,
      attempt,
      at: sinceBirth(occurredAt),
    })),
    warnings: facts('clock.warned')
      .map(({ occurredAt, data: { clock, attempt, fraction } }) => ({
        clock,
        attempt,
        fraction,
        at: sinceBirth(occurredAt),
      }))
      .toSorted(byText),
    runs: state.clocks.map((clock) => runTold(clock, elapsedSeconds(clock, terms, instantAt(now)))),
  };
}

function runTold(clock: Clock, elapsed: number) {
  const due = dueAtOf(clock);
  return {
    name: clock.name,
    attempt: clock.attempt,
    startedAt: sinceBirth(clock.startedAt),
    target: clock.targetSeconds,
    due: due === undefined ? undefined : sinceBirth(due),
    outcome: clock.state,
    elapsed,
    warned: clock.warned,
    shortNotice: clock.shortNotice === true,
    excused: clock.excused !== undefined,
    breachedAt: 'breachedAt' in clock ? sinceBirth(clock.breachedAt) : undefined,
    stoppedAt: 'stoppedAt' in clock ? sinceBirth(clock.stoppedAt) : undefined,
  };
}

/** What the model says of it. */
export function counted(model: ReferenceHandoff, now: number): ReturnType<typeof told> {
  const { state, priority, attempt, packetRevision, holder, since, clocks, pauses } = model;
  const pause = pauses.current;
  return {
    state: state as ReturnType<typeof told>['state'],
    priority,
    attempt,
    packetRevision,
    holder,
    since,
    reached: [...model.reached],
    pause:
      pause === undefined
        ? undefined
        : {
            reason: pause.reason,
            since: pause.since,
            resumeBy: pause.resumeBy,
            resumesAt: Math.min(pause.resumeBy, pause.since + pause.left),
          },
    before: { count: pauses.count, seconds: pauses.spent },
    endings: [...pauses.endings] as ReturnType<typeof told>['endings'],
    escalated: model.escalated.map((people) => [...people]),
    fired: model.fired.map(({ priority: _priority, ...fired }) => ({ ...fired, told: [...fired.told] })) as ReturnType<
      typeof told
    >['fired'],
    skipped: [...model.skipped],
    exhausted: [...model.exhausted],
    warnings: clocks.warnings.toSorted(byText),
    runs: clocks.runs.map((run) => runCounted(run, clocks.elapsedAt(run, now))),
  };
}

function runCounted({ definition, attempt, startedAt, target, due, outcome, ...run }: Run, elapsed: number) {
  const { warned, shortNotice, excused, breachedAt, stoppedAt } = run;
  return {
    name: definition.name,
    attempt,
    startedAt,
    target,
    due,
    outcome,
    elapsed,
    warned,
    shortNotice,
    excused,
    breachedAt,
    stoppedAt,
  };
}

function byText(a: object, b: object): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
