import { describe, expect, it } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { elapsedSeconds, remainingSeconds } from '#domain/handoff/clock-time.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { contractBody, REJECTION_REASONS, TOTAL_CLOCK } from '#tests/support/contracts.ts';
import { ACCEPT, CANCEL, COMPLETE, dueAtOf, type Life, REJECT, RESUBMIT, submit } from '#tests/support/handoffs.ts';
import { DAY, HOUR, instantAt, MINUTE, on, sinceBirth } from '#tests/support/instants.ts';
import { BERLIN, OFFICES } from '#tests/support/offices.ts';
import { refusalOf } from '#tests/support/refusal.ts';

const steps = [
  { id: 'nudge', at: { elapsed: 0.5 }, notify: ['owner' as const] },
  { id: 'manager', at: { elapsed: 0.8 }, notify: ['manager' as const] },
];
const TARGETS = { urgent: 'PT5H', low: 'PT20H' };

function contract(parts: Partial<ContractBodyInput> = {}) {
  return contractBody({
    rejectionReasons: [...REJECTION_REASONS],
    pauseReasons: [{ code: 'awaiting_customer', clocks: ['total'] }],
    clocks: [
      { ...TOTAL_CLOCK, targets: TARGETS, warnAt: [0.3, 0.5, 0.8] },
      { name: 'touch', start: 'submitted', stop: ['first_touch'], target: 'PT8H' },
    ],
    escalation: [{ clock: 'total', steps }],
    ...parts,
  });
}

const body = contract();
const URGENT: HandoffCommand = { type: 'reprioritize', priority: 'urgent' };
const LOW: HandoffCommand = { type: 'reprioritize', priority: 'low', reason: 'Not before spring' };

function warnings(life: Life): (readonly [number, number])[] {
  return life.facts('clock.warned').map(({ data, occurredAt }) => [data.fraction, sinceBirth(occurredAt)]);
}

describe('another priority', () => {
  it('gives the clocks the targets that go with it; what they have counted carries over', () => {
    const urgent = submit({ body }).command(2 * HOUR, URGENT);
    expect(urgent.state.priority).toBe('urgent');
    expect(urgent.clock('total')).toMatchObject({ target: 'PT5H', dueAt: instantAt(5 * HOUR) });
    const now = instantAt(2 * HOUR);
    expect(elapsedSeconds(urgent.clock('total'), urgent.terms, now)).toBe(2 * HOUR);
    expect(remainingSeconds(urgent.clock('total'), urgent.terms, now)).toBe(3 * HOUR);
  });

  it('leaves clocks alone that have the same target for both', () => {
    const urgent = submit({ body }).command(2 * HOUR, URGENT);
    expect(urgent.facts('clock.retargeted').map(({ data }) => [data.clock, data.cause])).toEqual([
      ['total', 'priority'],
    ]);
    expect(dueAtOf(urgent.clock('touch'))).toBe(instantAt(8 * HOUR));
  });

  it('is told with what it was and why, and is a conflict where it is the same', () => {
    const low = submit({ body }).command(HOUR, LOW);
    expect(low.facts('handoff.reprioritized').map(({ data }) => data)).toEqual([
      { from: 'normal', to: 'low', reason: 'Not before spring' },
    ]);
    expect(refusalOf(() => low.command(2 * HOUR, LOW)).code).toBe('conflict');
  });

  it('does not lose the pauses that were before it', () => {
    const urgent = submit({ body })
      .command(HOUR, { type: 'pause', reason: 'awaiting_customer', resumeBy: instantAt(4 * HOUR) })
      .command(6 * HOUR, URGENT);
    // 1 h before the pause and 2 h after it: 2 of 5 hours are left
    expect(dueAtOf(urgent.clock('total'))).toBe(instantAt(8 * HOUR));
  });

  it('in a pause leaves the clock standing still, with the new target for what is left after it', () => {
    const paused = submit({ body })
      .command(HOUR, { type: 'pause', reason: 'awaiting_customer', resumeBy: instantAt(DAY) })
      .command(3 * HOUR, URGENT);
    expect(paused.clock('total')).toMatchObject({ state: 'paused', target: 'PT5H' });
    expect(dueAtOf(paused.clock('total'))).toBeUndefined();
    expect(remainingSeconds(paused.clock('total'), paused.terms, instantAt(20 * HOUR))).toBe(4 * HOUR);
    expect(dueAtOf(paused.command(21 * HOUR, { type: 'resume' }).clock('total'))).toBe(instantAt(25 * HOUR));
  });

  it('whose target has passed already leaves 15 minutes, and says so: nobody is late at once', () => {
    const urgent = submit({ body }).command(6 * HOUR, URGENT);
    expect(urgent.clock('total')).toMatchObject({
      state: 'running',
      dueAt: instantAt(6 * HOUR + 15 * MINUTE),
      shortNotice: true,
    });
    expect(urgent.facts('clock.retargeted')[0]?.data.shortNotice).toBe(true);
    expect(
      urgent
        .command(6 * HOUR, ACCEPT)
        .command(6 * HOUR + 15 * MINUTE, COMPLETE)
        .clock('total').state,
    ).toBe('met');
    const late = urgent.wait(7 * HOUR).facts('clock.breached');
    expect(late.map(({ occurredAt }) => sinceBirth(occurredAt))).toEqual([6 * HOUR + 15 * MINUTE]);
  });

  it('whose target passes this very moment has the minimum notice too', () => {
    expect(
      submit({ body })
        .command(5 * HOUR, URGENT)
        .clock('total'),
    ).toMatchObject({
      shortNotice: true,
      dueAt: instantAt(5 * HOUR + 15 * MINUTE),
    });
  });

  it('never gives more time than was left, so that going to and fro puts no breach off', () => {
    let life = submit({ body }).command(9 * HOUR + 55 * MINUTE, URGENT);
    expect(dueAtOf(life.clock('total'))).toBe(instantAt(10 * HOUR));
    life = life.command(9 * HOUR + 58 * MINUTE, { type: 'reprioritize', priority: 'high' }).wait(10 * HOUR + 1);
    expect(life.clock('total')).toMatchObject({ state: 'breached_open', breachedAt: instantAt(10 * HOUR) });
  });

  it('gives notice once: by way of a longer target it is not given again', () => {
    const urgent = submit({ body }).command(6 * HOUR, URGENT);
    expect(dueAtOf(urgent.clock('total'))).toBe(instantAt(6 * HOUR + 15 * MINUTE));
    const again = urgent.command(6 * HOUR + 10 * MINUTE, LOW).command(6 * HOUR + 12 * MINUTE, URGENT);
    expect(dueAtOf(again.clock('total'))).toBe(instantAt(6 * HOUR + 15 * MINUTE));
    const late = urgent.command(6 * HOUR + 10 * MINUTE, LOW).command(8 * HOUR, URGENT);
    expect(dueAtOf(late.clock('total'))).toBe(instantAt(8 * HOUR));
  });

  it('counts the minimum notice in working time', () => {
    const clocks = [{ ...TOTAL_CLOCK, targets: TARGETS, calendarId: BERLIN }];
    // nearly seven of the five hours have counted; the office closes in five minutes
    const urgent = submit({ body: contract({ clocks }), calendars: OFFICES }).command(
      on('2026-11-23T16:55+01:00'),
      URGENT,
    );
    expect(dueAtOf(urgent.clock('total'))).toBe(instantAt(on('2026-11-24T09:10+01:00')));
  });

  it('back to a longer target is no short notice any more', () => {
    const low = submit({ body })
      .command(6 * HOUR, URGENT)
      .command(6 * HOUR + MINUTE, LOW);
    expect(dueAtOf(low.clock('total'))).toBe(instantAt(20 * HOUR));
    expect(low.clock('total')).not.toHaveProperty('shortNotice');
  });

  it('never touches a breach', () => {
    const late = submit({ body }).command(11 * HOUR, LOW);
    expect(late.clock('total')).toMatchObject({
      state: 'breached_open',
      target: 'PT10H',
      breachedAt: instantAt(10 * HOUR),
    });
    expect(late.facts('clock.retargeted')).toEqual([]);
  });

  it('gives at once only the highest of the warnings that have passed, and the rest at their share', () => {
    const urgent = submit({ body })
      .command(2.75 * HOUR, URGENT)
      .wait(4.5 * HOUR);
    expect(warnings(urgent)).toEqual([
      [0.5, 2.75 * HOUR],
      [0.8, 4 * HOUR],
    ]);
  });

  it('gives no warning a second time', () => {
    const life = submit({ body })
      .wait(3 * HOUR)
      .command(3 * HOUR, LOW)
      .wait(17 * HOUR);
    expect(warnings(life)).toEqual([
      [0.3, 3 * HOUR],
      [0.5, 10 * HOUR],
      [0.8, 16 * HOUR],
    ]);
  });

  it('takes the steps before the breach that have passed at once, and each only once', () => {
    const life = submit({ body })
      .command(3 * HOUR, URGENT)
      .wait(4 * HOUR)
      .command(4 * HOUR, LOW)
      .wait(19 * HOUR);
    const told = life
      .facts('escalation.triggered')
      .map(({ data, occurredAt }) => [data.stepId, sinceBirth(occurredAt)]);
    expect(told).toEqual([
      ['nudge', 3 * HOUR],
      ['manager', 4 * HOUR],
    ]);
  });

  it('goes for clocks that start later too', () => {
    const work = { name: 'work', start: 'accepted', stop: ['completed'], target: 'PT6H', targets: { urgent: 'PT1H' } };
    const life = submit({ body: contract({ clocks: [work], escalation: [] }) })
      .command(HOUR, URGENT)
      .command(2 * HOUR, ACCEPT);
    expect(dueAtOf(life.clock('work'))).toBe(instantAt(3 * HOUR));
  });

  it('stays over attempts', () => {
    const life = submit({ body })
      .command(HOUR, URGENT)
      .command(2 * HOUR, REJECT)
      .command(3 * HOUR, RESUBMIT);
    expect(life.state.priority).toBe('urgent');
    expect(dueAtOf(life.clock('total'))).toBe(instantAt(5 * HOUR));
  });

  it('is refused once the handoff has ended', () => {
    const ended = submit({ body }).command(HOUR, CANCEL);
    expect(refusalOf(() => ended.command(2 * HOUR, URGENT)).code).toBe('illegal_transition');
  });
});
