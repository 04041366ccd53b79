import * as z from 'zod';
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

const clockBase = once(() => ({
  name: z.string(),
  attempt: z.number().int().positive(),
  target: targetSchema(),
  calendarId: z.string().optional(),
  startedAt: canonicalInstantSchema(),
  dueAt: canonicalInstantSchema(),
  /** Fractions of the target at which a warning was given. */
  warned: z.array(z.number()),
}));
const breach = once(() => ({ breachedAt: canonicalInstantSchema(), detectedAt: canonicalInstantSchema() }));
const stop = once(() => ({ stoppedAt: canonicalInstantSchema(), elapsedSeconds: z.number() }));

/** One clock of a handoff. Which members it has follows from its state: an impossible clock cannot be stored. */
export const clockSchema = once(() =>
  z.discriminatedUnion('state', [
    z.strictObject({ ...clockBase(), state: z.literal('running'), warnings: z.array(plannedWarningSchema()) }),
    z.strictObject({ ...clockBase(), state: z.literal('met'), ...stop() }),
    z.strictObject({ ...clockBase(), state: z.literal('breached_open'), ...breach() }),
    z.strictObject({ ...clockBase(), state: z.literal('breached_closed'), ...breach(), ...stop() }),
    z.strictObject({ ...clockBase(), state: z.literal('cancelled'), ...stop() }),
  ]),
);
export type Clock = z.infer<ReturnType<typeof clockSchema>>;
export type OpenClock = Extract<Clock, { state: 'running' | 'breached_open' }>;

const milestoneSchema = once(() => z.strictObject({ name: z.string(), reachedAt: canonicalInstantSchema() }));

const escalationSchema = once(() => clockRefSchema().extend(plannedStepSchema().shape));
/** An escalation step that is still to come. */
export type PendingEscalation = z.infer<ReturnType<typeof escalationSchema>>;

const base = once(() => ({
  id: z.string(),
  contractId: z.string(),
  contractVersion: z.number().int().positive(),
  subject: subjectSchema(),
  priority: prioritySchema(),
  sender: senderSchema().optional(),
  override: overrideSchema().optional(),
  routing: routingOutcomeSchema(),
  attempt: z.number().int().positive(),
  packetRevision: z.number().int().positive(),
  /** The attempt in which a wrong owner was last put right by rerouting: it happens once per attempt. */
  reroutedAttempt: z.number().int().positive().optional(),
  /** Sequence of the last event; a command succeeds only against the version it was decided on. */
  version: z.number().int().positive(),
  holder: holderRefSchema().extend({ since: canonicalInstantSchema() }),
  /** In the order in which they were reached; each once. */
  milestones: z.array(milestoneSchema()),
  clocks: z.array(clockSchema()),
  escalations: z.array(escalationSchema()),
  createdAt: canonicalInstantSchema(),
  updatedAt: canonicalInstantSchema(),
}));

/** A handoff as it is stored: the fold of its events. */
export const handoffSchema = once(() =>
  z.discriminatedUnion('state', [
    z.strictObject({ ...base(), state: z.literal('pending') }),
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
      state: z.literal('cancelled'),
      cancelledAt: canonicalInstantSchema(),
      reason: z.string(),
    }),
  ]),
);
export type Handoff = z.infer<ReturnType<typeof handoffSchema>>;
export type HandoffState = Handoff['state'];

export const HANDOFF_STATES = [
  'pending',
  'assigned',
  'accepted',
  'rejected',
  'completed',
  'cancelled',
] as const satisfies readonly HandoffState[];

/** States in which nobody owes anything more. */
export const TERMINAL_STATES: ReadonlySet<HandoffState> = new Set<HandoffState>(['completed', 'cancelled']);

/** Whether the clock has neither been stopped nor cancelled. */
export function isOpen(clock: Clock): clock is OpenClock {
  return clock.state === 'running' || clock.state === 'breached_open';
}
