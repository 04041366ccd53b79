import * as z from 'zod';
import {
  holderRefSchema,
  overrideSchema,
  prioritySchema,
  routingOutcomeSchema,
  senderSchema,
  subjectSchema,
} from '#domain/handoff/parts.ts';
import { HANDOFF_STATES } from '#domain/handoff/state.ts';
import { once } from '#domain/once.ts';
import { canonicalInstantSchema, idSchema } from '#domain/wire.ts';
import { pageOf } from './page.ts';

export const handoffState = once(() => z.enum(HANDOFF_STATES).meta({ id: 'HandoffState' }));

const target = () =>
  z
    .union([z.string(), z.strictObject({ businessDays: z.number() })])
    .meta({ description: 'As the contract says it.', examples: ['PT4H'] });

/** A clock as of the moment of the answer. */
export const clock = once(() =>
  z
    .strictObject({
      name: z.string().meta({ examples: ['accept'] }),
      attempt: z.int().positive(),
      state: z.enum(['running', 'met', 'breached_open', 'breached_closed', 'cancelled']),
      target: target(),
      calendarId: z.string().nullable().meta({ description: 'null: around the clock.' }),
      startedAt: canonicalInstantSchema(),
      dueAt: canonicalInstantSchema().nullable(),
      stoppedAt: canonicalInstantSchema().nullable(),
      breachedAt: canonicalInstantSchema().nullable().meta({ description: 'The due instant, once it has passed.' }),
      detectedAt: canonicalInstantSchema().nullable().meta({ description: 'When Baton noticed the breach.' }),
      elapsedSeconds: z.number(),
      remainingSeconds: z
        .number()
        .nullable()
        .meta({ description: 'Negative when late; null once the clock has been stopped.' }),
      warnings: z.array(z.number()).meta({ description: 'Fractions of the target at which a warning was given.' }),
    })
    .meta({ id: 'Clock', description: 'One clock of a handoff, as of the moment of the answer.' }),
);

const rejection = () =>
  z
    .strictObject({
      reason: z.string(),
      class: z.enum(['procedural', 'clerical', 'definitional']),
      criteria: z.array(z.string()),
      fields: z.array(z.string()),
      note: z.string().optional(),
    })
    .meta({ description: 'Why the receiver sent it back; while it is rejected.' });

/** A handoff as callers see it. */
export const handoff = once(() =>
  z
    .strictObject({
      id: idSchema('hnd'),
      contractId: idSchema('ctr'),
      contractVersion: z.int().positive().meta({ description: 'The version it began under, for good.' }),
      subject: subjectSchema(),
      state: handoffState(),
      attempt: z.int().positive(),
      version: z.int().positive().meta({ description: 'Sequence of its last event; the ETag.' }),
      priority: prioritySchema(),
      sender: senderSchema().optional(),
      override: overrideSchema().optional(),
      holder: holderRefSchema()
        .extend({ since: canonicalInstantSchema() })
        .meta({ id: 'Holder', description: 'Whom it is with; neither owner nor queue if nobody could be found.' }),
      routing: routingOutcomeSchema(),
      packetRevision: z.int().positive(),
      milestones: z
        .array(z.strictObject({ name: z.string(), reachedAt: canonicalInstantSchema() }))
        .meta({ description: 'In the order in which they were reached.' }),
      clocks: z.array(clock()),
      nextDeadlineAt: canonicalInstantSchema().nullable(),
      createdAt: canonicalInstantSchema(),
      updatedAt: canonicalInstantSchema(),
      acceptedAt: canonicalInstantSchema().optional(),
      completedAt: canonicalInstantSchema().optional(),
      cancelledAt: canonicalInstantSchema().optional(),
      rejection: rejection().optional(),
      reason: z.string().optional().meta({ description: 'Why it was cancelled.' }),
    })
    .meta({ id: 'Handoff', description: 'A handoff, with its clocks as of the moment of the answer.' }),
);

export const handoffPage = pageOf('Handoff', handoff);

/** What a submission, and its dry run, says. */
export const handoffInput = once(() =>
  z
    .strictObject({
      contractId: idSchema('ctr').meta({ description: 'A published contract.' }),
      subject: subjectSchema(),
      packet: z
        .record(z.string(), z.unknown())
        .meta({ description: 'What travels; held to the packet schema of the contract. At most 128 KiB.' }),
      priority: prioritySchema().optional().meta({ description: '`normal` if left out.' }),
      sender: z
        .union([
          senderSchema(),
          z
            .string()
            .min(1)
            .max(200)
            .transform((name) => ({ name })),
        ])
        .optional()
        .meta({ description: 'Who hands over; a bare string is a name.' }),
      override: overrideSchema()
        .optional()
        .meta({ description: 'Submits although it is not ready. Needs the scope `handoffs:override`, and is kept.' }),
    })
    .meta({ id: 'HandoffInput' }),
);
