import { describe, expect, it } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { elapsedSeconds, remainingSeconds } from '#domain/handoff/clock-time.ts';
import { contractBody, TOTAL_CLOCK } from '#tests/support/contracts.ts';
import { ACCEPT, COMPLETE, dueAtOf, type Life, submit } from '#tests/support/handoffs.ts';
import { DAY, HOUR, instantAt, on } from '#tests/support/instants.ts';
import { BERLIN, NEW_YORK, OFFICES } from '#tests/support/offices.ts';

const WORK_CLOCK = { name: 'work', start: 'accepted', stop: ['completed'], target: 'PT8H', warnAt: [0.25, 0.5, 0.75] };
const steps = [
  { id: 'nudge', at: { elapsed: 0.9 }, notify: ['owner' as const] },
  { id: 'late', at: { afterBreach: 'PT2H', working: true }, notify: ['owner' as const] },
];

/** Accepted at `start`, in an office that is open from nine to five. */
function accepted(start: string, calendarId = BERLIN, parts: Partial<ContractBodyInput> = {}): Life {
  const body = contractBody({
    clocks: [{ ...WORK_CLOCK, calendarId }],
    escalation: [{ clock: 'work', steps }],
    ...parts,
  });
  return submit({ body, calendars: OFFICES }).command(on(start), ACCEPT);
}

describe('a clock on office hours', () => {
  it('warns, falls due and escalates while it is open: never at midnight, on a weekend or on a holiday', () => {
    // Wednesday 15:00; New Year is a Friday, so that it goes on on Thursday and Monday
    const late = accepted('2026-12-30T15:00+01:00', BERLIN, {
      clocks: [{ ...WORK_CLOCK, target: 'PT16H', calendarId: BERLIN }],
    }).wait(on('2027-01-05T18:00+01:00'));
    const watched = accepted('2026-12-30T15:00+01:00', BERLIN, {
      clocks: [{ ...WORK_CLOCK, target: 'PT16H', calendarId: BERLIN }],
    }).wait(on('2027-01-04T14:59+01:00'));
    expect(watched.facts('clock.warned').map(({ occurredAt }) => occurredAt)).toEqual([
      instantAt(on('2026-12-31T11:00+01:00')),
      instantAt(on('2026-12-31T15:00+01:00')),
      instantAt(on('2027-01-04T11:00+01:00')),
    ]);
    expect(late.clock('work')).toMatchObject({ breachedAt: instantAt(on('2027-01-04T15:00+01:00')) });
    expect(late.facts('escalation.triggered').map(({ occurredAt }) => occurredAt)).toEqual([
      instantAt(on('2027-01-04T13:24+01:00')),
      instantAt(on('2027-01-05T09:00+01:00')),
    ]);
  });

  it('that is started outside hours begins with the next opening', () => {
    const life = accepted('2026-11-28T12:00+01:00');
    expect(elapsedSeconds(life.clock('work'), life.terms, instantAt(on('2026-11-30T09:00+01:00')))).toBe(0);
    expect(dueAtOf(life.clock('work'))).toBe(instantAt(on('2026-11-30T17:00+01:00')));
  });

  it('that falls due at closing stays due at closing: done at the next opening is late', () => {
    const life = accepted('2026-11-30T09:00+01:00');
    expect(life.command(on('2026-11-30T17:00+01:00'), COMPLETE).clock('work').state).toBe('met');
    const next = life.command(on('2026-12-01T09:00+01:00'), COMPLETE);
    expect(next.clock('work').state).toBe('breached_closed');
    expect(next.facts('clock.closed')[0]?.data.lateSeconds).toBe(0);
  });

  it('tells what has elapsed and what is left in working time', () => {
    const life = accepted('2026-11-30T15:00+01:00');
    const at = instantAt(on('2026-12-01T10:00+01:00'));
    expect(elapsedSeconds(life.clock('work'), life.terms, at)).toBe(3 * HOUR);
    expect(remainingSeconds(life.clock('work'), life.terms, at)).toBe(5 * HOUR);
  });

  it.each([
    ['spring', '2027-03-12T16:00-05:00', '2027-03-15T16:00-04:00'],
    ['autumn', '2027-11-05T16:00-04:00', '2027-11-08T16:00-05:00'],
  ])('keeps its hours over the change of clocks in %s', (_season, start, due) => {
    expect(dueAtOf(accepted(start, NEW_YORK).clock('work'))).toBe(instantAt(on(due)));
  });

  it('stands still for ever once it is stopped', () => {
    const done = accepted('2026-11-30T09:00+01:00').command(on('2026-11-30T12:00+01:00'), COMPLETE);
    for (const later of [done, done.wait(on('2026-12-30T12:00+01:00'))]) {
      expect(elapsedSeconds(later.clock('work'), later.terms, instantAt(90 * DAY))).toBe(3 * HOUR);
      expect(remainingSeconds(later.clock('work'), later.terms, instantAt(90 * DAY))).toBeUndefined();
      expect(later.events).toEqual(done.events);
    }
  });

  it('counts beside others that go by another calendar, or around the clock', () => {
    const clocks = [
      { ...WORK_CLOCK, calendarId: BERLIN },
      { ...WORK_CLOCK, name: 'overseas', calendarId: NEW_YORK },
      { ...TOTAL_CLOCK, start: 'accepted' },
    ];
    const life = accepted('2026-11-30T14:00+01:00', BERLIN, { clocks });
    expect(['work', 'overseas', 'total'].map((name) => dueAtOf(life.clock(name)))).toEqual([
      instantAt(on('2026-12-01T14:00+01:00')),
      instantAt(on('2026-11-30T17:00-05:00')),
      instantAt(on('2026-12-01T00:00+01:00')),
    ]);
  });
});
