import * as z from 'zod';
import { overrideSchema } from '#domain/handoff/parts.ts';
import { once } from '#domain/once.ts';
import { idSchema } from '#domain/wire.ts';

export const acceptance = once(() =>
  z
    .strictObject({
      ownerId: idSchema('own').optional().meta({
        description: 'Who takes it. May be left out where it is assigned; needed to claim from a queue.',
      }),
    })
    .meta({ id: 'Acceptance' }),
);

export const rejection = once(() =>
  z
    .strictObject({
      reason: z
        .string()
        .min(1)
        .max(64)
        .meta({ description: 'A code of the contract.', examples: ['missing_stakeholders'] }),
      criteria: z
        .array(z.string().min(1).max(64))
        .max(50)
        .default([])
        .meta({ description: 'Ids of the entry criteria that were not met.' }),
      fields: z
        .array(
          z
            .string()
            .max(200)
            .regex(/^(?:\/(?:[^~/]|~[01])*)+$/u, { error: 'must be a JSON Pointer, such as /stakeholders/0/name' }),
        )
        .max(50)
        .default([])
        .meta({ description: 'JSON Pointers of the packet fields at fault.', examples: [['/stakeholders']] }),
      note: z.string().min(1).max(2000).optional().meta({ description: 'For the sender.' }),
    })
    .meta({ id: 'Rejection' }),
);

export const milestoneInput = once(() =>
  z
    .strictObject({
      name: z
        .string()
        .min(1)
        .max(64)
        .meta({ description: '`first_touch`, or a milestone of the contract.', examples: ['first_touch'] }),
    })
    .meta({ id: 'MilestoneInput' }),
);

export const completion = once(() =>
  z
    .strictObject({
      outcome: z
        .record(z.string(), z.unknown())
        .default({})
        .meta({ description: 'What came of it; the exit criteria look at this. At most 16 KiB.' }),
      override: overrideSchema().optional().meta({
        description: 'Completes although exit criteria are unmet. Needs the scope `handoffs:override`, and is kept.',
      }),
    })
    .meta({ id: 'Completion' }),
);

export const cancellation = once(() =>
  z
    .strictObject({
      reason: z
        .string()
        .min(1)
        .max(500)
        .meta({ examples: ['The customer withdrew.'] }),
    })
    .meta({ id: 'Cancellation' }),
);
