import * as z from 'zod';
import { lineSchema } from '#domain/contract/vocabulary.ts';
import { overrideSchema } from '#domain/handoff/parts.ts';
import { once } from '#domain/once.ts';
import { MAX_POINTER_LENGTH } from '#domain/packet/size.ts';
import { idSchema, instantSchema } from '#domain/wire.ts';
import { packet } from './handoff.ts';

const reason = (example: string) => lineSchema(500).meta({ examples: [example] });

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
            .max(MAX_POINTER_LENGTH)
            .regex(/^(?:\/(?:[^~/]|~[01])*)+$/u, { error: 'must be a JSON Pointer, such as /stakeholders/0/name' }),
        )
        .max(50)
        .default([])
        .meta({ description: 'JSON Pointers of the packet fields at fault.', examples: [['/stakeholders']] }),
      note: z.string().min(1).max(2000).optional().meta({ description: 'For the sender.' }),
    })
    .meta({ id: 'Rejection' }),
);

/** The packet of the next attempt. */
export const resubmission = once(() =>
  z
    .strictObject({
      packet: packet(),
      override: overrideSchema().optional().meta({
        description: 'Resubmits although it is not ready, or nothing has changed. Needs the scope `handoffs:override`.',
      }),
    })
    .meta({ id: 'Resubmission' }),
);

const reassigned = once(() => ({
  reason: reason('Jonas is away from tomorrow.'),
  misroute: z.boolean().default(false).meta({
    description: 'It had gone to the wrong one: the accept clock begins anew, once per attempt.',
  }),
}));
const SHAPES = '{"ownerId": "own_…", "reason": "…"} or {"queueId": "que_…", "reason": "…"}';
const error = ({ code }: { readonly code: string }) =>
  code === 'unrecognized_keys' ? `is not known here; send ${SHAPES}` : undefined;
const toOwner = once(() =>
  z
    .strictObject({ ownerId: idSchema('own').meta({ description: 'An active owner.' }), ...reassigned() }, { error })
    .meta({ id: 'ReassignmentToOwner' }),
);
const toQueue = once(() =>
  z.strictObject({ queueId: idSchema('que'), ...reassigned() }, { error }).meta({ id: 'ReassignmentToQueue' }),
);
/** What names nobody where this command looks for them: it only tells what is wrong. */
const toNobody = once(() =>
  z.strictObject({ ownerId: z.string({ error: `send ${SHAPES}` }), ...reassigned() }, { error }),
);

/** To an owner or to a queue. */
export const reassignment = once(() => z.union([toOwner(), toQueue()]));

/** What a caller meant, or how at least it is to be told to them. */
export function reassignmentBy(value: unknown): z.ZodType {
  const names = (key: string) => typeof value === 'object' && value !== null && key in value;
  if (names('ownerId')) return toOwner();
  return names('queueId') ? toQueue() : toNobody();
}

export const milestoneInput = once(() =>
  z
    .strictObject({
      name: z
        .string()
        .min(1)
        .max(64)
        .meta({ description: '`first_touch`, or a milestone of the contract.', examples: ['first_touch'] }),
      occurredAt: instantSchema().optional().meta({
        description: 'Now, if left out. An instant in the past needs the scope `handoffs:override`.',
      }),
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

export const disqualification = once(() =>
  z.strictObject({ reason: reason('There is no budget before next year.') }).meta({ id: 'Disqualification' }),
);

export const cancellation = once(() =>
  z.strictObject({ reason: reason('The customer withdrew.') }).meta({ id: 'Cancellation' }),
);
