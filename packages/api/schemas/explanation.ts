import * as z from 'zod';
import { identifierSchema } from '#domain/contract/vocabulary.ts';
import { targetSchema } from '#domain/handoff/parts.ts';
import { once } from '#domain/once.ts';
import { canonicalInstantSchema, idSchema } from '#domain/wire.ts';
import { clock } from './handoff.ts';

export const clockParams = once(() =>
  z.strictObject({
    id: idSchema('hnd'),
    name: identifierSchema().meta({ description: 'The name of the clock.', examples: ['complete'] }),
  }),
);

const ordinal = (description: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,3}$/, { error: 'must be an integer from 1 to 9999' })
    .transform(Number)
    .optional()
    .meta({ description, override: { type: 'integer', minimum: 1, maximum: 9999, pattern: undefined } });

export const clockQuery = once(() =>
  z.strictObject({
    attempt: ordinal('The latest run of the clock in this attempt.'),
    run: ordinal('This run of the clock: 1 for the first in the handoff, 2 for the next. As in `clocks`.'),
  }),
);

const party = () => ({
  party: z.enum(['platform', 'sender', 'receiver']).meta({
    description: 'platform: it waits to be assigned. receiver: somebody has it. sender: it was sent back.',
  }),
  ownerId: z.string().optional(),
  queueId: z.string().optional().meta({ description: 'The queue that it waits in, with the platform.' }),
});

const segment = once(() =>
  z
    .strictObject({
      from: canonicalInstantSchema(),
      to: canonicalInstantSchema(),
      kind: z.enum(['open', 'closed', 'paused']),
      seconds: z.number().meta({ description: 'Real seconds from `from` to `to`.' }),
      ...party(),
    })
    .meta({ id: 'ClockSegment', description: 'A stretch of the life of a clock. Only open ones count.' }),
);

const targetSeconds = () =>
  z.number().meta({
    description:
      'What the clock may count until it is due, in seconds of working time: that of `target`. Under `shortNotice` it is what had elapsed and the notice instead.',
  });

const goal = once(() =>
  z
    .strictObject({
      target: targetSchema(),
      targetSeconds: targetSeconds(),
      calendarId: z.string().nullable(),
      dueAt: canonicalInstantSchema().nullable(),
    })
    .meta({ id: 'ClockGoal', description: 'What a clock goes by.' }),
);

const change = once(() => {
  const at = canonicalInstantSchema();
  const versions = { fromVersion: z.int().positive(), toVersion: z.int().positive() };
  return z
    .discriminatedUnion('change', [
      z.strictObject({ at, change: z.literal('paused'), reason: z.string(), resumesAt: canonicalInstantSchema() }),
      z.strictObject({
        at,
        change: z.literal('resumed'),
        cause: z.enum(['request', 'resume_by', 'cap', 'ended']),
        dueAt: canonicalInstantSchema().nullable(),
      }),
      z.strictObject({
        at,
        change: z.literal('retargeted'),
        cause: z.enum(['target', 'priority', 'migration', 'calendar']),
        from: goal(),
        to: goal(),
        shortNotice: z.literal(true).optional(),
      }),
      z.strictObject({ at, change: z.literal('migrated'), ...versions }),
      z.strictObject({ at, change: z.literal('rebased'), calendarId: z.string(), ...versions }),
    ])
    .meta({ id: 'ClockChange', description: 'Something that changed the course of a clock while it was open.' });
});

export const clockExplanation = once(() => {
  const { name, attempt, run, state, target, startedAt, dueAt, stoppedAt, elapsedSeconds, remainingSeconds } =
    clock().shape;
  return z
    .strictObject({
      name,
      attempt,
      run,
      state,
      target,
      targetSeconds: targetSeconds(),
      startedAt,
      dueAt,
      stoppedAt,
      asOf: canonicalInstantSchema().meta({ description: 'The moment of the answer.' }),
      elapsedSeconds,
      remainingSeconds,
      segments: z
        .array(segment())
        .meta({ description: 'From the start to the stop, or to `asOf`, in order and without gaps.' }),
      holders: z
        .array(
          z
            .strictObject({ ...party(), elapsedSeconds: z.number() })
            .meta({ id: 'HolderShare', description: 'What the clock counted while one holder had the handoff.' }),
        )
        .meta({ description: 'Each holder once; together they have the elapsed time.' }),
      changes: z.array(change()).meta({ description: 'In the order in which they happened.' }),
    })
    .meta({ id: 'ClockExplanation' });
});

const ANA = 'own_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';
const at = (time: string) => `2026-11-23T${time}:00.000Z`;

export const clockExplanationExample = {
  name: 'complete',
  attempt: 1,
  run: 1,
  state: 'running',
  target: 'PT4H',
  targetSeconds: 14_400,
  startedAt: at('09:00'),
  dueAt: at('15:00'),
  stoppedAt: null,
  asOf: at('13:30'),
  elapsedSeconds: 9_000,
  remainingSeconds: 5_400,
  segments: [
    { from: at('09:00'), to: at('10:00'), kind: 'open', seconds: 3_600, party: 'receiver', ownerId: ANA },
    { from: at('10:00'), to: at('11:00'), kind: 'paused', seconds: 3_600, party: 'receiver', ownerId: ANA },
    { from: at('11:00'), to: at('12:00'), kind: 'open', seconds: 3_600, party: 'receiver', ownerId: ANA },
    { from: at('12:00'), to: at('13:00'), kind: 'closed', seconds: 3_600, party: 'receiver', ownerId: ANA },
    { from: at('13:00'), to: at('13:30'), kind: 'open', seconds: 1_800, party: 'receiver', ownerId: ANA },
  ],
  holders: [{ party: 'receiver', ownerId: ANA, elapsedSeconds: 9_000 }],
  changes: [
    { at: at('10:00'), change: 'paused', reason: 'awaiting_customer', resumesAt: at('17:00') },
    { at: at('11:00'), change: 'resumed', cause: 'request', dueAt: at('15:00') },
  ],
};
