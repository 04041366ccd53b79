import * as z from 'zod';
import { PRIORITIES, REJECTION_CLASSES } from '../contract/vocabulary.ts';
import { once } from '../once.ts';
import { canonicalInstantSchema, idSchema } from '../wire.ts';

/** The customer that is handed over, as the tenant's own systems name it. */
export const subjectSchema = once(() =>
  z
    .strictObject({
      type: z.string().min(1).max(64).meta({ description: 'What kind of thing it is: account, lead, case, …' }),
      id: z.string().min(1).max(128).meta({ description: "Its id in the tenant's system of record." }),
      name: z.string().max(200).optional(),
      attributes: z
        .record(z.string().min(1).max(64), z.union([z.string().max(500), z.number(), z.boolean(), z.null()]))
        .refine((attributes) => Object.keys(attributes).length <= 50, { error: 'at most 50 attributes' })
        .refine((attributes) => Buffer.byteLength(JSON.stringify(attributes)) <= 8192, {
          error: 'at most 8 KiB of attributes as JSON',
        })
        .optional()
        .meta({ description: 'Facts that criteria and routing rules may look at as `subject.attributes`.' }),
    })
    .meta({ id: 'Subject', examples: [{ type: 'account', id: 'acme-42', name: 'Acme GmbH' }] }),
);
export type Subject = z.infer<ReturnType<typeof subjectSchema>>;

/** Who hands over. Free text from the tenant's own systems; a bare string is taken as the name. */
export const senderSchema = once(() =>
  z
    .strictObject({
      ownerId: idSchema('own').optional(),
      id: z.string().max(128).optional(),
      name: z.string().max(200).optional(),
      email: z.string().max(254).optional(),
      team: z.string().max(100).optional(),
    })
    .meta({ id: 'Sender', examples: [{ name: 'Priya', team: 'sales' }] }),
);
export type Sender = z.infer<ReturnType<typeof senderSchema>>;

export const prioritySchema = once(() => z.enum(PRIORITIES).meta({ id: 'Priority' }));

/** Whom a handoff is with: a person, or a queue that nobody has claimed it from; neither, if nothing could be found. */
export const holderRefSchema = once(() =>
  z.strictObject({ ownerId: z.string().optional(), queueId: z.string().optional() }),
);
export type HolderRef = z.infer<ReturnType<typeof holderRefSchema>>;

/** How the receiver was found. */
export const routingOutcomeSchema = once(() =>
  z
    .strictObject({
      reason: z.enum(['rule', 'fallback', 'request', 'escalation', 'unrouted']).meta({
        description:
          'request: somebody put it into a queue, and it went by that since. escalation: a step handed it over.',
      }),
      ruleId: z.string().optional().meta({
        description: 'The routing rule that matched, also where it came to the fallback of the contract.',
      }),
    })
    .meta({
      id: 'RoutingOutcome',
      description: 'How the receiver was found.',
      examples: [{ reason: 'rule', ruleId: 'enterprise' }],
    }),
);

/** A submission or completion that went through although criteria were unmet, by a key that may do so. */
export const overrideSchema = once(() =>
  z
    .strictObject({ reason: z.string().min(3).max(500) })
    .meta({ id: 'Override', examples: [{ reason: 'Strategic customer; ARR follows by Friday.' }] }),
);
export type Override = z.infer<ReturnType<typeof overrideSchema>>;

/** A moment before the due instant at which somebody is told. */
export const plannedWarningSchema = once(() =>
  z.strictObject({
    fraction: z.number().meta({ description: 'Share of the target that has then elapsed.' }),
    at: canonicalInstantSchema(),
  }),
);

/** A moment at which an escalation step is due. `repetition` is 0 for the first time. */
export const plannedStepSchema = once(() =>
  z.strictObject({
    stepId: z.string(),
    at: canonicalInstantSchema(),
    repetition: z.number().int().min(0),
  }),
);
export type PlannedStep = z.infer<ReturnType<typeof plannedStepSchema>>;

/** Which run of which clock: of a name and an attempt at most one is open. */
export const clockRefSchema = once(() => z.strictObject({ clock: z.string(), attempt: z.number().int().positive() }));
export type ClockRef = z.infer<ReturnType<typeof clockRefSchema>>;

/** An escalation step of one clock that is still to come. */
export const pendingEscalationSchema = once(() => clockRefSchema().extend(plannedStepSchema().shape));
export type PendingEscalation = z.infer<ReturnType<typeof pendingEscalationSchema>>;

/** An escalation step that has fired, of a clock that is open. */
export const firedStepSchema = once(() =>
  clockRefSchema().extend({
    stepId: z.string(),
    acknowledged: z.literal(true).optional(),
    /** It was to hand over and found nobody: its next repetition tries again. */
    reassignFailed: z.literal(true).optional(),
  }),
);
export type FiredStep = z.infer<ReturnType<typeof firedStepSchema>>;

/** Versions of the calendars that a handoff goes by, by their ids. */
export const calendarPinsSchema = once(() =>
  z
    .record(z.string(), z.number().int().positive())
    .meta({ description: 'The version of each calendar that its clocks go by.', examples: [{}] }),
);
export type CalendarPins = z.infer<ReturnType<typeof calendarPinsSchema>>;

/** Why clocks stand still, and until when. */
export const pauseSchema = once(() =>
  z.strictObject({
    reason: z.string().meta({ description: 'A pause reason of the contract.', examples: ['awaiting_customer'] }),
    clocks: z.array(z.string()).meta({ description: 'Names of the clocks that it stops.', examples: [['complete']] }),
    resumeBy: canonicalInstantSchema().meta({ description: 'When it was asked to end.' }),
    resumesAt: canonicalInstantSchema().meta({
      description: 'When it ends by itself: at `resumeBy`, or earlier where a cap of the contract ends it.',
    }),
  }),
);

/** Why breached time is not held against anybody in reports. */
export const excuseSchema = once(() => z.strictObject({ reason: z.string(), at: canonicalInstantSchema() }));

/** A clock's target, as the contract said it. */
export const targetSchema = once(() => z.union([z.string(), z.strictObject({ businessDays: z.number() })]));

/** Why the receiver sent a handoff back. */
export const rejectionSchema = once(() =>
  z.strictObject({
    reason: z.string(),
    class: z.enum(REJECTION_CLASSES),
    criteria: z.array(z.string()).meta({ description: 'Ids of the entry criteria that were not met.' }),
    fields: z.array(z.string()).meta({ description: 'JSON Pointers of the packet fields at fault.' }),
    note: z.string().optional(),
  }),
);
