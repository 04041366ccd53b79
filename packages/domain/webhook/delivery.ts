import * as z from 'zod';
import type { Instant } from '../instant.ts';
import { once } from '../once.ts';
import { canonicalInstantSchema } from '../wire.ts';
import { attemptOf, deliveryAttemptSchema } from './attempt.ts';
import type { AttemptOutcome } from './outcome.ts';
import { type AttemptDecision, decideAfterAttempt } from './retry.ts';

const common = once(() => ({
  id: z.string(),
  eventId: z.string(),
  endpointId: z.string(),
  attempts: z.array(deliveryAttemptSchema()).meta({ description: 'Oldest first; at most eight.' }),
  attemptNumber: z.int().nonnegative().meta({ description: 'Attempts made so far.' }),
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
      .enum(['attempts_exhausted', 'endpoint_gone', 'endpoint_disabled'])
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

interface DeliveryIds {
  readonly id: string;
  readonly eventId: string;
  readonly endpointId: string;
}

/** A delivery whose first attempt is due at once. */
export function createDelivery({ id, eventId, endpointId }: DeliveryIds, now: Instant): PendingDelivery {
  return { id, eventId, endpointId, status: 'pending', attempts: [], attemptNumber: 0, nextAttemptAt: now };
}

/** Whether an attempt is due at `at`. What is delivered or failed, or waits for later, is left alone. */
export function isAttemptDue(delivery: Delivery, at: Instant): delivery is PendingDelivery {
  return delivery.status === 'pending' && delivery.nextAttemptAt <= at;
}

/** Adds an attempt that ended at `now`, and what follows from it. `jitter` is a random number from 0 to 1. */
export function recordAttempt(
  delivery: PendingDelivery,
  finished: { readonly outcome: AttemptOutcome; readonly now: Instant; readonly jitter: number },
): { readonly delivery: Delivery; readonly decision: AttemptDecision } {
  const { outcome, now } = finished;
  const attemptNumber = delivery.attemptNumber + 1;
  const decision = decideAfterAttempt({ attemptNumber, ...finished });
  const attempts = [...delivery.attempts, attemptOf(outcome, now)];
  return { delivery: settle({ ...delivery, attemptNumber, attempts }, decision, now), decision };
}

/** Gives up a delivery whose endpoint was disabled or deleted meanwhile. It is kept, with its attempts. */
export function abandonDelivery(delivery: PendingDelivery, reason: DeliveryFailureReason, now: Instant): Delivery {
  const { nextAttemptAt: _, ...kept } = delivery;
  return { ...kept, status: 'failed', failedAt: now, reason };
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
