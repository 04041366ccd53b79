import * as z from 'zod';
import { once } from '../once.ts';
import { canonicalInstantSchema } from '../wire.ts';

/** A time of its own for handoffs in test mode: it stands still until it is advanced. */
export const testClockSchema = once(() =>
  z
    .strictObject({
      id: z.string(),
      version: z.number().int().positive(),
      name: z.string().optional(),
      now: canonicalInstantSchema().meta({ description: 'The time of the handoffs on it.' }),
      status: z.enum(['ready', 'advancing']).meta({
        description: 'advancing: it is on its way to `advancingTo`, and stands where its deadlines have been recorded.',
      }),
      advancingTo: canonicalInstantSchema().optional(),
      createdAt: canonicalInstantSchema(),
      updatedAt: canonicalInstantSchema(),
    })
    .meta({ id: 'TestClock', description: 'A time of its own for handoffs in test mode.' }),
);
export type TestClock = z.infer<ReturnType<typeof testClockSchema>>;
