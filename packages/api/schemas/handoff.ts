import * as z from 'zod';
import {
  excuseSchema,
  holderRefSchema,
  overrideSchema,
  pauseSchema,
  prioritySchema,
  rejectionSchema,
  routingOutcomeSchema,
  senderSchema,
  subjectSchema,
  targetSchema,
} from '#domain/handoff/parts.ts';
import { HANDOFF_STATES } from '#domain/handoff/state.ts';
import { once } from '#domain/once.ts';
import { canonicalInstantSchema, idSchema } from '#domain/wire.ts';
import { pageOf } from './page.ts';

export const handoffState = once(() => z.enum(HANDOFF_STATES).meta({ id: 'HandoffState' }));

const target = () => targetSchema().meta({ description: 'As the contract says it.', examples: ['PT4H'] });

/** A clock as of the moment of the answer. */
export const clock = once(() =>
  z
    .strictObject({
      name: z.string().meta({ examples: ['accept'] }),
      attempt: z.int().positive(),
      run: z.int().positive().meta({
        description:
          '1 for the first run of a clock of this name in the handoff, 2 for the next: an attempt may have two, after a misroute.',
      }),
      state: z.enum(['running', 'paused', 'met', 'breached_open', 'breached_closed', 'cancelled']).meta({
        description: '`breached_open`: late and not yet done. `breached_closed`: done, but late.',
      }),
      target: target(),
      calendarId: z.string().nullable().meta({ description: 'null: around the clock.' }),
      calendarVersion: z
        .int()
        .positive()
        .nullable()
        .meta({ description: 'The version of the calendar that it goes by; null around the clock.' }),
      startedAt: canonicalInstantSchema(),
      dueAt: canonicalInstantSchema().nullable().meta({ description: 'null while it stands still in a pause.' }),
      stoppedAt: canonicalInstantSchema().nullable(),
      breachedAt: canonicalInstantSchema().nullable().meta({ description: 'The due instant, once it has passed.' }),
      detectedAt: canonicalInstantSchema().nullable().meta({ description: 'When Baton noticed the breach.' }),
      elapsedSeconds: z
        .number()
        .meta({ description: 'Working time that has counted, pauses and closed hours left out.' }),
      remainingSeconds: z
        .number()
        .nullable()
        .meta({ description: 'Frozen in a pause, negative when late; null once the clock has been stopped.' }),
      warnings: z.array(z.number()).meta({ description: 'Fractions of the target at which a warning was given.' }),
      shortNotice: z
        .literal(true)
        .optional()
        .meta({ description: 'Its target was changed to one that had passed: it is due a little after the change.' }),
      excused: excuseSchema()
        .optional()
        .meta({ description: 'Why its breach is not held against anybody. It stays breached; reports show both.' }),
    })
    .meta({ id: 'Clock', description: 'One clock of a handoff, as of the moment of the answer.' }),
);

const rejection = () => rejectionSchema().meta({ description: 'Why the receiver sent it back; while it is rejected.' });

const pause = () =>
  pauseSchema()
    .extend({ since: canonicalInstantSchema() })
    .meta({ id: 'Pause', description: 'The pause that it is in; absent if it is not paused.' });

/** A handoff as callers see it. */
export const handoff = once(() =>
  z
    .strictObject({
      id: idSchema('hnd'),
      contractId: idSchema('ctr'),
      contractVersion: z.int().positive().meta({ description: 'The version whose terms it goes by.' }),
      subject: subjectSchema(),
      state: handoffState(),
      attempt: z.int().positive(),
      version: z.int().positive().meta({ description: 'Sequence of its last event; the ETag.' }),
      priority: prioritySchema(),
      sender: senderSchema().optional(),
      override: overrideSchema().optional(),
      testClockId: idSchema('tcl').optional().meta({ description: 'The test clock in whose time it lives.' }),
      holder: holderRefSchema()
        .extend({ since: canonicalInstantSchema() })
        .meta({ id: 'Holder', description: 'Whom it is with; neither owner nor queue if nobody could be found.' }),
      routing: routingOutcomeSchema(),
      packetRevision: z.int().positive(),
      milestones: z
        .array(z.strictObject({ name: z.string(), reachedAt: canonicalInstantSchema() }))
        .meta({ description: 'In the order in which they were reached.' }),
      paused: pause().optional(),
      clocks: z.array(clock()),
      nextDeadlineAt: canonicalInstantSchema().nullable(),
      routeAgainAt: canonicalInstantSchema().optional().meta({
        description:
          'While it waits for somebody: when it is routed again at the latest, as by then somebody may be available by time alone.',
      }),
      createdAt: canonicalInstantSchema(),
      updatedAt: canonicalInstantSchema(),
      acceptedAt: canonicalInstantSchema().optional(),
      completedAt: canonicalInstantSchema().optional(),
      disqualifiedAt: canonicalInstantSchema().optional(),
      cancelledAt: canonicalInstantSchema().optional(),
      rejection: rejection().optional(),
      reason: z.string().optional().meta({ description: 'Why it was disqualified or cancelled.' }),
    })
    .meta({ id: 'Handoff', description: 'A handoff, with its clocks as of the moment of the answer.' }),
);

export const handoffPage = pageOf('Handoff', handoff);

export const packet = () =>
  z
    .record(z.string(), z.unknown())
    .meta({ description: 'What travels; held to the packet schema of the contract. At most 128 KiB.' });

/** What a submission, and its dry run, says. */
export const handoffInput = once(() =>
  z
    .strictObject({
      contractId: idSchema('ctr').meta({ description: 'A published contract.' }),
      subject: subjectSchema(),
      packet: packet(),
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
      testClockId: idSchema('tcl')
        .optional()
        .meta({ description: 'A test clock in whose time it is to live; in test mode only.' }),
    })
    .meta({ id: 'HandoffInput' }),
);
