import { describe, expect, it } from 'vitest';
import { DEADLINE_ACTOR } from '#domain/actor.ts';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { nextDeadline } from '#domain/handoff/deadlines.ts';
import { COMPLETE_CLOCK, contractBody, TOTAL_CLOCK } from '#tests/support/contracts.ts';
import { ACCEPT, COMPLETE, dueAtOf, type Life, submit } from '#tests/support/handoffs.ts';
import { DAY, HOUR, instantAt, on, sinceBirth } from '#tests/support/instants.ts';
import { BERLIN, NEW_YORK, OFFICES } from '#tests/support/offices.ts';
import { refusalOf } from '#tests/support/refusal.ts';

const RESUME: HandoffCommand = { type: 'resume' };

function contract(parts: Partial<ContractBodyInput> = {}) {
  return contractBody({
    pauseReasons: [
      { code: 'awaiting_customer', clocks: ['total'] },
      { code: 'holiday', clocks: ['total'], maxPause: 'PT5H' },
    ],
    clocks: [{ ...TOTAL_CLOCK, warnAt: [0.2, 0.5, 0.8] }],
    ...parts,
  });
}

const body = contract();

function pauseUntil(seconds: number, reason = 'awaiting_customer'): HandoffCommand {
  return { type: 'pause', reason, resumeBy: instantAt(seconds) };
}

function causes(life: Life): (readonly [string, number])[] {
  return life.facts('handoff.resumed').map(({ data, occurredAt }) => [data.cause, sinceBirth(occurredAt)]);
}

describe('resuming', () => {
  it('on request lays out what was left of each clock from that instant on', () => {
    const resumed = submit({ body })
      .command(HOUR, pauseUntil(DAY))
      .command(4 * HOUR, RESUME);
    expect(resumed.clock('total')).toMatchObject({ state: 'running', dueAt: instantAt(13 * HOUR) });
    expect(causes(resumed)).toEqual([['request', 4 * HOUR]]);
    expect(resumed.facts('handoff.resumed')[0]?.data.pausedSeconds).toBe(3 * HOUR);
  });

  it('is refused where nothing is paused', () => {
    expect(refusalOf(() => submit({ body }).command(HOUR, RESUME)).code).toBe('illegal_transition');
  });

  it('happens by itself at resumeBy, with its true instant and when it was noticed', () => {
    const life = submit({ body }).command(HOUR, pauseUntil(3 * HOUR));
    expect(nextDeadline(life.state)).toBe(instantAt(3 * HOUR));
    const resumed = life.wait(4 * HOUR);
    expect(resumed.facts('handoff.resumed')).toMatchObject([
      {
        occurredAt: instantAt(3 * HOUR),
        detectedAt: instantAt(4 * HOUR),
        actor: DEADLINE_ACTOR,
        data: { cause: 'resume_by' },
      },
    ]);
    expect(dueAtOf(resumed.clock('total'))).toBe(instantAt(12 * HOUR));
  });

  it('noticed long after it lets the clock run on to its breach, at the true instant of each', () => {
    const life = submit({ body })
      .command(HOUR, pauseUntil(3 * HOUR))
      .wait(5 * DAY);
    expect(causes(life)).toEqual([['resume_by', 3 * HOUR]]);
    expect(life.facts('clock.breached').map(({ occurredAt }) => sinceBirth(occurredAt))).toEqual([12 * HOUR]);
    expect(life.facts('clock.warned')).toEqual([]);
  });

  it('gives the warnings that were still to come by what had elapsed, and none a second time', () => {
    const life = submit({ body })
      .wait(2 * HOUR)
      .command(3 * HOUR, pauseUntil(DAY))
      .command(9 * HOUR, RESUME);
    const warned = life.wait(14.5 * HOUR).facts('clock.warned');
    expect(warned.map(({ data, occurredAt }) => [data.fraction, sinceBirth(occurredAt)])).toEqual([
      [0.2, 2 * HOUR],
      [0.5, 11 * HOUR],
      [0.8, 14 * HOUR],
    ]);
  });

  it('plans steps before the breach by what has elapsed', () => {
    const steps = [{ id: 'nudge', at: { elapsed: 0.5 }, notify: ['owner' as const] }];
    const life = submit({ body: contract({ escalation: [{ clock: 'total', steps }] }) })
      .command(HOUR, pauseUntil(DAY))
      .command(7 * HOUR, RESUME)
      .wait(15 * HOUR);
    const told = life.facts('escalation.triggered').map(({ occurredAt }) => sinceBirth(occurredAt));
    expect(told).toEqual([11 * HOUR]);
  });

  it('leaves a repeated step after the breach what was left of its wait, in working time where it waits for that', () => {
    const at = (working: boolean) => ({ afterBreach: 'PT1H', working });
    const steps = [
      { id: 'real', at: at(false), notify: ['owner' as const], repeat: { every: 'PT10H', times: 1 } },
      { id: 'working', at: at(true), notify: ['owner' as const], repeat: { every: 'PT8H', times: 1 } },
    ];
    const clocks = [{ ...TOTAL_CLOCK, target: 'PT1H', calendarId: BERLIN }];
    // late at 11:00 in Berlin; paused from 14:00 until 10:00 of the next day
    const life = submit({ body: contract({ clocks, escalation: [{ clock: 'total', steps }] }), calendars: OFFICES })
      .command(on('2026-11-23T14:00+01:00'), pauseUntil(DAY * 9))
      .command(on('2026-11-24T10:00+01:00'), RESUME)
      .wait(6 * DAY);
    const told = life.facts('escalation.triggered').map(({ data, occurredAt }) => [data.stepId, occurredAt]);
    expect(told).toEqual([
      ['real', instantAt(on('2026-11-23T12:00+01:00'))],
      ['working', instantAt(on('2026-11-23T12:00+01:00'))],
      ['working', instantAt(on('2026-11-24T16:00+01:00'))],
      ['real', instantAt(on('2026-11-24T18:00+01:00'))],
    ]);
  });
});

describe('a pause that the contract caps', () => {
  it('ends at the cap of its reason by itself, and says that it was the cap', () => {
    const life = submit({ body }).command(HOUR, pauseUntil(DAY, 'holiday'));
    expect(life.state.paused).toMatchObject({ resumeBy: instantAt(DAY), resumesAt: instantAt(6 * HOUR) });
    expect(causes(life.wait(7 * HOUR))).toEqual([['cap', 6 * HOUR]]);
  });

  it('says that it was asked for where the two fall together, and below the cap', () => {
    const at = (seconds: number) => causes(submit({ body }).command(HOUR, pauseUntil(seconds, 'holiday')).wait(DAY));
    expect(at(6 * HOUR)).toEqual([['resume_by', 6 * HOUR]]);
    expect(at(5 * HOUR)).toEqual([['resume_by', 5 * HOUR]]);
  });

  it('ends where all pauses of the handoff together reach their cap; there is no further one', () => {
    const capped = contract({ pauseLimits: { total: 'PT6H' } });
    const life = submit({ body: capped })
      .command(HOUR, pauseUntil(DAY))
      .command(5 * HOUR, RESUME)
      .command(8 * HOUR, pauseUntil(DAY))
      .wait(11 * HOUR);
    expect(causes(life)).toEqual([
      ['request', 5 * HOUR],
      ['cap', 10 * HOUR],
    ]);
    const refusal = refusalOf(() => life.command(11 * HOUR, pauseUntil(DAY)));
    expect([refusal.code, refusal.extensions]).toMatchObject(['conflict', { pauses: 2, pausedSeconds: 6 * HOUR }]);
  });

  it.each([
    ['two where the contract says so', { count: 2 }, 2],
    ['ten where it says nothing', undefined, 10],
  ])('is one of at most %s', (_how, pauseLimits, count) => {
    const limited = contract(pauseLimits === undefined ? {} : { pauseLimits });
    let life = submit({ body: limited });
    for (let round = 1; round <= count; round += 1) {
      life = life.command(round * 10, pauseUntil(DAY)).command(round * 10 + 5, RESUME);
    }
    expect(refusalOf(() => life.command(HOUR, pauseUntil(DAY))).code).toBe('conflict');
    expect(dueAtOf(life.clock('total'))).toBe(instantAt(10 * HOUR + count * 5));
  });
});

describe('a clock on a calendar that goes on after a pause', () => {
  it('counts on from the next opening where it is resumed outside hours', () => {
    const office = contract({ clocks: [{ ...TOTAL_CLOCK, calendarId: BERLIN }] });
    // 10:00 to 15:00 have counted
    const life = submit({ body: office, calendars: OFFICES })
      .command(on('2026-11-23T15:00+01:00'), pauseUntil(DAY * 9))
      .command(on('2026-11-28T12:00+01:00'), RESUME);
    expect(dueAtOf(life.clock('total'))).toBe(instantAt(on('2026-11-30T14:00+01:00')));
  });

  it('keeps office hours over a change to daylight saving time', () => {
    const work = { name: 'total', start: 'accepted', stop: ['completed'], target: 'PT10H', pausable: true };
    const office = contract({ clocks: [{ ...work, calendarId: NEW_YORK }] });
    // New York leaves standard time on Sunday, 14 March 2027
    const life = submit({ body: office, calendars: OFFICES })
      .command(on('2027-03-12T12:00-05:00'), ACCEPT)
      .command(on('2027-03-12T16:00-05:00'), pauseUntil(on('2027-03-15T11:00-04:00')))
      .wait(on('2027-03-15T11:30-04:00'));
    expect(dueAtOf(life.clock('total'))).toBe(instantAt(on('2027-03-15T17:00-04:00')));
    expect(life.command(on('2027-03-15T17:00-04:00'), COMPLETE).clock('total')).toMatchObject({
      state: 'met',
      elapsedSeconds: 10 * HOUR,
    });
  });

  it('lays what is left of business days out as working time', () => {
    const clocks = [
      { ...COMPLETE_CLOCK, name: 'total', target: { businessDays: 2 }, calendarId: BERLIN, pausable: true },
    ];
    const started = submit({ body: contract({ clocks }), calendars: OFFICES }).command(
      on('2026-11-23T12:00+01:00'),
      ACCEPT,
    );
    expect(dueAtOf(started.clock('total'))).toBe(instantAt(on('2026-11-25T12:00+01:00')));
    // two of sixteen hours are over; six are left on Tuesday and eight on Wednesday
    const resumed = started
      .command(on('2026-11-23T14:00+01:00'), pauseUntil(DAY * 30))
      .command(on('2026-11-24T11:00+01:00'), RESUME);
    expect(dueAtOf(resumed.clock('total'))).toBe(instantAt(on('2026-11-25T17:00+01:00')));
  });

  it('ends whole business days at an opening again where they would have ended at one', () => {
    const clocks = [
      { ...COMPLETE_CLOCK, name: 'total', target: { businessDays: 1 }, calendarId: BERLIN, pausable: true },
    ];
    // accepted on Saturday: one business day from Monday 09:00 is Tuesday 09:00
    const started = submit({ body: contract({ clocks }), calendars: OFFICES }).command(
      on('2026-11-28T12:00+01:00'),
      ACCEPT,
    );
    expect(dueAtOf(started.clock('total'))).toBe(instantAt(on('2026-12-01T09:00+01:00')));
    const resumed = started
      .command(on('2026-11-30T10:00+01:00'), pauseUntil(DAY * 30))
      .command(on('2026-12-01T10:00+01:00'), RESUME);
    expect(dueAtOf(resumed.clock('total'))).toBe(instantAt(on('2026-12-02T09:00+01:00')));
  });

  it('takes its steps by what has elapsed, so that a pause at night moves none', () => {
    const steps = [{ id: 'nudge', at: { elapsed: 0.8 }, notify: ['owner' as const] }];
    const clocks = [{ ...TOTAL_CLOCK, calendarId: BERLIN }];
    const life = submit({ body: contract({ clocks, escalation: [{ clock: 'total', steps }] }), calendars: OFFICES })
      .command(on('2026-11-23T18:00+01:00'), pauseUntil(on('2026-11-23T22:00+01:00')))
      .wait(DAY * 2);
    const told = life.facts('escalation.triggered').map(({ occurredAt }) => occurredAt);
    expect(told).toEqual([instantAt(on('2026-11-24T10:00+01:00'))]);
  });
});
