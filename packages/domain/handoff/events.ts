import * as z from 'zod';
import { actorSchema } from '../actor.ts';
import type { HandoffEventType } from '../event-types.ts';
import { once } from '../once.ts';
import { canonicalInstantSchema } from '../wire.ts';
import {
  clockRefSchema,
  holderRefSchema,
  overrideSchema,
  plannedStepSchema,
  plannedWarningSchema,
  prioritySchema,
  rejectionSchema,
  routingOutcomeSchema,
  senderSchema,
  subjectSchema,
  targetSchema,
} from './parts.ts';

const escalations = once(() =>
  z.array(plannedStepSchema()).meta({ description: 'Escalation steps that this made due later.' }),
);

/** What each event says. These are both what is stored and what subscribers receive as `data`. */
export const handoffEventData = once(
  () =>
    ({
      'handoff.submitted': z.strictObject({
        contractId: z.string(),
        contractVersion: z.number().int().positive(),
        subject: subjectSchema(),
        priority: prioritySchema(),
        sender: senderSchema().optional(),
        override: overrideSchema().optional(),
        routing: routingOutcomeSchema(),
        packetRevision: z.number().int().positive(),
        queueId: z.string().optional().meta({ description: 'The queue it waits in, if nobody is assigned.' }),
      }),
      'handoff.assigned': z.strictObject({
        ownerId: z.string(),
        reason: z.enum(['rule', 'fallback', 'claim']),
        ruleId: z.string().optional(),
      }),
      'handoff.accepted': z.strictObject({ ownerId: z.string() }),
      'handoff.rejected': rejectionSchema().extend({
        rerouted: z
          .literal(true)
          .optional()
          .meta({ description: 'It was only the wrong owner: it goes on to the fallback and not back to the sender.' }),
      }),
      'handoff.reassigned': z.strictObject({
        from: holderRefSchema(),
        to: holderRefSchema(),
        reason: z.string(),
        cause: z.enum(['request', 'escalation', 'rejection']),
      }),
      'handoff.milestone_reached': z.strictObject({ name: z.string() }),
      'handoff.completed': z.strictObject({
        outcome: z.record(z.string(), z.unknown()),
        override: overrideSchema().optional(),
      }),
      'handoff.cancelled': z.strictObject({ reason: z.string() }),
      'clock.started': z.strictObject({
        ...clockRefSchema().shape,
        target: targetSchema(),
        calendarId: z.string().optional(),
        dueAt: canonicalInstantSchema(),
        warnings: z.array(plannedWarningSchema()),
        escalations: escalations(),
      }),
      'clock.warned': z.strictObject({
        ...clockRefSchema().shape,
        fraction: z.number(),
        dueAt: canonicalInstantSchema(),
      }),
      'clock.breached': z.strictObject({
        ...clockRefSchema().shape,
        dueAt: canonicalInstantSchema(),
        escalations: escalations(),
      }),
      'clock.met': z.strictObject({
        ...clockRefSchema().shape,
        dueAt: canonicalInstantSchema(),
        elapsedSeconds: z.number(),
      }),
      'clock.closed': z.strictObject({
        ...clockRefSchema().shape,
        dueAt: canonicalInstantSchema(),
        elapsedSeconds: z.number(),
        lateSeconds: z.number(),
      }),
      'clock.cancelled': z.strictObject({ ...clockRefSchema().shape, elapsedSeconds: z.number() }),
      'escalation.triggered': z.strictObject({
        ...clockRefSchema().shape,
        stepId: z.string(),
        repetition: z.number().int().min(0),
        recipients: z.array(z.string()).meta({ description: 'Ids of the owners and queues that this step is for.' }),
        reassignedTo: holderRefSchema().optional(),
        raisedTo: prioritySchema().optional(),
        next: plannedStepSchema()
          .optional()
          .meta({ description: 'The next repetition of this step, if there is one.' }),
      }),
    }) satisfies Record<HandoffEventType, z.ZodType>,
);

export type HandoffEventData<T extends HandoffEventType> = z.infer<ReturnType<typeof handoffEventData>[T]>;

/** What happened, as `decide` says it: not yet numbered. */
export type HandoffFact = {
  [T in HandoffEventType]: {
    readonly type: T;
    /** The true instant, also of a deadline that was noticed late. */
    readonly occurredAt: z.infer<ReturnType<typeof canonicalInstantSchema>>;
    /** When Baton noticed, where that is later than `occurredAt`. */
    readonly detectedAt?: z.infer<ReturnType<typeof canonicalInstantSchema>> | undefined;
    readonly actor: z.infer<ReturnType<typeof actorSchema>>;
    readonly data: HandoffEventData<T>;
  };
}[HandoffEventType];

/** A numbered fact. `sequence` is gapless within a handoff, from 1. */
export type HandoffEvent = HandoffFact & { readonly handoffId: string; readonly sequence: number };
export type EventOf<T extends HandoffEventType> = Extract<HandoffEvent, { type: T }>;

function factSchema<T extends HandoffEventType>(type: T) {
  return z.strictObject({
    type: z.literal(type),
    occurredAt: canonicalInstantSchema(),
    detectedAt: canonicalInstantSchema().optional(),
    actor: actorSchema(),
    data: handoffEventData()[type],
  });
}

/** A fact as it is stored; its handoff and its number are those of the commit that holds it. */
export const handoffFactSchema = once(() =>
  z.discriminatedUnion('type', [
    factSchema('handoff.submitted'),
    factSchema('handoff.assigned'),
    factSchema('handoff.accepted'),
    factSchema('handoff.rejected'),
    factSchema('handoff.reassigned'),
    factSchema('handoff.milestone_reached'),
    factSchema('handoff.completed'),
    factSchema('handoff.cancelled'),
    factSchema('clock.started'),
    factSchema('clock.warned'),
    factSchema('clock.breached'),
    factSchema('clock.met'),
    factSchema('clock.closed'),
    factSchema('clock.cancelled'),
    factSchema('escalation.triggered'),
  ]),
);
