import * as z from 'zod';
import { assigneeSchema } from '../contract/routing.ts';
import type { HandoffEventType } from '../event-types.ts';
import { once } from '../once.ts';
import { inheritedFieldsSchema } from '../packet/inherited.ts';
import { canonicalInstantSchema } from '../wire.ts';
import {
  calendarPinsSchema,
  clockRefSchema,
  holderRefSchema,
  overrideSchema,
  pauseSchema,
  pendingEscalationSchema,
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
const elapsed = once(() =>
  z.number().meta({ description: 'Working time that the clock has counted, pauses left out, in seconds.' }),
);
const queueId = once(() =>
  z.string().optional().meta({ description: 'The queue it waits in, if nobody is assigned.' }),
);

const rerouted = once(() =>
  routingOutcomeSchema().optional().meta({ description: 'How they were found, where it was routed again.' }),
);

const brokenReferences = once(() =>
  z.array(assigneeSchema()).optional().meta({
    description:
      'Owners and queues that the contract names, or that stand in for those, and that are not there any more. It fell back to others; put the contract right.',
  }),
);

const unreachable = once(() =>
  z.array(z.string()).optional().meta({
    description:
      'Ids of those that it is for and who are left out: owners who are not active or gone, queues that are gone.',
  }),
);

const inherited = once(() =>
  inheritedFieldsSchema().optional().meta({
    description: 'Fields of the packet that the sender left out and that an earlier packet of the subject had.',
  }),
);

/** What an open clock goes by from here on: when it falls due, and whom it tells before and after. */
const planSchema = once(() =>
  z.strictObject({
    ...clockRefSchema().shape,
    dueAt: canonicalInstantSchema().optional().meta({ description: 'Absent while it stands still in a pause.' }),
    warnings: z.array(plannedWarningSchema()),
    escalations: escalations(),
  }),
);
export type ClockPlan = z.infer<ReturnType<typeof planSchema>>;

/** Why an escalation step had nothing to do when it was due. */
export const SKIP_REASONS = [
  'nobody_to_notify',
  'nobody_to_reassign_to',
  'priority_is_as_high',
  'step_removed',
] as const;

/** Why a step that did something else did not hand over. */
export const REASSIGN_FAILURES = ['no_fallback', 'nobody_available'] as const;

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
        inherited: inherited(),
        queueId: queueId(),
        calendars: calendarPinsSchema().optional(),
        testClockId: z.string().optional().meta({ description: 'The test clock whose time it lives in.' }),
      }),
      'handoff.queued': z.strictObject({
        queueId: queueId(),
        routing: routingOutcomeSchema()
          .optional()
          .meta({ description: 'How it came to wait there. unrouted: not even a queue was found to wait in.' }),
        routeAgainAt: canonicalInstantSchema().optional().meta({
          description:
            'When it is routed again at the latest, as by then somebody may be available by time alone. Freed capacity and edits of owners and queues do it earlier.',
        }),
        brokenReferences: brokenReferences(),
      }),
      'handoff.assigned': z.strictObject({
        ownerId: z.string(),
        queueId: z.string().optional().meta({ description: 'The queue that routing picked them from.' }),
        reason: z.enum(['rule', 'fallback', 'claim', 'request', 'queue']).meta({
          description:
            'rule, fallback: routed at once. claim: they took it from a queue. request: somebody asked for it. queue: it had waited, and was routed again.',
        }),
        routing: rerouted(),
        note: z.string().optional().meta({ description: 'Why somebody asked for it.' }),
        ruleId: z.string().optional(),
        brokenReferences: brokenReferences(),
      }),
      'handoff.accepted': z.strictObject({ ownerId: z.string() }),
      'handoff.rejected': rejectionSchema().extend({
        rerouted: z
          .literal(true)
          .optional()
          .meta({ description: 'It was only the wrong owner: it is routed anew and does not go back to the sender.' }),
      }),
      'handoff.resubmitted': z.strictObject({
        attempt: z.number().int().positive(),
        packetRevision: z.number().int().positive(),
        changed: z.array(z.string()).meta({ description: 'JSON Pointers of what was cited and is now different.' }),
        inherited: inherited(),
        override: overrideSchema().optional(),
        routing: routingOutcomeSchema(),
        queueId: queueId(),
        escalations: z
          .array(pendingEscalationSchema())
          .meta({ description: 'Escalation steps of clocks that have gone on since an earlier attempt.' }),
      }),
      'handoff.reassigned': z.strictObject({
        from: holderRefSchema(),
        to: holderRefSchema(),
        reason: z.string(),
        cause: z.enum(['request', 'escalation', 'rejection']),
        routing: rerouted(),
        misroute: z
          .literal(true)
          .optional()
          .meta({ description: 'It had gone to the wrong owner: its accept clock begins anew.' }),
      }),
      'handoff.milestone_reached': z.strictObject({ name: z.string() }),
      'handoff.paused': pauseSchema().extend({
        stopped: z
          .array(z.strictObject({ ...clockRefSchema().shape, elapsedSeconds: elapsed(), remainingSeconds: z.number() }))
          .meta({ description: 'The clocks that stand still from here on.' }),
      }),
      'handoff.resumed': z.strictObject({
        cause: z.enum(['request', 'resume_by', 'cap', 'ended']).meta({
          description:
            'request: somebody asked. resume_by: its time had come. cap: a cap of the contract. ended: what it waited with has ended.',
        }),
        pausedSeconds: z.number().meta({ description: 'How long the pause was, in real time.' }),
        clocks: z.array(planSchema()).meta({ description: 'The clocks that go on.' }),
      }),
      'handoff.reprioritized': z.strictObject({
        from: prioritySchema(),
        to: prioritySchema(),
        reason: z.string().optional(),
      }),
      'handoff.escalated': z.strictObject({
        cause: z.literal('max_attempts'),
        recipients: z.array(z.string()).meta({ description: 'Ids of the owners on both sides who are to settle it.' }),
      }),
      'handoff.completed': z.strictObject({
        outcome: z.record(z.string(), z.unknown()),
        override: overrideSchema().optional(),
      }),
      'handoff.disqualified': z.strictObject({ reason: z.string() }),
      'handoff.cancelled': z.strictObject({ reason: z.string() }),
      'handoff.noted': z.strictObject({ text: z.string() }),
      'handoff.migrated': z.strictObject({
        fromVersion: z.number().int().positive(),
        toVersion: z.number().int().positive(),
        calendars: calendarPinsSchema().optional(),
      }),
      'handoff.rebased': z.strictObject({
        calendarId: z.string(),
        fromVersion: z.number().int().positive(),
        toVersion: z.number().int().positive(),
        counted: z
          .array(z.strictObject({ ...clockRefSchema().shape, elapsedSeconds: elapsed() }))
          .meta({ description: 'What the clocks that go by it have counted under the version before.' }),
      }),
      'clock.started': z.strictObject({
        ...clockRefSchema().shape,
        target: targetSchema(),
        targetSeconds: z.number().meta({ description: 'The target in working time, in seconds.' }),
        calendarId: z.string().optional(),
        dueAt: canonicalInstantSchema(),
        warnings: z.array(plannedWarningSchema()),
        escalations: escalations(),
        paused: z
          .literal(true)
          .optional()
          .meta({ description: 'It begins in a pause: it stands still, and falls due that much later.' }),
      }),
      'clock.retargeted': planSchema().extend({
        cause: z.enum(['target', 'priority', 'migration', 'calendar']),
        target: targetSchema(),
        targetSeconds: z.number(),
        calendarId: z.string().optional(),
        elapsedSeconds: elapsed(),
        reason: z.string().optional().meta({ description: 'Why somebody asked for another target.' }),
        shortNotice: z
          .literal(true)
          .optional()
          .meta({ description: 'The new target has passed already: it is due after a minimum notice instead.' }),
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
        dueAt: canonicalInstantSchema().optional().meta({ description: 'Absent if it stood still in a pause.' }),
        elapsedSeconds: elapsed(),
      }),
      'clock.closed': z.strictObject({
        ...clockRefSchema().shape,
        dueAt: canonicalInstantSchema(),
        elapsedSeconds: elapsed(),
        lateSeconds: z.number().meta({ description: 'Working time beyond the target, in seconds.' }),
      }),
      'clock.cancelled': z.strictObject({ ...clockRefSchema().shape, elapsedSeconds: elapsed() }),
      'clock.excused': z.strictObject({ ...clockRefSchema().shape, reason: z.string() }),
      'escalation.triggered': z.strictObject({
        ...clockRefSchema().shape,
        stepId: z.string(),
        repetition: z.number().int().min(0),
        recipients: z.array(z.string()).meta({ description: 'Ids of the owners and queues that this step is for.' }),
        unreachable: unreachable(),
        missed: z.literal(true).optional().meta({
          description:
            'Noticed only when a later repetition was due as well: that one tells the recipients, once for all.',
        }),
        reassignedTo: holderRefSchema().optional(),
        reassignFailed: z.enum(REASSIGN_FAILURES).optional().meta({
          description:
            'The step was to hand over and could not, while it did the rest. no_fallback: the contract has no fallback. nobody_available: none of those whom it names, who stand in for them, and the fallback, can be given it; the routing decisions of the handoff say why of each. Its next repetition tries again.',
        }),
        raisedTo: prioritySchema().optional(),
        next: plannedStepSchema()
          .optional()
          .meta({ description: 'The next repetition of this step, if there is one.' }),
      }),
      'escalation.acknowledged': z.strictObject({
        ...clockRefSchema().shape,
        stepId: z.string(),
        ownerId: z.string().optional().meta({ description: 'Who sees to it.' }),
        note: z.string().optional(),
        until: canonicalInstantSchema().optional().meta({
          description:
            'When its repetitions go on, if the clock is still open then; absent: they do not. In a pause it is counted from the beginning of that, and moves with the resumption.',
        }),
      }),
      'escalation.skipped': z.strictObject({
        ...clockRefSchema().shape,
        stepId: z.string(),
        repetition: z.number().int().min(0),
        reason: z.enum(SKIP_REASONS).meta({
          description:
            'nobody_to_notify: none of its recipients is there. nobody_to_reassign_to: nobody else is available. priority_is_as_high: there is nothing to raise. step_removed: the contract no longer has it.',
        }),
        unreachable: unreachable(),
        next: plannedStepSchema()
          .optional()
          .meta({ description: 'The next step of the ladder, brought forward to take its place.' }),
      }),
      'escalation.exhausted': z.strictObject({ ...clockRefSchema().shape }),
    }) satisfies Record<HandoffEventType, z.ZodType>,
);
