import * as z from 'zod';
import { EVENT_TYPES } from '#domain/event-types.ts';
import { once } from '#domain/once.ts';
import { matchesEventType } from '#domain/webhook/event-pattern.ts';
import { idSchema, instantSchema } from '#domain/wire.ts';
import { subject } from './handoff-query.ts';
import { pageParameters } from './page.ts';

const MAX_PATTERNS = 50;

const types = () =>
  z
    .string()
    .max(4000, { error: 'must be at most 4000 characters' })
    .transform((text) => [...new Set(text.split(','))])
    .pipe(
      z
        .array(
          z.string().refine((pattern) => EVENT_TYPES.some((type) => matchesEventType([pattern], type)), {
            error: `must be families such as clock.*, *, or types that exist: ${EVENT_TYPES.join(', ')}`,
          }),
        )
        .max(MAX_PATTERNS, { error: `must name at most ${MAX_PATTERNS} types` }),
    )
    .optional()
    .meta({
      description: 'Event types, families such as `clock.*`, or `*`; several are separated by commas.',
      examples: ['clock.*,handoff.rejected'],
      override: { type: 'string' },
    });

/** The filters of the event log; each narrows it further. */
export const eventQuery = once(() =>
  z.strictObject({
    type: types(),
    from: instantSchema().optional().meta({ description: 'Recorded at or after this instant; at most 90 days back.' }),
    to: instantSchema().optional().meta({ description: 'Recorded before this instant.' }),
    subject: subject(),
    handoffId: idSchema('hnd').optional().meta({ description: 'Events of this handoff.' }),
    sort: z
      .enum(['recordedAt', '-recordedAt'])
      .optional()
      .meta({ description: 'Oldest or newest first. Newest first if left out.' }),
    ...pageParameters(),
  }),
);
