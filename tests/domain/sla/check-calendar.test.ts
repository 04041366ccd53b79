import { describe, expect, it } from 'vitest';
import { type CalendarInput, calendarInputSchema } from '#domain/sla/calendar.ts';
import { checkCalendar } from '#domain/sla/check-calendar.ts';

function problems(input: Partial<CalendarInput>): string[] {
  const calendar: CalendarInput = {
    name: 'Office',
    timezone: 'Europe/Berlin',
    weekly: { mon: [['09:00', '17:00']] },
    holidays: [],
    overrides: {},
    ...input,
  };
  return checkCalendar(calendar).map(({ pointer, code }) => `${pointer} ${code}`);
}

describe('checking a calendar', () => {
  it.each(['25.12.2026', '2026-13-01', '2026-02-30', 'christmas', '1899-12-31', '2201-01-01'])(
    'refuses the date %s, with one cause',
    (date) => {
      const calendar = { name: 'Office', timezone: 'UTC', weekly: { mon: [['09:00', '17:00']] }, holidays: [date] };
      expect(calendarInputSchema().safeParse(calendar).error?.issues).toHaveLength(1);
    },
  );

  it('finds nothing wrong with intervals in order, touching ones and 24:00', () => {
    const mon: CalendarInput['weekly']['mon'] = [
      ['00:00', '09:00'],
      ['09:00', '12:00'],
      ['13:00', '24:00'],
    ];
    expect(problems({ weekly: { mon }, overrides: { '2026-12-24': mon, '2026-12-25': [] } })).toEqual([]);
  });

  it('refuses an interval that closes before it opens, and one of no length', () => {
    expect(problems({ weekly: { mon: [['17:00', '09:00']] } })).toEqual(['/weekly/mon/0 reversed_interval']);
    expect(problems({ weekly: { mon: [['09:00', '09:00']] } })).toEqual(['/weekly/mon/0 empty_interval']);
    expect(problems({ weekly: { mon: [['24:00', '24:00']] } })).toEqual(['/weekly/mon/0 empty_interval']);
  });

  it('says how an interval that passes midnight is written', () => {
    const [violation] = checkCalendar({
      name: 'Night',
      timezone: 'UTC',
      weekly: { mon: [['22:00', '06:00']] },
      holidays: [],
      overrides: {},
    });
    expect(violation?.message).toMatch(/closes at 06:00, before it opens at 22:00.*up to 24:00 and from 00:00/);
  });

  it('refuses overlapping intervals at the later one', () => {
    const mon: CalendarInput['weekly']['mon'] = [
      ['09:00', '18:00'],
      ['10:00', '11:00'],
      ['17:00', '19:00'],
    ];
    expect(problems({ weekly: { mon } })).toEqual([
      '/weekly/mon/1 overlapping_interval',
      '/weekly/mon/2 overlapping_interval',
    ]);
  });

  it('refuses intervals out of order', () => {
    const mon: CalendarInput['weekly']['mon'] = [
      ['13:00', '17:00'],
      ['09:00', '13:00'],
    ];
    expect(problems({ weekly: { mon } })).toEqual(['/weekly/mon/1 out_of_order']);
  });

  it('does not hold what is wrong with one interval against the next', () => {
    const mon: CalendarInput['weekly']['mon'] = [
      ['18:00', '08:00'],
      ['09:00', '17:00'],
    ];
    expect(problems({ weekly: { mon } })).toEqual(['/weekly/mon/0 reversed_interval']);
  });

  it('refuses a holiday that is listed already', () => {
    const holidays = ['2026-12-25', '2026-12-26', '2026-12-25', '2026-12-25'];
    expect(problems({ holidays })).toEqual(['/holidays/2 duplicate', '/holidays/3 duplicate']);
  });

  it('refuses a week without any opening, whatever the single dates: a target could never fall due', () => {
    expect(problems({ weekly: {} })).toEqual(['/weekly never_open']);
    const overrides: CalendarInput['overrides'] = { '2026-12-24': [['09:00', '12:00']] };
    expect(problems({ weekly: { mon: [], sun: [] }, overrides })).toEqual(['/weekly never_open']);
  });

  it('lets a date be a holiday and have an override: the override wins', () => {
    expect(problems({ holidays: ['2026-12-24'], overrides: { '2026-12-24': [['09:00', '12:00']] } })).toEqual([]);
  });

  it('names all causes at once', () => {
    expect(
      problems({
        weekly: {
          tue: [['09:00', '08:00']],
          sun: [
            ['09:00', '10:00'],
            ['09:30', '10:30'],
          ],
        },
        holidays: ['2026-12-25', '2026-12-25'],
        overrides: { '2026-12-24': [['12:00', '12:00']] },
      }),
    ).toEqual([
      '/weekly/tue/0 reversed_interval',
      '/weekly/sun/1 overlapping_interval',
      '/holidays/1 duplicate',
      '/overrides/2026-12-24/0 empty_interval',
    ]);
  });

  it('escapes its pointers as RFC 6901 says', () => {
    expect(problems({ overrides: { 'a/b~c': [['12:00', '12:00']] } })).toEqual(['/overrides/a~1b~0c/0 empty_interval']);
  });
});
