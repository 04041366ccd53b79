import * as z from 'zod';
import { assigneeSchema } from '#domain/contract/routing.ts';
import { lineSchema } from '#domain/contract/vocabulary.ts';
import { holderRefSchema } from '#domain/handoff/parts.ts';
import { HANDOFF_STATES } from '#domain/handoff/state.ts';
import { once } from '#domain/once.ts';
import { ownerSchema } from '#domain/routing/owner.ts';
import { idSchema } from '#domain/wire.ts';
import { passRequest } from './pass.ts';

export const ownerView = once(() =>
  ownerSchema()
    .extend({
      openHandoffs: z
        .int()
        .nonnegative()
        .meta({ description: 'How many handoffs are with them, assigned and accepted ones together.' }),
    })
    .meta({ id: 'OwnerWithLoad', description: 'An owner, and how much is with them.' }),
);

export const handOverInput = once(() =>
  z
    .strictObject({
      to: assigneeSchema(),
      reason: lineSchema(500).meta({ examples: ['Jonas leaves at the end of the month.'] }),
      ...passRequest(),
    })
    .meta({ id: 'HandOverInput' }),
);

const handedOver = once(() =>
  z
    .strictObject({
      handoffId: idSchema('hnd'),
      state: z.enum(HANDOFF_STATES).meta({ description: 'As it is after it, or would be.' }),
      holder: holderRefSchema().meta({ description: 'Whom it is with then; without an owner it waits in that queue.' }),
      error: z
        .strictObject({ code: z.string(), message: z.string() })
        .optional()
        .meta({ description: 'Why it was refused; then it is as it was.' }),
    })
    .meta({ id: 'HandedOver', description: 'What became of one handoff, or would.' }),
);

export const handOverResult = once(() =>
  z
    .strictObject({
      dryRun: z.boolean(),
      data: z.array(handedOver()).meta({ description: 'The handoffs that are with the owner, the oldest first.' }),
      handedOver: z.int().meta({ description: 'How many were handed over, or would be.' }),
      skipped: z.int().meta({ description: 'How many were no longer with the owner when it came to them.' }),
      nextCursor: z
        .string()
        .nullable()
        .meta({ description: 'Pass it as `cursor` to go on; null once all have been looked at.' }),
    })
    .meta({ id: 'HandOver' }),
);

export const handOverExample = {
  dryRun: true,
  data: [
    {
      handoffId: 'hnd_01JDA5K7ZWQ0R8T2V4X6Y8B0CD',
      state: 'assigned',
      holder: { ownerId: 'own_01JDA5K7ZX3M5N7P9R1T3V5W7Y' },
    },
  ],
  handedOver: 1,
  skipped: 0,
  nextCursor: null,
};
