import * as z from 'zod';
import { once } from '../once.ts';
import { isTimeZone } from '../time-zone.ts';
import { canonicalInstantSchema } from '../wire.ts';

/** From Monday, as ISO 8601 counts the days of a week. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** How much of each a calendar may have. Dates are those of one hundred years, at most. */
export const CALENDAR_LIMITS = { intervalsPerDay: 24, holidays: 2000, overrides: 2000 } as const;

const timeOfDay = once(() =>
  z
    .string({ error: 'must be a time of day, such as "09:00"' })
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, {
      error: 'must be a time of day from "00:00" to "24:00", such as "09:00"',
    })
    .meta({ examples: ['09:00'] }),
);

const intervals = once(() =>
  z
    .array(
      z.tuple([timeOfDay(), timeOfDay()], {
        error: 'must be an opening and a closing time, such as ["09:00", "17:30"]',
      }),
    )
    .max(CALENDAR_LIMITS.intervalsPerDay)
    .meta({
      description: 'Opening and closing times of the day, in order and apart. Empty: closed.',
      examples: [[['09:00', '17:30']]],
    }),
);

const date = once(() =>
  z.iso
    .date({ abort: true, error: 'must be a date, such as "2026-12-25"' })
    .refine((text) => text >= '1900-01-01' && text <= '2200-12-31', { error: 'must lie between 1900 and 2200' })
    .meta({ examples: ['2026-12-25'] }),
);

/** When a team works. `checkCalendar` says what contradicts itself in it. */
export const calendarInputSchema = once(() =>
  z
    .strictObject({
      name: z
        .string({ error: 'must be text' })
        .trim()
        .min(1, { error: 'must not be empty' })
        .max(200, { error: 'must be at most 200 characters' })
        .meta({ examples: ['Berlin office'] }),
      timezone: z
        .string({ error: 'must be an IANA time zone, such as Europe/Berlin' })
        .max(64)
        .refine(isTimeZone, { error: 'must be an IANA time zone, such as Europe/Berlin' })
        .meta({ description: 'IANA time zone in which the times of day are meant.', examples: ['Europe/Berlin'] }),
      weekly: z
        .strictObject({
          mon: intervals().optional(),
          tue: intervals().optional(),
          wed: intervals().optional(),
          thu: intervals().optional(),
          fri: intervals().optional(),
          sat: intervals().optional(),
          sun: intervals().optional(),
        })
        .meta({
          description: 'Opening times of an ordinary week. A day that is left out is closed.',
          examples: [
            {
              mon: [
                ['09:00', '12:30'],
                ['13:30', '17:30'],
              ],
              fri: [['09:00', '15:00']],
            },
          ],
        }),
      holidays: z
        .array(date())
        .max(CALENDAR_LIMITS.holidays)
        .default([])
        .meta({ description: 'Dates on which it is closed, whatever the weekday.', examples: [['2026-12-25']] }),
      overrides: z
        .record(date(), intervals())
        .refine((dates) => Object.keys(dates).length <= CALENDAR_LIMITS.overrides, {
          error: `at most ${CALENDAR_LIMITS.overrides} dates`,
        })
        .default({})
        .meta({
          description: 'Opening times of single dates. They win over the weekday and over a holiday.',
          examples: [{ '2026-12-24': [['09:00', '12:00']] }],
        }),
    })
    .meta({ id: 'CalendarInput' }),
);
export type CalendarInput = z.infer<ReturnType<typeof calendarInputSchema>>;

/** What the arithmetic of working time needs of a calendar. */
export type WorkingHours = Pick<CalendarInput, 'timezone' | 'weekly' | 'holidays' | 'overrides'>;

export const calendarSchema = once(() =>
  calendarInputSchema()
    .extend({
      id: z.string(),
      version: z.number().int().positive().meta({ description: 'Each change makes another; clocks keep theirs.' }),
      createdAt: canonicalInstantSchema(),
      updatedAt: canonicalInstantSchema(),
    })
    .meta({ id: 'Calendar', description: 'When a team works: the hours in which clocks run.' }),
);
export type Calendar = z.infer<ReturnType<typeof calendarSchema>>;
