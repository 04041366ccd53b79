import { describe, expect, it } from 'vitest';
import { elapsedSeconds } from '#domain/handoff/clock-time.ts';
import type { Clock } from '#domain/handoff/state.ts';
import { epochOf } from '#domain/instant.ts';
import { contractBody } from '#tests/support/contracts.ts';
import { dueAtOf, type Life } from '#tests/support/handoffs.ts';
import { BIRTH, instantAt, sinceBirth } from '#tests/support/instants.ts';
import { directory } from '#tests/support/people.ts';
import { holds } from '#tests/support/property.ts';
import { isPulseOpen, PULSE_CALENDAR, PULSE_RHYTHM, SLOW_PULSE_RHYTHM } from '#tests/support/pulse.ts';
import { type Played, play } from './play.ts';
import { type Script, smallScripts } from './random-history.ts';
import { ReferenceHandoff } from './reference-model.ts';
import type { Run } from './reference-run.ts';

const RUNS = 1500;
const SECOND = 1;

const birthMs = epochOf(BIRTH);

function rhythmOf(calendarId: string | undefined) {
  if (calendarId === undefined) return { openSeconds: 1, cycleSeconds: 1 };
  return calendarId === PULSE_CALENDAR ? PULSE_RHYTHM : SLOW_PULSE_RHYTHM;
}

function reference(script: Script): ReferenceHandoff {
  const { contract, to, senderId } = script;
  const people = directory(script);
  return new ReferenceHandoff({
    body: contractBody(contract),
    to,
    senderId,
    active: (ownerId) => people.owner(ownerId)?.active === true,
    membersOf: (queueId) => people.queue(queueId)?.members,
    managerOf: (ownerId) => people.owner(ownerId)?.managerId,
    isOpen: (calendarId, second) => isPulseOpen(birthMs + second * 1000, rhythmOf(calendarId)),
    daySeconds: (calendarId) => rhythmOf(calendarId).cycleSeconds,
  });
}

/** What the domain says of a handoff, in the terms of the reference model. */
function told({ state, terms, facts }: Life, now: number) {
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
function counted(model: ReferenceHandoff, now: number): ReturnType<typeof told> {
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

function agrees(model: ReferenceHandoff, { at, command, refused, life }: Played): void {
  model.lookAt(at);
  if (command !== undefined) expect(model.give(command)).toBe(refused === undefined);
  expect(told(life, at)).toEqual(counted(model, at));
}

describe('a handoff and a naive model of it that steps through time second by second', () => {
  it('agree after every command of any history, and long after the last: state, holder, priority, clocks, escalation', () => {
    holds(smallScripts, RUNS, (script) => {
      const model = reference(script);
      const played = play(script, SECOND);
      for (const moment of played.slice(1)) agrees(model, moment);
      const end = played.at(-1);
      if (end !== undefined) agrees(model, { at: end.at + 4000, life: end.life.wait(end.at + 4000) });
    });
  });
});
