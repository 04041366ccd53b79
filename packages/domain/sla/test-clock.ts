import * as z from 'zod';
import { type Instant, instantFromEpoch } from '../instant.ts';
import { once } from '../once.ts';
import { canonicalInstantSchema } from '../wire.ts';

/** The times that a test clock may show. */
export const TEST_CLOCK_RANGE: { readonly first: Instant; readonly last: Instant } = {
  first: instantFromEpoch(Date.UTC(1970, 0, 1)),
  last: instantFromEpoch(Date.UTC(2201, 0, 1) - 1),
};

/** Five years, whichever they are: the most that one advance goes forward. */
export const MAX_ADVANCE_SECONDS = 5 * 366 * 24 * 3600;

const identity = once(() => ({
  id: z.string().meta({ examples: ['tcl_01JDA5K7ZWQ0R8T2V4X6Y8B0CD'] }),
  version: z.number().int().positive(),
  name: z.string().optional(),
  now: canonicalInstantSchema().meta({ description: 'The time of the handoffs on it.' }),
}));
const stamps = once(() => ({
  createdAt: canonicalInstantSchema().meta({ description: 'In real time.' }),
  updatedAt: canonicalInstantSchema().meta({ description: 'In real time.' }),
}));

/** Its time stands still, and everything due by then has been recorded. */
export const readyTestClockSchema = once(() =>
  z
    .strictObject({ ...identity(), status: z.literal('ready'), ...stamps() })
    .meta({ id: 'ReadyTestClock', description: 'It stands still, and everything due by its time has been recorded.' }),
);

/** It is on its way, and everything due before its time has been recorded. */
export const advancingTestClockSchema = once(() =>
  z
    .strictObject({
      ...identity(),
      status: z.literal('advancing'),
      advancingTo: canonicalInstantSchema().meta({ description: 'Where it is on its way to.' }),
      ...stamps(),
    })
    .meta({
      id: 'AdvancingTestClock',
      description: 'It is on its way to `advancingTo`; everything due before its time has been recorded.',
    }),
);

/** A time of its own for handoffs in test mode: it stands still until it is advanced. */
export const testClockSchema = once(() =>
  z
    .discriminatedUnion('status', [readyTestClockSchema(), advancingTestClockSchema()])
    .meta({ id: 'TestClock', description: 'A time of its own for handoffs in test mode.' }),
);
export type TestClock = z.infer<ReturnType<typeof testClockSchema>>;
export type ReadyTestClock = z.infer<ReturnType<typeof readyTestClockSchema>>;
export type AdvancingTestClock = z.infer<ReturnType<typeof advancingTestClockSchema>>;
