import { instantFromEpoch } from '#domain/instant.ts';
import { calendarTime } from '#domain/sla/calendar-time.ts';
import type { WorkingTime } from '#domain/sla/working-time.ts';
import { sinceBirth } from '#tests/support/instants.ts';
import { PULSE, PULSE_CALENDAR, SLOW_PULSE, SLOW_PULSE_CALENDAR } from '#tests/support/pulse.ts';

/** When and under which calendars a random handoff lives. */
export interface Setting {
  readonly calendars: 'pulses' | 'New York';
  /** Seconds after `BIRTH` at which it is submitted. */
  readonly bornAt: number;
  /** What spans and waits are multiples of, in seconds, to be of a size with the calendars. */
  readonly unit: number;
}

/** Calendars that repeat within a minute and a half. */
export const PULSES: Setting = { calendars: 'pulses', bornAt: 0, unit: 1 };

/** Also the Fridays before the clocks of New York go forward and back, an hour before closing. */
export const SETTINGS: readonly Setting[] = [
  PULSES,
  { calendars: 'New York', bornAt: sinceBirth(instantFromEpoch(Date.UTC(2027, 2, 12, 21))), unit: 600 },
  { calendars: 'New York', bornAt: sinceBirth(instantFromEpoch(Date.UTC(2027, 10, 5, 20))), unit: 600 },
];

const CALENDARS: Readonly<Record<Setting['calendars'], Readonly<Record<string, WorkingTime>>>> = {
  pulses: { [PULSE_CALENDAR]: PULSE, [SLOW_PULSE_CALENDAR]: SLOW_PULSE },
  'New York': {
    [PULSE_CALENDAR]: newYork([
      ['09:00', '12:30'],
      ['13:00', '17:00'],
    ]),
    [SLOW_PULSE_CALENDAR]: nights(),
  },
};

/** The arithmetic of the calendars of a setting, by their ids. */
export function calendarsOf({ calendars }: Setting): Readonly<Record<string, WorkingTime>> {
  return CALENDARS[calendars];
}

function newYork(office: [string, string][]): WorkingTime {
  const weekly = { mon: office, tue: office, wed: office, thu: office, fri: office };
  return calendarTime({ timezone: 'America/New_York', weekly, holidays: ['2027-03-15'], overrides: {} });
}

/** Open in the hours that a change of the clocks skips or repeats. */
function nights(): WorkingTime {
  const night: [string, string][] = [
    ['00:00', '01:30'],
    ['02:00', '06:00'],
  ];
  const weekly = { mon: night, tue: night, wed: night, thu: night, fri: night, sat: night, sun: night };
  return calendarTime({ timezone: 'America/New_York', weekly, holidays: [], overrides: {} });
}
