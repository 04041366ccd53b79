import type { Calendar } from '#domain/sla/calendar.ts';
import { BIRTH } from '../../support/instants.ts';

export const CALENDAR_ID = 'cal_00000000000000000000000001';

const WORKDAY: [string, string][] = [['09:00', '17:00']];

/** Nine to five from Monday to Friday in UTC, and `parts` in their place. */
export function calendarOf(parts: Partial<Calendar> = {}): Calendar {
  return {
    id: CALENDAR_ID,
    version: 1,
    name: 'Office',
    timezone: 'UTC',
    weekly: { mon: WORKDAY, tue: WORKDAY, wed: WORKDAY, thu: WORKDAY, fri: WORKDAY },
    holidays: [],
    overrides: {},
    createdAt: BIRTH,
    updatedAt: BIRTH,
    ...parts,
  };
}
