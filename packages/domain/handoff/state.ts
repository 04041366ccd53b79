import * as z from 'zod';
import { once } from '../once.ts';
import { canonicalInstantSchema } from '../wire.ts';
import {
  calendarPinsSchema,
  excuseSchema,
  firedStepSchema,
  holderRefSchema,
  overrideSchema,
  pauseSchema,
  pendingEscalationSchema,
  plannedWarningSchema,
  prioritySchema,
  rejectionSchema,
  routingOutcomeSchema,
  senderSchema,
  subjectSchema,
  targetSchema,
} from './parts.ts';

const clockBase = once(() => ({
  name: z.string(),
  attempt: z.number().int().positive(),
  target: targetSchema(),
  /** The target in working time of the clock's calendar. */
  targetSeconds: z.number(),
  calendarId: z.string().optional(),
  startedAt: canonicalInstantSchema(),
  /** Working time that counts beside what has passed since `from`; absent: none, and all since `startedAt` counts. */
  counted: z.strictObject({ seconds: z.number(), from: canonicalInstantSchema().optional() }).optional(),
  /** Fractions of the target at which a warning was given. */
  warned: z.array(z.number()),
  /** The target was changed to one that had passed already: it is due a little after that moment instead. */
  shortNotice: z.literal(true).optional(),
  /** The target in working time that short notice has once left it: there is none beyond that. */
  noticeSeconds: z.number().optional(),
  excused: excuseSchema().optional(),
}));
const due = once(() => ({ dueAt: canonicalInstantSchema() }));
/** Absent where it stood still in a pause when it was stopped. */
const lastDue = once(() => ({ dueAt: canonicalInstantSchema().optional() }));
const breach = once(() => ({ ...due(), breachedAt: canonicalInstantSchema(), detectedAt: canonicalInstantSchema() }));
const stop = once(() => ({ stoppedAt: canonicalInstantSchema(), elapsedSeconds: z.number() }));

/**
 * One clock of a handoff. Which members it has follows from its state: an impossible clock cannot be stored. One that
 * stands still in a pause has `counted` without `from`; late ones stay `breached_open` in it.
 */
export const clockSchema = once(() =>
  z.discriminatedUnion('state', [
    z.strictObject({
      ...clockBase(),
      ...due(),
      state: z.literal('running'),
      warnings: z.array(plannedWarningSchema()),
    }),
    z.strictObject({ ...clockBase(), state: z.literal('paused') }),
    z.strictObject({ ...clockBase(), ...lastDue(), state: z.literal('met'), ...stop() }),
    z.strictObject({ ...clockBase(), state: z.literal('breached_open'), ...breach() }),
    z.strictObject({ ...clockBase(), state: z.literal('breached_closed'), ...breach(), ...stop() }),
    z.strictObject({ ...clockBase(), ...lastDue(), state: z.literal('cancelled'), ...stop() }),
  ]),
);
export type Clock = z.infer<ReturnType<typeof clockSchema>>;
export type OpenClock = Extract<Clock, { state: 'running' | 'paused' | 'breached_open' }>;
/** A clock that is not late yet. */
export type TimelyClock = Extract<Clock, { state: 'running' | 'paused' }>;

const milestoneSchema = once(() => z.strictObject({ name: z.string(), reachedAt: canonicalInstantSchema() }));

const base = once(() => ({
  id: z.string(),
  contractId: z.string(),
  contractVersion: z.number().int().positive(),
  /** Absent: no clock of the contract goes by a calendar. */
  calendars: calendarPinsSchema().optional(),
  /** The test clock whose time it lives in; absent: real time. */
  testClockId: z.string().optional(),
  subject: subjectSchema(),
  priority: prioritySchema(),
  sender: senderSchema().optional(),
  override: overrideSchema().optional(),
  routing: routingOutcomeSchema(),
  attempt: z.number().int().positive(),
  packetRevision: z.number().int().positive(),
  /** From whom it was taken in this attempt, the last ones last: routing does not give it back to them. */
  takenFrom: z.array(z.string()).optional(),
  /** The attempt in which a wrong owner was last put right, with a fresh accept clock: it happens once per attempt. */
  misroutedAttempt: z.number().int().positive().optional(),
  /** Sequence of the last event; a command succeeds only against the version it was decided on. */
  version: z.number().int().positive(),
  holder: holderRefSchema().extend({ since: canonicalInstantSchema() }),
  /** In the order in which they were reached; each once. */
  milestones: z.array(milestoneSchema()),
  clocks: z.array(clockSchema()),
  /** `held`: it is back with its sender, and nothing of that clock is escalated before the next attempt. */
  escalations: z.array(pendingEscalationSchema().extend({ held: z.literal(true).optional() })),
  /** Each step once, the one that fired last at the end; a step that fires again is no longer acknowledged. */
  firedSteps: z.array(firedStepSchema()).optional(),
  /** The pause that it is in. */
  paused: pauseSchema().extend({ since: canonicalInstantSchema() }).optional(),
  /** The pauses that are over, for the caps on all of them. */
  pausesBefore: z
    .strictObject({ count: z.number().int().positive(), seconds: z.number(), until: canonicalInstantSchema() })
    .optional(),
  /** When it last went over to another version of its contract or of a calendar. */
  termsSince: canonicalInstantSchema().optional(),
  createdAt: canonicalInstantSchema(),
  updatedAt: canonicalInstantSchema(),
}));

/** A handoff as it is stored: the fold of its events. */
export const handoffSchema = once(() =>
  z.discriminatedUnion('state', [
    z.strictObject({
      ...base(),
      state: z.literal('pending'),
      /** When it is to be routed again: somebody may be available by then, by time alone. */
      routeAgainAt: canonicalInstantSchema().optional(),
      /** It was put into its queue, not routed there, and is given out of that queue alone. */
      placed: z.literal(true).optional(),
      /** Its priority or contract version was changed since it was routed: another rule may match. */
      unsorted: z.literal(true).optional(),
    }),
    z.strictObject({ ...base(), state: z.literal('assigned') }),
    z.strictObject({ ...base(), state: z.literal('accepted'), acceptedAt: canonicalInstantSchema() }),
    z.strictObject({
      ...base(),
      state: z.literal('rejected'),
      rejection: rejectionSchema(),
    }),
    z.strictObject({ ...base(), state: z.literal('completed'), completedAt: canonicalInstantSchema() }),
    z.strictObject({
      ...base(),
      state: z.literal('disqualified'),
      disqualifiedAt: canonicalInstantSchema(),
      reason: z.string(),
    }),
    z.strictObject({
      ...base(),
      state: z.literal('cancelled'),
      cancelledAt: canonicalInstantSchema(),
      reason: z.string(),
    }),
  ]),
);
export type Handoff = z.infer<ReturnType<typeof handoffSchema>>;
export type HandoffState = Handoff['state'];
/** An escalation step that is planned. */
export type DueStep = Handoff['escalations'][number];

export const HANDOFF_STATES = [
  'pending',
  'assigned',
  'accepted',
  'rejected',
  'completed',
  'disqualified',
  'cancelled',
] as const satisfies readonly HandoffState[];

/** States in which nobody owes anything more. */
export const TERMINAL_STATES: ReadonlySet<HandoffState> = new Set<HandoffState>([
  'completed',
  'disqualified',
  'cancelled',
]);

/** Whether the clock has neither been stopped nor cancelled. */
export function isOpen(clock: Clock): clock is OpenClock {
  return clock.state === 'running' || clock.state === 'paused' || clock.state === 'breached_open';
}

/** Whether an open clock stands still, in a pause. */
export function isStill({ counted }: OpenClock): boolean {
  return counted !== undefined && counted.from === undefined;
}
