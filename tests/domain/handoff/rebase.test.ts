import { describe, expect, it } from 'vitest';
import { calendarTime } from '#domain/sla/calendar-time.ts';
import type { WorkingTime } from '#domain/sla/working-time.ts';
import { contractBody } from '#tests/support/contracts.ts';
import { ACCEPT, type Life, submit } from '#tests/support/handoffs.ts';
import { instantAt, on } from '#tests/support/instants.ts';
import { BERLIN, OFFICES } from '#tests/support/offices.ts';

type Hours = [string, string];

function berlin(...hours: Hours[]): WorkingTime {
  const weekly = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours };
  return calendarTime({ timezone: 'Europe/Berlin', weekly, holidays: [], overrides: {} });
}

/** Accepted on a Monday as the office opens, which it does from nine to five. */
function accepted(target: string | { businessDays: number }, at = '2026-11-30T09:00+01:00'): Life {
  const clocks = [{ name: 'work', start: 'accepted', stop: ['completed'], target, calendarId: BERLIN }];
  const life = submit({ body: contractBody({ clocks }), calendars: OFFICES, command: { calendars: { [BERLIN]: 1 } } });
  return life.command(on(at), ACCEPT);
}

function rebased(life: Life, at: string, time: WorkingTime): Life {
  const to = { ...life.terms, workingTime: () => time };
  return life.command(on(at), { type: 'rebase', calendarId: BERLIN, version: 2, to });
}

describe('a rebase', () => {
  it('lays what is left of a duration out over the new hours', () => {
    const life = rebased(accepted('PT8H'), '2026-11-30T12:00+01:00', berlin(['09:00', '13:00']));
    // three hours are over; one is left on Monday, and four on Tuesday
    expect(life.clock('work')).toMatchObject({ dueAt: instantAt(on('2026-12-01T13:00+01:00')) });
  });

  it('leaves business days as many days, at the same time of day', () => {
    const life = rebased(accepted({ businessDays: 1 }), '2026-11-30T09:00+01:00', berlin(['09:00', '13:00']));
    expect(life.clock('work')).toMatchObject({ dueAt: instantAt(on('2026-12-01T09:00+01:00')) });
    const later = rebased(accepted({ businessDays: 3 }), '2026-12-01T12:00+01:00', berlin(['08:00', '20:00']));
    expect(later.clock('work')).toMatchObject({ dueAt: instantAt(on('2026-12-03T09:00+01:00')) });
  });

  it('keeps a due instant at closing at closing', () => {
    const life = rebased(accepted('PT8H'), '2026-11-30T09:00+01:00', berlin(['09:00', '13:00']));
    expect(life.clock('work')).toMatchObject({ dueAt: instantAt(on('2026-12-01T13:00+01:00')) });
  });

  it('never lets business days end in the past: what was over is due when it was', () => {
    const weekly = { mon: [['09:00', '17:00'] as Hours], tue: [['06:00', '08:00'] as Hours] };
    const early = calendarTime({ timezone: 'Europe/Berlin', weekly, holidays: [], overrides: {} });
    const life = rebased(accepted({ businessDays: 1 }), '2026-12-01T08:30+01:00', early);
    expect(life.clock('work')).toMatchObject({ state: 'running', dueAt: instantAt(on('2026-12-01T09:00+01:00')) });
  });

  it('tells of the clocks that fall due at another instant, and of no others', () => {
    const life = accepted('PT2H');
    const same = rebased(life, '2026-11-30T10:00+01:00', berlin(['09:00', '17:00'], ['18:00', '19:00']));
    expect(same.facts('clock.retargeted')).toEqual([]);
    expect(same.facts('handoff.rebased')[0]?.data.counted).toEqual([
      { clock: 'work', attempt: 1, elapsedSeconds: 3600 },
    ]);
    const other = rebased(life, '2026-11-30T10:00+01:00', berlin(['13:00', '17:00']));
    expect(other.facts('clock.retargeted')[0]?.data).toMatchObject({ clock: 'work', cause: 'calendar' });
  });
});
