import * as z from 'zod';
import { once } from '../once.ts';
import { idSchema } from '../wire.ts';
import { targetDurationSchema } from './duration.ts';
import { identifierSchema, PRIORITIES, type Priority } from './vocabulary.ts';

/** How long a clock may run: working time as a duration, or whole days of its calendar. */
export const clockTargetSchema = once(() =>
  z
    .union(
      [
        targetDurationSchema(),
        z.strictObject({ businessDays: z.int().min(1).max(780) }).meta({
          id: 'BusinessDays',
          description: 'Whole working days of the calendar; at most three years of them.',
        }),
      ],
      { error: 'must be a duration such as "PT4H", or {"businessDays": 2}' },
    )
    .meta({
      description: 'Working time of the calendar, or whole business days.',
      examples: ['PT4H', { businessDays: 10 }],
    }),
);

/** A promise of time between two facts of the handoff. */
export const clockDefinitionSchema = once(() =>
  z
    .strictObject({
      name: identifierSchema().meta({ description: 'Unique within the contract.', examples: ['accept'] }),
      start: identifierSchema().meta({
        description: 'What starts it: submitted, accepted, rejected, resubmitted, or a milestone.',
        examples: ['submitted'],
      }),
      stop: z
        .array(identifierSchema())
        .min(1)
        .max(10)
        .meta({
          description:
            'What stops it, whichever comes first: accepted, rejected, resubmitted, completed, disqualified, cancelled, or a milestone.',
          examples: [['accepted', 'rejected']],
        }),
      target: clockTargetSchema(),
      targets: z
        .partialRecord(z.enum(PRIORITIES), clockTargetSchema())
        .optional()
        .meta({
          description: 'Targets of single priorities, in place of `target`.',
          examples: [{ urgent: 'PT1H' }],
        }),
      calendarId: idSchema('cal')
        .optional()
        .meta({ description: 'Whose working hours count. Absent: around the clock, every day of the year.' }),
      warnAt: z
        .array(z.number().gt(0).lt(1))
        .max(9)
        .default([])
        .meta({
          description: 'Fractions of the target at which to warn, each between 0 and 1.',
          examples: [[0.5, 0.8]],
        }),
      pausable: z
        .boolean()
        .default(false)
        .meta({ description: 'Whether a pause reason may name this clock. An accept clock is best left unpausable.' }),
    })
    .meta({ id: 'ClockDefinition', description: 'A promise of time between two facts of the handoff.' }),
);

export type ClockTarget = z.infer<ReturnType<typeof clockTargetSchema>>;
export type ClockDefinition = z.infer<ReturnType<typeof clockDefinitionSchema>>;

/** The target of a clock for a handoff of that priority. */
export function targetOf({ target, targets }: ClockDefinition, priority: Priority): ClockTarget {
  return targets?.[priority] ?? target;
}
