import * as z from 'zod';
import { EVENT_TYPES } from '../event-types.ts';
import type { Instant } from '../instant.ts';
import { once } from '../once.ts';
import { canonicalInstantSchema } from '../wire.ts';
import { attemptOf, type DeliveryAttempt, deliveryAttemptSchema } from './attempt.ts';
import type { AttemptOutcome } from './outcome.ts';
import { type AttemptDecision, decideAfterAttempt } from './retry.ts';

/** Two rounds of the schedule and some more; older attempts of a delivery that was begun anew are dropped. */
export const MAX_KEPT_ATTEMPTS = 20;

const common = once(() => ({
  id: z.string(),
  eventId: z.string(),
  eventType: z.enum(EVENT_TYPES),
  endpointId: z.string(),
  createdAt: canonicalInstantSchema(),
  version: z.int().nonnegative().meta({ description: 'Counts its changes.' }),
  attempts: z
    .array(deliveryAttemptSchema())
    .meta({ description: `Oldest first; the last ${MAX_KEPT_ATTEMPTS} of them.` }),
  attemptNumber: z.int().nonnegative().meta({
    description: 'Attempts made so far by the schedule of retries, which a retry by hand or a replay begins anew.',
  }),
  replayId: z
    .string()
    .optional()
    .meta({ description: 'The replay, or retry by hand, that sent it last; absent if none did.' }),
}));

const pendingSchema = once(() =>
  z.strictObject({
    ...common(),
    status: z.literal('pending'),
    nextAttemptAt: canonicalInstantSchema(),
  }),
);
const deliveredSchema = once(() =>
  z.strictObject({
    ...common(),
    status: z.literal('delivered'),
    deliveredAt: canonicalInstantSchema(),
  }),
);
const failedSchema = once(() =>
  z.strictObject({
    ...common(),
    status: z.literal('failed'),
    failedAt: canonicalInstantSchema(),
    reason: z
      .enum(['attempts_exhausted', 'endpoint_gone', 'endpoint_disabled', 'endpoint_removed', 'event_expired'])
      .meta({ description: 'Why no further attempt is made.' }),
  }),
);

/** One event on its way to one endpoint. */
export const deliverySchema = once(() =>
  z
    .discriminatedUnion('status', [pendingSchema(), deliveredSchema(), failedSchema()])
    .meta({ id: 'Delivery', description: 'One event on its way to one endpoint.' }),
);

export type Delivery = z.infer<ReturnType<typeof deliverySchema>>;
export type PendingDelivery = z.infer<ReturnType<typeof pendingSchema>>;
export type DeliveryStatus = Delivery['status'];
export type DeliveryFailureReason = z.infer<ReturnType<typeof failedSchema>>['reason'];

export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed'] as const satisfies readonly DeliveryStatus[];

type DeliveryIds = Pick<Delivery, 'id' | 'eventId' | 'eventType' | 'endpointId'>;

/** What asks for an attempt, as far as the record has to know it. */
export interface AttemptRequest {
  /** The `nextAttemptAt` that was promised; absent for a first attempt. */
  readonly notBefore?: Instant;
  /** The replay or retry by hand that asks. */
  readonly replayId?: string;
}

/** A delivery whose first attempt is due at once. Its version says that it is not stored yet. */
export function createDelivery(ids: DeliveryIds, now: Instant): PendingDelivery {
  return { ...ids, createdAt: now, version: 0, status: 'pending', attempts: [], attemptNumber: 0, nextAttemptAt: now };
}

/**
 * The delivery that an attempt is to be made of, or undefined if `request` asks for none any more: it was carried out
 * before, or a later promise or a replay has taken its place.
 */
export function dueFor(delivery: Delivery, request: AttemptRequest, now: Instant): PendingDelivery | undefined {
  const { notBefore, replayId } = request;
  if (notBefore !== undefined) {
    return delivery.status === 'pending' && delivery.nextAttemptAt === notBefore ? delivery : undefined;
  }
  if (replayId === undefined) return undefined;
  if (delivery.replayId !== replayId) return reopenDelivery(delivery, replayId, now);
  return delivery.status === 'pending' && delivery.attemptNumber === 0 ? delivery : undefined;
}

/** Begins the schedule of a delivery anew, its first attempt due at once, for a replay or retry. What was tried is kept. */
export function reopenDelivery(delivery: Delivery, replayId: string, now: Instant): PendingDelivery {
  const { id, eventId, eventType, endpointId, createdAt, version, attempts } = delivery;
  const kept = { id, eventId, eventType, endpointId, createdAt, version, attempts };
  return { ...kept, replayId, status: 'pending', attemptNumber: 0, nextAttemptAt: now };
}

export interface FinishedDeliveryAttempt {
  readonly outcome: AttemptOutcome;
  readonly url: string;
  readonly now: Instant;
  /** A random number from 0 to 1. */
  readonly jitter: number;
}

/** Adds an attempt that ended at `now`, and what follows from it. */
export function recordAttempt(
  delivery: PendingDelivery,
  { outcome, url, now, jitter }: FinishedDeliveryAttempt,
): { readonly delivery: Delivery; readonly decision: AttemptDecision } {
  const attemptNumber = delivery.attemptNumber + 1;
  const decision = decideAfterAttempt({ attemptNumber, outcome, now, jitter });
  const attempts = withAttempt(delivery.attempts, attemptOf(outcome, url, now));
  return { delivery: settle({ ...delivery, attemptNumber, attempts }, decision, now), decision };
}

/**
 * Adds an attempt to a delivery that went on without it: what was promised since stays, unless the attempt has made it
 * needless by succeeding. One that is there already, as its record was written though nobody was told, is not added.
 */
export function noteAttempt(delivery: Delivery, attempt: DeliveryAttempt): Delivery {
  if (delivery.attempts.some((known) => isSame(known, attempt))) return delivery;
  const noted = { ...delivery, attempts: withAttempt(delivery.attempts, attempt) };
  if (noted.status !== 'pending' || attempt.outcome !== 'succeeded') return noted;
  const { nextAttemptAt: _, ...kept } = noted;
  return { ...kept, status: 'delivered', deliveredAt: attempt.at };
}

function isSame(a: DeliveryAttempt, b: DeliveryAttempt): boolean {
  return a.at === b.at && a.latencyMs === b.latencyMs && a.outcome === b.outcome;
}

/** Gives up a delivery that is not to be attempted again. It is kept, with its attempts. */
export function abandonDelivery(delivery: PendingDelivery, reason: DeliveryFailureReason, now: Instant): Delivery {
  const { nextAttemptAt: _, ...kept } = delivery;
  return { ...kept, status: 'failed', failedAt: now, reason };
}

function withAttempt(attempts: readonly DeliveryAttempt[], attempt: DeliveryAttempt): DeliveryAttempt[] {
  const inOrder = [...attempts, attempt].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return inOrder.slice(-MAX_KEPT_ATTEMPTS);
}

function settle(delivery: PendingDelivery, decision: AttemptDecision, now: Instant): Delivery {
  const { nextAttemptAt: _, ...kept } = delivery;
  switch (decision.status) {
    case 'delivered':
      return { ...kept, status: 'delivered', deliveredAt: now };
    case 'retrying':
      return { ...kept, status: 'pending', nextAttemptAt: decision.nextAttemptAt };
    case 'failed':
      return { ...kept, status: 'failed', failedAt: now, reason: 'attempts_exhausted' };
    case 'endpoint_gone':
      return { ...kept, status: 'failed', failedAt: now, reason: 'endpoint_gone' };
  }
}
