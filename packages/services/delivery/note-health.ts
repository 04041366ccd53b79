import { DELIVERY_ACTOR } from '#domain/actor.ts';
import { disableEndpoint } from '#domain/webhook/disable.ts';
import { failureRunOf, judgeEndpointHealth, judgeSlowness } from '#domain/webhook/endpoint-health.ts';
import type { AttemptOutcome } from '#domain/webhook/outcome.ts';
import type { AttemptDecision } from '#domain/webhook/retry.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import { urlOrigin } from '#domain/webhook/url-origin.ts';
import { configurationCommit } from '#storage/commit.ts';
import type { Write } from '#storage/tenant-table.ts';
import type { TenantContext } from '../context.ts';
import { configurationEvent } from '../outbox/configuration-event.ts';

const ATTEMPT = { delivered: 'succeeded', retrying: 'failed', failed: 'failed', endpoint_gone: 'gone' } as const;

/** How often a write that lost a race is decided anew on what is then stored. */
const ROUNDS = 5;

export interface EndpointReads {
  /** The endpoint as it is now. */
  readonly read: () => Promise<StoredEndpoint | undefined>;
  /** As it was a moment ago, or is now. */
  readonly recent: () => Promise<StoredEndpoint | undefined>;
}

export interface JudgedAttempt {
  readonly status: AttemptDecision['status'];
  readonly outcome: AttemptOutcome;
}

/**
 * Keeps an endpoint's health and speed after an attempt that ended at the context's moment and knew it as `endpoint`. A
 * success looks at it again: a failure that was noted while it was under way is over by it, and would count to five days
 * otherwise. What is said of another URL, or of an endpoint that is switched off by now, is not kept. Where somebody else's
 * change came first, the speed alone is left for the next attempt to note.
 *
 * @returns whether the endpoint is no longer what was known of it
 */
export async function noteHealth(
  context: TenantContext,
  endpoint: StoredEndpoint,
  attempt: JudgedAttempt,
  reads: EndpointReads = readsOf(context, endpoint.id),
): Promise<boolean> {
  // what was known to be failing may be well by now, as others know: then this failure is the first of another run
  const isKnownToFail = endpoint.failingSince !== undefined;
  let present = attempt.status === 'delivered' ? await reads.recent() : isKnownToFail ? await reads.read() : endpoint;
  for (let round = 1; round <= ROUNDS; round++) {
    if (present?.enabled !== true || present.url !== endpoint.url) return false;
    const change = await changeBy(context, present, attempt);
    if (change === undefined) return false;
    if (await context.stores.endpoints.save(change.after, change.beside)) return true;
    if (change.isOfSpeedAlone) return true;
    present = await reads.read();
  }
  throw new Error(`endpoint ${endpoint.id} kept changing while its health was noted`);
}

function readsOf({ stores }: TenantContext, endpointId: string): EndpointReads {
  const read = () => stores.endpoints.get(endpointId);
  return { read, recent: read };
}

interface Change {
  readonly after: StoredEndpoint;
  readonly beside: readonly Write[];
  readonly isOfSpeedAlone: boolean;
}

/** What an attempt changes of an endpoint; undefined: nothing. */
async function changeBy(
  context: TenantContext,
  endpoint: StoredEndpoint,
  { status, outcome }: JudgedAttempt,
): Promise<Change | undefined> {
  const { now } = context;
  const { failingSince, failingDays: _, slowSince, ...rest } = endpoint;
  const run = failureRunOf(endpoint);
  const health = judgeEndpointHealth(run, ATTEMPT[status], now);
  const slow = judgeSlowness(slowSince, outcome, now);
  const changed = { ...rest, version: endpoint.version + 1, updatedAt: now, ...(slow && { slowSince: slow }) };
  switch (health.status) {
    case 'healthy': {
      // a failure that was noted as later than this success is not over by it
      const isOver = failingSince !== undefined && failingSince <= now;
      if (!isOver && slow === slowSince) return undefined;
      return { after: { ...changed, ...(isOver ? {} : run) }, beside: [], isOfSpeedAlone: !isOver };
    }
    case 'failing': {
      const { failingSince: since, failingDays } = health;
      const isSame = run !== undefined && failingDays.count === run.failingDays.count;
      if (isSame && slow === slowSince) return undefined;
      return { after: { ...changed, failingSince: since, failingDays }, beside: [], isOfSpeedAlone: isSame };
    }
    case 'to_disable':
      return disabling(context, { ...changed, ...run }, health.reason);
  }
}

async function disabling(
  context: TenantContext,
  endpoint: StoredEndpoint,
  reason: 'gone' | 'failing_for_5_days',
): Promise<Change> {
  const { id, url } = endpoint;
  const pending = await context.stores.deliveries.oldestPending(id);
  const { failingSince: _, failingDays: _days, ...after } = disableEndpoint(endpoint, reason, context.now, pending);
  const byDelivery = { ...context, actor: DELIVERY_ACTOR };
  const data = { endpointId: id, url: urlOrigin(url), reason, missedSince: after.missedSince };
  const event = configurationCommit(configurationEvent(byDelivery, 'webhook_endpoint.disabled', data));
  return { after, beside: [event], isOfSpeedAlone: false };
}
