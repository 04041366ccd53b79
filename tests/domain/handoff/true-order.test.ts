import { describe, expect, it } from 'vitest';
import { contractBody } from '#tests/support/contracts.ts';
import { ACCEPT, type Life, submit } from '#tests/support/handoffs.ts';
import { instantAt } from '#tests/support/instants.ts';
import { ANA } from '#tests/support/people.ts';
import { PULSE, PULSE_CALENDAR } from '#tests/support/pulse.ts';
import { refusalOf } from '#tests/support/refusal.ts';

const calendars = { [PULSE_CALENDAR]: PULSE };
const kickoff = (seconds: number) => ({ type: 'milestone', name: 'kickoff', occurredAt: instantAt(seconds) }) as const;

function types({ events }: Life): string[] {
  return events.slice(-2).map(({ type }) => type);
}

describe('what happens at one instant, or is told after others', () => {
  it('resumes before it breaches, whether somebody looks at that very instant or later', () => {
    const body = contractBody({
      clocks: [
        { name: 'accept', start: 'submitted', stop: ['accepted'], target: 'PT100S' },
        { name: 'total', start: 'submitted', stop: ['completed'], target: 'PT1H', pausable: true },
      ],
      pauseReasons: [{ code: 'customer', clocks: ['total'] }],
    });
    const paused = submit({ body }).command(50, { type: 'pause', reason: 'customer', resumeBy: instantAt(100) });
    expect(types(paused.wait(200))).toEqual(['handoff.resumed', 'clock.breached']);
    expect(types(paused.wait(100).wait(200))).toEqual(['handoff.resumed', 'clock.breached']);
  });

  it('warns at closing of what a new target finds counted just then, and not at the next opening', () => {
    const clock = {
      name: 'total',
      start: 'submitted',
      stop: ['completed'],
      target: 'PT100S',
      calendarId: PULSE_CALENDAR,
    };
    const body = contractBody({ clocks: [{ ...clock, warnAt: [0.5] }] });
    const life = submit({ body, calendars })
      .command(20, { type: 'retarget', clock: 'total', target: 'PT40S' })
      .wait(30);
    expect(life.facts('clock.warned')).toMatchObject([{ occurredAt: instantAt(20) }]);
  });

  it('lets no step of a clock that is started late rewrite the past of another', () => {
    const body = contractBody({
      milestones: ['kickoff'],
      clocks: [
        { name: 'slow', start: 'accepted', stop: ['completed'], target: 'PT1H', targets: { urgent: 'PT30M' } },
        { name: 'fast', start: 'kickoff', stop: ['completed'], target: 'PT10S' },
      ],
      escalation: [{ clock: 'fast', steps: [{ id: 'raise', at: { elapsed: 0.5 }, raisePriority: 'urgent' }] }],
    });
    const life = submit({ body }).command(1000, ACCEPT).command(2000, kickoff(500)).wait(2000);
    expect(life.facts('escalation.triggered')).toMatchObject([{ occurredAt: instantAt(2000) }]);
    expect(life.clock('slow')).toMatchObject({
      counted: { seconds: 1000, from: instantAt(2000) },
      dueAt: instantAt(2800),
    });
    expect(life.clock('fast')).toMatchObject({ breachedAt: instantAt(510) });
  });

  it('refuses a milestone from before a pause in which the clock that it starts would stand still', () => {
    const body = contractBody({
      milestones: ['kickoff'],
      clocks: [{ name: 'launch', start: 'kickoff', stop: ['completed'], target: 'PT1H', pausable: true }],
      pauseReasons: [{ code: 'customer', clocks: ['launch'] }],
    });
    const life = submit({ body, to: { ownerId: ANA } }).command(50, {
      type: 'pause',
      reason: 'customer',
      resumeBy: instantAt(500),
    });
    expect(refusalOf(() => life.command(100, kickoff(49))).violations).toMatchObject([{ pointer: '/occurredAt' }]);
    expect(life.command(100, kickoff(50)).clock('launch')).toMatchObject({ state: 'paused', startedAt: instantAt(50) });
  });
});
