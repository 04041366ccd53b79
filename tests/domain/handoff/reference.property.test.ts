import { describe, expect, it } from 'vitest';
import { epochOf } from '#domain/instant.ts';
import { contractBody, REJECTION_REASONS, TOTAL_CLOCK } from '#tests/support/contracts.ts';
import { REJECT, RESUBMIT } from '#tests/support/handoffs.ts';
import { BIRTH } from '#tests/support/instants.ts';
import { ANA, directory } from '#tests/support/people.ts';
import { holds } from '#tests/support/property.ts';
import { isPulseOpen, PULSE_CALENDAR, PULSE_RHYTHM, SLOW_PULSE_RHYTHM } from '#tests/support/pulse.ts';
import { type Played, play } from './play.ts';
import { type Script, smallScripts } from './random-history.ts';
import { counted, told } from './reference-account.ts';
import { ReferenceHandoff } from './reference-model.ts';
import { PULSES } from './settings.ts';

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

function agrees(model: ReferenceHandoff, { at, command, refused, life }: Played): void {
  model.lookAt(at);
  if (command !== undefined) expect(model.give(command)).toBe(refused === undefined);
  expect(told(life, at)).toEqual(counted(model, at));
}

function holdsThroughout(script: Script): void {
  const model = reference(script);
  const played = play(script, SECOND);
  for (const moment of played.slice(1)) agrees(model, moment);
  const end = played.at(-1);
  if (end !== undefined) agrees(model, { at: end.at + 4000, life: end.life.wait(end.at + 4000) });
}

describe('a handoff and a naive model of it that steps through time second by second', () => {
  it('agree after every command of any history, and long after the last: state, holder, priority, clocks, escalation', () => {
    holds(smallScripts, RUNS, holdsThroughout);
  });

  it('agree that a step whose moment has come when a resubmission ends the pause that held it is not made up for', () => {
    holdsThroughout({
      setting: PULSES,
      contract: {
        rejectionReasons: [...REJECTION_REASONS],
        pauseReasons: [{ code: 'customer', clocks: ['total'] }],
        clocks: [{ ...TOTAL_CLOCK, target: 'PT20S' }],
        escalation: [{ clock: 'total', steps: [{ id: 'nudge', at: { elapsed: 0.8 }, notify: ['owner'] }] }],
      },
      to: { ownerId: ANA },
      away: [],
      gone: [],
      members: {},
      senderId: undefined,
      moments: [
        { wait: 3, command: REJECT },
        { wait: 13, command: { type: 'pause', reason: 'customer', lasting: 1 } },
        { wait: 0, command: RESUBMIT },
      ],
    });
  });
});
