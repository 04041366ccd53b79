import { describe, expect, it } from 'vitest';
import { elapsedSeconds } from '#domain/handoff/clock-time.ts';
import { epochOf } from '#domain/instant.ts';
import { contractBody } from '#tests/support/contracts.ts';
import type { Life } from '#tests/support/handoffs.ts';
import { BIRTH, instantAt, sinceBirth } from '#tests/support/instants.ts';
import { directory } from '#tests/support/people.ts';
import { holds } from '#tests/support/property.ts';
import { isPulseOpen, PULSE } from '#tests/support/pulse.ts';
import { type Played, play } from './play.ts';
import { type Script, scripts } from './random-history.ts';
import { ReferenceHandoff } from './reference-model.ts';

const RUNS = 1500;
const SECOND = 1;

const birthMs = epochOf(BIRTH);

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
    isOpen: (calendarId, second) => calendarId === undefined || isPulseOpen(birthMs + second * 1000),
    daySeconds: sinceBirth(PULSE.addBusinessDays(BIRTH, 1)),
  });
}

/** What the domain says of a handoff, in the terms of the reference model. */
function told({ state, terms, facts }: Life, now: number) {
  let priority = 'normal';
  const { since: _since, ...holder } = state.holder;
  return {
    state: state.state,
    priority: state.priority,
    holder,
    fired: facts('escalation.triggered').map(({ occurredAt, data }) => {
      priority = data.raisedTo ?? priority;
      const { clock, stepId: step, repetition, recipients, reassignedTo: movedTo } = data;
      return { clock, step, repetition, at: sinceBirth(occurredAt), told: recipients, movedTo, priority };
    }),
    runs: state.clocks.map((clock) => ({
      name: clock.name,
      startedAt: sinceBirth(clock.startedAt),
      due: sinceBirth(clock.dueAt),
      outcome: clock.state,
      elapsed: elapsedSeconds(clock, terms, instantAt(now)),
      warned: clock.warned,
      ...('breachedAt' in clock ? { breachedAt: sinceBirth(clock.breachedAt) } : {}),
      ...('stoppedAt' in clock ? { stoppedAt: sinceBirth(clock.stoppedAt) } : {}),
    })),
  };
}

function agrees(model: ReferenceHandoff, { at, command, refused, life }: Played): void {
  model.lookAt(at);
  if (command !== undefined) expect(model.give(command)).toBe(refused === undefined);
  const { state, priority, fired, runs } = model;
  expect(told(life, at)).toEqual({ state, priority, holder: model.holder(), fired, runs });
}

describe('a handoff and a naive model of it that steps through time second by second', () => {
  it('agree after every command of any history, and long after the last: state, holder, priority, clocks, escalation', () => {
    holds(scripts, RUNS, (script) => {
      const model = reference(script);
      const played = play(script, SECOND);
      for (const moment of played.slice(1)) agrees(model, moment);
      const end = played.at(-1);
      if (end !== undefined) agrees(model, { at: end.at + 600, life: end.life.wait(end.at + 600) });
    });
  });
});
