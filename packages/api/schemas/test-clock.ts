import * as z from 'zod';
import { positiveDurationSchema } from '#domain/contract/duration.ts';
import { once } from '#domain/once.ts';
import { advancingTestClockSchema, readyTestClockSchema, testClockSchema } from '#domain/sla/test-clock.ts';
import { instantSchema } from '#domain/wire.ts';
import { pageOf } from './page.ts';

export const testClockInput = once(() =>
  z
    .strictObject({
      name: z
        .string({ error: 'must be text' })
        .trim()
        .min(1, { error: 'must not be empty' })
        .max(200, { error: 'must be at most 200 characters' })
        .optional()
        .meta({ examples: ['A slow week'] }),
      now: instantSchema()
        .optional()
        .meta({ description: 'Where it stands at first, in the years 1970 to 2200; the present if left out.' }),
    })
    .meta({ id: 'TestClockInput' }),
);

export const testClockMove = once(() =>
  z
    .strictObject({
      to: instantSchema()
        .optional()
        .meta({ description: 'Up to when; not before where it stands, and at most five years after it.' }),
      by: positiveDurationSchema()
        .optional()
        .meta({ description: 'By how much.', examples: ['PT2H'] }),
    })
    .meta({ id: 'TestClockMove', description: 'Exactly one of `to` and `by`.' }),
);

const recorded = () =>
  z.int().nonnegative().meta({ description: 'How often this call brought a handoff up to a deadline of its own.' });

export const arrivedTestClock = once(() =>
  readyTestClockSchema()
    .extend({ progress: z.strictObject({ recorded: recorded() }) })
    .meta({ id: 'ArrivedTestClock', description: 'The clock, and what the advance did.' }),
);

export const testClockOnItsWay = once(() =>
  advancingTestClockSchema()
    .extend({
      progress: z.strictObject({
        recorded: recorded(),
        waiting: z.int().min(0).max(1000).meta({
          description: 'Handoffs that have a deadline on the rest of the way; 1000 stands for as many or more.',
        }),
      }),
    })
    .meta({ id: 'TestClockOnItsWay', description: 'The clock where it is so far, and how much of the way is left.' }),
);

export const testClockPage = pageOf('TestClock', () => testClockSchema());
