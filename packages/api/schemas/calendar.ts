import * as z from 'zod';
import { clockTargetSchema } from '#domain/contract/clock.ts';
import { once } from '#domain/once.ts';
import { calendarInputSchema, calendarSchema } from '#domain/sla/calendar.ts';
import { canonicalInstantSchema, idSchema, instantSchema } from '#domain/wire.ts';
import { pageOf } from './page.ts';

export const calendarPage = pageOf('Calendar', () => calendarSchema());

/** What a preview is asked of: exactly one of `calendar` and `calendarId`, and of `target` and `end`. */
export const calendarPreviewInput = once(() =>
  z
    .strictObject({
      calendar: calendarInputSchema()
        .extend({ name: calendarInputSchema().shape.name.default('Preview') })
        .meta({ id: 'CalendarToTry', description: 'A calendar that need not be stored.' })
        .optional(),
      calendarId: idSchema('cal').optional().meta({ description: 'A stored calendar, in its newest version.' }),
      start: instantSchema().meta({ description: 'From when on; of the years 1900 to 2200.' }),
      target: clockTargetSchema().optional(),
      end: instantSchema()
        .optional()
        .meta({ description: 'Up to when; not before `start`, and at most 20 years after it.' }),
    })
    .meta({
      id: 'CalendarPreviewInput',
      description: 'Exactly one of `calendar` and `calendarId`, and exactly one of `target` and `end`.',
    }),
);

const segment = once(() =>
  z
    .strictObject({
      from: canonicalInstantSchema(),
      to: canonicalInstantSchema(),
      kind: z.enum(['open', 'closed']),
    })
    .meta({ id: 'CalendarSegment', description: 'A stretch that is open throughout, or closed throughout.' }),
);

export const calendarPreview = once(() =>
  z
    .strictObject({
      dueAt: canonicalInstantSchema()
        .optional()
        .meta({ description: 'When the target falls due; absent where `end` was given.' }),
      elapsedSeconds: z
        .number()
        .nonnegative()
        .meta({ description: 'Working time of the span; the open segments add up to it.', examples: [14400] }),
      segments: z
        .array(segment())
        .meta({ description: 'From `start` to `dueAt` or `end`, in order and without gaps.' }),
    })
    .meta({ id: 'CalendarPreview' }),
);
