import { describe, expect, it } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { contractBody, TOTAL_CLOCK } from '#tests/support/contracts.ts';
import { ACCEPT, dueAtOf, submit } from '#tests/support/handoffs.ts';
import { DAY, HOUR, instantAt, on } from '#tests/support/instants.ts';
import { BERLIN, OFFICES } from '#tests/support/offices.ts';
import { refusalOf } from '#tests/support/refusal.ts';

function contract(parts: Partial<ContractBodyInput> = {}) {
  return contractBody({
    milestones: ['first_meeting'],
    pauseReasons: [{ code: 'awaiting_customer', clocks: ['touch', 'meeting'] }],
    clocks: [
      { name: 'touch', start: 'submitted', stop: ['first_touch'], target: 'PT2H', pausable: true, warnAt: [0.5] },
      { name: 'meeting', start: 'first_touch', stop: ['first_meeting'], target: 'PT8H', pausable: true },
      TOTAL_CLOCK,
    ],
    ...parts,
  });
}

const body = contract();

function touched(seconds: number): HandoffCommand {
  return { type: 'milestone', name: 'first_touch', occurredAt: instantAt(seconds) };
}

const PAUSE: HandoffCommand = { type: 'pause', reason: 'awaiting_customer', resumeBy: instantAt(DAY) };
const RESUME: HandoffCommand = { type: 'resume' };

describe('a milestone told afterwards', () => {
  it('stops clocks, and starts others, when it happened, and says when it was told', () => {
    const life = submit({ body }).command(1.5 * HOUR, touched(0.5 * HOUR));
    expect(life.facts('handoff.milestone_reached')).toMatchObject([
      { occurredAt: instantAt(0.5 * HOUR), detectedAt: instantAt(1.5 * HOUR) },
    ]);
    expect(life.clock('touch')).toMatchObject({
      state: 'met',
      stoppedAt: instantAt(0.5 * HOUR),
      elapsedSeconds: 0.5 * HOUR,
    });
    expect(life.clock('meeting')).toMatchObject({ startedAt: instantAt(0.5 * HOUR), dueAt: instantAt(8.5 * HOUR) });
    expect(life.state.updatedAt).toBe(instantAt(1.5 * HOUR));
  });

  it('after the due instant leaves the breach standing, late by nothing', () => {
    const life = submit({ body }).command(3 * HOUR, touched(HOUR));
    expect(life.clock('touch')).toMatchObject({ state: 'breached_closed', breachedAt: instantAt(2 * HOUR) });
    expect(life.facts('clock.closed')[0]?.data).toMatchObject({ elapsedSeconds: HOUR, lateSeconds: 0 });
  });

  it('so late that the clock which it starts is late already has that recorded next, at its true instant', () => {
    const life = submit({ body })
      .command(20 * HOUR, touched(HOUR))
      .wait(20 * HOUR);
    expect(life.clock('meeting')).toMatchObject({
      state: 'breached_open',
      breachedAt: instantAt(9 * HOUR),
      detectedAt: instantAt(20 * HOUR),
    });
  });

  it('counts in the working hours of the calendar', () => {
    const clocks = contract().clocks.map((clock) => ({ ...clock, calendarId: BERLIN }));
    const life = submit({ body: contract({ clocks }), calendars: OFFICES }).command(
      on('2026-11-24T09:30+01:00'),
      touched(on('2026-11-23T11:30+01:00')),
    );
    expect(dueAtOf(life.clock('meeting'))).toBe(instantAt(on('2026-11-24T11:30+01:00')));
  });

  it.each([
    ['in the future', 2 * HOUR + 1, 'in_future'],
    ['before the handoff began', -1, 'too_early'],
  ])('cannot lie %s', (_when, at, code) => {
    const refusal = refusalOf(() => submit({ body }).command(2 * HOUR, touched(at)));
    expect(refusal.violations).toMatchObject([{ pointer: '/occurredAt', code }]);
  });

  it('cannot lie before a pause, a resumption or a change of a clock that it stops', () => {
    const paused = submit({ body }).command(HOUR, PAUSE);
    const early = { violations: [{ code: 'too_early' }] };
    expect(refusalOf(() => paused.command(2 * HOUR, touched(0.9 * HOUR)))).toMatchObject(early);
    expect(paused.command(2 * HOUR, touched(1.5 * HOUR)).clock('touch')).toMatchObject({ elapsedSeconds: HOUR });
    const resumed = paused.command(3 * HOUR, RESUME);
    expect(refusalOf(() => resumed.command(3.5 * HOUR, touched(2 * HOUR)))).toMatchObject(early);
    const changed = submit({ body }).command(HOUR, { type: 'retarget', clock: 'touch', target: 'PT3H' });
    expect(refusalOf(() => changed.command(2 * HOUR, touched(0.5 * HOUR)))).toMatchObject(early);
  });

  it('cannot stop a clock that began in a pause before it began', () => {
    const met = (seconds: number): HandoffCommand => ({
      type: 'milestone',
      name: 'first_meeting',
      occurredAt: instantAt(seconds),
    });
    const began = submit({ body })
      .command(HOUR, PAUSE)
      .command(3 * HOUR, touched(3 * HOUR));
    expect(began.clock('meeting')).toMatchObject({ state: 'paused', startedAt: instantAt(3 * HOUR) });
    const refusal = refusalOf(() => began.command(4 * HOUR, met(2 * HOUR)));
    expect(refusal.violations).toMatchObject([{ pointer: '/occurredAt', code: 'too_early' }]);
    expect(began.command(4 * HOUR, met(3.5 * HOUR)).clock('meeting')).toMatchObject({
      state: 'met',
      elapsedSeconds: 0,
    });
  });

  it('may lie before what other clocks have been through', () => {
    const life = submit({ body })
      .command(HOUR, { type: 'retarget', clock: 'total', target: 'PT20H' })
      .command(1.2 * HOUR, ACCEPT)
      .command(1.5 * HOUR, touched(0.5 * HOUR));
    expect(life.clock('touch').state).toBe('met');
  });
});

describe('a milestone told afterwards that starts a clock', () => {
  it('is refused where it lies before a pause that the clock would have been through', () => {
    const resumed = submit({ body })
      .command(2 * HOUR, PAUSE)
      .command(5 * HOUR, RESUME);
    for (const moment of [HOUR, 3 * HOUR]) {
      const refusal = refusalOf(() => resumed.command(6 * HOUR, touched(moment)));
      expect(refusal.violations).toMatchObject([{ pointer: '/occurredAt', code: 'too_early' }]);
    }
    expect(resumed.command(6 * HOUR, touched(5 * HOUR)).clock('meeting')).toMatchObject({
      startedAt: instantAt(5 * HOUR),
    });
  });

  it('does not start one that waits for the acceptance behind it', () => {
    const clocks = [{ name: 'answer', start: 'first_touch', stop: ['accepted'], target: 'PT2H' }];
    const life = submit({ body: contract({ clocks, pauseReasons: [] }) })
      .command(2 * HOUR, ACCEPT)
      .command(3 * HOUR, touched(HOUR));
    expect(life.state.clocks).toEqual([]);
  });
});
