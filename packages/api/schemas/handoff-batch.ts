import * as z from 'zod';
import { once } from '#domain/once.ts';
import { handoff, handoffInput } from './handoff.ts';
import { problem } from './problem.ts';

/** The most submissions of a batch. */
export const LARGEST_BATCH = 100;

export const batchItem = once(() =>
  handoffInput()
    .extend({
      idempotencyKey: z
        .string()
        .min(1)
        .max(255)
        .regex(/^[!-+\--~]+$/, { error: 'must be visible ASCII without a comma' })
        .optional()
        .meta({
          description:
            'As the header `Idempotency-Key` of this submission alone. Left out, it follows from the key of the batch and the place in it.',
        }),
    })
    .meta({ id: 'HandoffBatchItem' }),
);

export const handoffBatch = once(() =>
  z
    .strictObject({ items: z.array(batchItem()).min(1).max(LARGEST_BATCH) })
    .meta({ id: 'HandoffBatch', description: 'Submissions that have nothing to do with each other.' }),
);

/** What holds for a batch as a whole; its items are judged one by one. */
export const batchEnvelope = once(() => z.strictObject({ items: z.array(z.unknown()).min(1).max(LARGEST_BATCH) }));

const index = () => z.int().nonnegative().meta({ description: 'The place of the item in the batch, from 0.' });
const status = () => z.int().meta({ description: 'The status that it would have been answered with by itself.' });

export const handoffBatchResult = once(() =>
  z
    .strictObject({
      results: z
        .array(
          z.union([
            z.strictObject({ index: index(), status: status(), handoff: handoff() }),
            z.strictObject({ index: index(), status: status(), problem: problem() }),
          ]),
        )
        .meta({ description: 'One for each item, in their order.' }),
    })
    .meta({ id: 'HandoffBatchResult' }),
);
