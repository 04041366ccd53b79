import { describe, expect, it } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { elapsedSeconds } from '#domain/handoff/clock-time.ts';
import type { HandoffCommand, RetargetCommand } from '#domain/handoff/commands.ts';
import { calendarTime } from '#domain/sla/calendar-time.ts';
import { contractBody, TOTAL_CLOCK } from '#tests/support/contracts.ts';
import { CANCEL, dueAtOf, submit } from '#tests/support/handoffs.ts';
import { HOUR, instantAt, MINUTE, on, sinceBirth } from '#tests/support/instants.ts';
import { BERLIN, OFFICES } from '#tests/support/offices.ts';
import { refusalOf } from '#tests/support/refusal.ts';

function contract(parts: Partial<ContractBodyInput> = {}) {
  return contractBody({
    pauseReasons: [{ code: 'awaiting_customer', clocks: ['total'] }],
    clocks: [
      { ...TOTAL_CLOCK, warnAt: [0.5] },
      { name: 'work', start: 'accepted', stop: ['completed'], target: 'PT6H' },
    ],
    ...parts,
  });
}

const body = contract();

function to(target: RetargetCommand['target'], clock = 'total'): HandoffCommand {
  return { type: 'retarget', clock, target };
}

describe('another target for one clock', () => {
  it('counts from its start: what has elapsed carries over', () => {
    const changed = submit({ body }).command(4 * HOUR, to('PT12H'));
    expect(changed.clock('total')).toMatchObject({
      target: 'PT12H',
      targetSeconds: 12 * HOUR,
      dueAt: instantAt(12 * HOUR),
    });
    expect(changed.facts('clock.retargeted')[0]?.data).toMatchObject({ cause: 'target', elapsedSeconds: 4 * HOUR });
  });

  it('can be changed twice, and comes to the same as the second alone', () => {
    const twice = submit({ body })
      .command(2 * HOUR, to('PT30H'))
      .command(4 * HOUR, to('PT8H'));
    const once = submit({ body }).command(4 * HOUR, to('PT8H'));
    expect(dueAtOf(twice.clock('total'))).toBe(instantAt(8 * HOUR));
    expect(dueAtOf(twice.clock('total'))).toBe(dueAtOf(once.clock('total')));
    expect(elapsedSeconds(twice.clock('total'), twice.terms, instantAt(6 * HOUR))).toBe(6 * HOUR);
  });

  it('that has passed already leaves 15 minutes from now and is flagged; another such change puts nothing off', () => {
    const short = submit({ body }).command(4 * HOUR, to('PT1H'));
    expect(short.clock('total')).toMatchObject({ dueAt: instantAt(4 * HOUR + 15 * MINUTE), shortNotice: true });
    const shorter = short.command(4 * HOUR + 10 * MINUTE, to('PT2H'));
    expect(shorter.clock('total')).toMatchObject({ dueAt: instantAt(4 * HOUR + 15 * MINUTE), shortNotice: true });
  });

  it('does not count what was paused', () => {
    const changed = submit({ body })
      .command(HOUR, { type: 'pause', reason: 'awaiting_customer', resumeBy: instantAt(6 * HOUR) })
      .command(7 * HOUR, to('PT4H'));
    expect(dueAtOf(changed.clock('total'))).toBe(instantAt(9 * HOUR));
  });

  it('is laid out over the working hours of its calendar, business days by its start', () => {
    const office = contract({ clocks: [{ ...TOTAL_CLOCK, calendarId: BERLIN }] });
    const life = submit({ body: office, calendars: OFFICES });
    const noon = on('2026-11-24T12:00+01:00');
    expect(dueAtOf(life.command(noon, to('PT16H')).clock('total'))).toBe(instantAt(on('2026-11-25T10:00+01:00')));
    const days = life.command(noon, to({ businessDays: 3 })).clock('total');
    expect(days).toMatchObject({ targetSeconds: 24 * HOUR, dueAt: instantAt(on('2026-11-26T10:00+01:00')) });
  });

  it('moves the warnings that are still to come with it', () => {
    const life = submit({ body })
      .command(HOUR, to('PT20H'))
      .wait(15 * HOUR);
    expect(life.facts('clock.warned').map(({ occurredAt }) => sinceBirth(occurredAt))).toEqual([10 * HOUR]);
  });

  it('is for an open clock only', () => {
    const pointer = '/clock';
    expect(refusalOf(() => submit({ body }).command(1, to('PT1H', 'work'))).violations).toMatchObject([{ pointer }]);
    expect(refusalOf(() => submit({ body }).command(1, to('PT1H', 'nothing'))).violations).toMatchObject([{ pointer }]);
    const ended = submit({ body }).command(HOUR, CANCEL);
    expect(refusalOf(() => ended.command(2 * HOUR, to('PT1H'))).code).toBe('illegal_transition');
  });

  it('comes too late for a clock that is late: its breach stands', () => {
    const refusal = refusalOf(() => submit({ body }).command(11 * HOUR, to('PT30H')));
    expect(refusal).toMatchObject({ code: 'conflict', extensions: { breachedAt: instantAt(10 * HOUR) } });
  });

  it('at the due instant itself is still in time', () => {
    const changed = submit({ body })
      .command(10 * HOUR, to('PT12H'))
      .wait(11 * HOUR);
    expect(changed.clock('total').state).toBe('running');
  });

  it('that the calendar of the clock would never reach is refused', () => {
    const weekly = { mon: [['09:00', '09:01'] satisfies [string, string]] };
    const seldom = calendarTime({ timezone: 'UTC', weekly, holidays: [], overrides: {} });
    const office = contract({ clocks: [{ ...TOTAL_CLOCK, target: 'PT1M', calendarId: BERLIN }] });
    const life = submit({ body: office, calendars: { [BERLIN]: seldom } });
    const refusal = refusalOf(() => life.command(0, to('PT26280H')));
    expect(refusal.violations).toMatchObject([{ pointer: '/target', code: 'target_unreachable' }]);
    expect(life.command(0, to('PT2M')).clock('total').state).toBe('running');
  });
});
