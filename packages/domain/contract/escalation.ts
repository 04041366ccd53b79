import * as z from 'zod';
import { once } from '../once.ts';
import { idSchema } from '../wire.ts';
import { durationSchema, positiveDurationSchema } from './duration.ts';
import { identifierSchema, PRIORITIES } from './vocabulary.ts';

const escalationAtSchema = once(() =>
  z
    .union(
      [
        z.strictObject({ elapsed: z.number().gt(0).max(1), working: z.boolean().optional() }),
        z.strictObject({ afterBreach: durationSchema(), working: z.boolean().optional() }),
      ],
      { error: 'must be {"elapsed": 0.8}, a fraction of the target up to 1, or {"afterBreach": "PT1H"}' },
    )
    .meta({
      description:
        'A fraction of the target (1 is the breach itself), or a delay after the breach. With `working` the delay and the time between repetitions count the working hours of its calendar only, and nothing fires while it is closed.',
      examples: [{ elapsed: 0.8 }, { afterBreach: 'PT1H', working: true }],
    }),
);

const namedOwnerSchema = once(() => z.strictObject({ ownerId: idSchema('own') }));
const namedQueueSchema = once(() => z.strictObject({ queueId: idSchema('que') }));

const recipientSchema = once(() =>
  z
    .union([z.enum(['owner', 'manager', 'queue', 'sender']), namedOwnerSchema()], {
      error: 'must be "owner", "manager", "queue", "sender", or {"ownerId": "own_…"}',
    })
    .meta({
      description: 'Resolved when the step fires: the holder, their manager, the queue, the sender, or an owner.',
    }),
);

const reassignSchema = once(() =>
  z.strictObject({
    to: z
      .union([z.literal('fallback'), namedOwnerSchema(), namedQueueSchema()], {
        error: 'must be "fallback", {"ownerId": "own_…"} or {"queueId": "que_…"}',
      })
      .meta({ description: "The contract's fallback, an owner, or a queue." }),
  }),
);

/** One thing that happens when a clock runs late, or is about to. */
export const escalationStepSchema = once(() =>
  z
    .strictObject({
      id: identifierSchema().meta({ description: 'Unique within its clock.', examples: ['nudge'] }),
      at: escalationAtSchema(),
      notify: z.array(recipientSchema()).max(10).default([]),
      reassign: reassignSchema().optional(),
      raisePriority: z
        .enum(PRIORITIES)
        .optional()
        .meta({ description: 'Raises the handoff to at least this priority; never lowers it.' }),
      repeat: z
        .strictObject({ every: positiveDurationSchema(), times: z.int().min(1).max(9) })
        .optional()
        .meta({ description: 'Fires again, `times` more, each `every` after the last.' }),
      ackTimeout: positiveDurationSchema().optional().meta({
        description:
          'Acknowledged, the step waits so long, in its own kind of time, before the repetitions that were left go on. Absent: they do not go on.',
      }),
    })
    .meta({ id: 'EscalationStep', description: 'What happens when a clock runs late, or is about to.' }),
);

/** The escalation path of one clock. */
export const escalationPathSchema = once(() =>
  z
    .strictObject({
      clock: identifierSchema().meta({ description: 'The name of the clock.' }),
      steps: z.array(escalationStepSchema()).min(1).max(20),
    })
    .meta({ id: 'EscalationPath', description: 'The escalation path of one clock.' }),
);

export type EscalationAt = z.infer<ReturnType<typeof escalationAtSchema>>;
export type EscalationRecipient = z.infer<ReturnType<typeof recipientSchema>>;
export type EscalationStep = z.infer<ReturnType<typeof escalationStepSchema>>;
export type EscalationPath = z.infer<ReturnType<typeof escalationPathSchema>>;
