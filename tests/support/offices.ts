import { calendarTime } from '#domain/sla/calendar-time.ts';
import type { WorkingTime } from '#domain/sla/working-time.ts';

/** Ids of the calendars of `OFFICES`. */
export const BERLIN = 'cal_0000000000000000000000000B';
export const NEW_YORK = 'cal_0000000000000000000000000N';

const hours: [string, string][] = [['09:00', '17:00']];

/** Open from nine to five on weekdays, closed on the first day of a year. */
function office(timezone: string): WorkingTime {
  const weekly = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours };
  return calendarTime({ timezone, weekly, holidays: ['2027-01-01'], overrides: {} });
}

/** Offices in which a clock of these tests may count, by the ids of their calendars. */
export const OFFICES: Readonly<Record<string, WorkingTime>> = {
  [BERLIN]: office('Europe/Berlin'),
  [NEW_YORK]: office('America/New_York'),
};
