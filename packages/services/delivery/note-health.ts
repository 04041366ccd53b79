import { DELIVERY_ACTOR } from '#domain/actor.ts';
import { disableEndpoint } from '#domain/webhook/disable.ts';
import { failureRunOf, judgeEndpointHealth } from '#domain/webhook/endpoint-health.ts';
import type { AttemptDecision } from '#domain/webhook/retry.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import { configurationCommit } from '#storage/commit.ts';
import type { Write } from '#storage/tenant-table.ts';
import type { TenantContext } from '../context.ts';
import { configurationEvent } from '../outbox/configuration-event.ts';

const ATTEMPT = { delivered: 'succeeded', retrying: 'failed', failed: 'failed', endpoint_gone: 'gone' } as const;
type AttemptResult = (typeof ATTEMPT)[keyof typeof ATTEMPT];

/** How often a write that lost a race is decided anew on what is then stored. */
const ROUNDS = 5;

/** Reads the endpoint as it is now. */
type ReadEndpoint = () => Promise<StoredEndpoint | undefined>;

/**
 * Keeps an endpoint's health after an attempt that ended at the context's moment and knew it as `endpoint`. A success reads
 * it anew: a failure that was noted while it was under way is over by it, and would count to five days otherwise. What is
 * said of another URL, or of an endpoint that is switched off by now, is not kept.
 *
 * @returns whether something was written
 */
export async function noteHealth(
  context: TenantContext,
  endpoint: StoredEndpoint,
  status: AttemptDecision['status'],
  read: ReadEndpoint = () => context.stores.endpoints.get(endpoint.id),
): Promise<boolean> {
  const attempt = ATTEMPT[status];
  let present = attempt === 'succeeded' ? await read() : endpoint;
  for (let round = 1; round <= ROUNDS; round++) {
    if (present?.enabled !== true || present.url !== endpoint.url) return false;
    const change = await changeBy(context, present, attempt);
    if (change === undefined) return false;
    if (await context.stores.endpoints.save(change.after, change.beside)) return true;
    present = await read();
  }
  throw new Error(`endpoint ${endpoint.id} kept changing while its health was noted`);
}

interface Change {
  readonly after: StoredEndpoint;
  readonly beside: readonly Write[];
}

/** What an attempt changes of an endpoint; undefined: nothing. */
async function changeBy(
  context: TenantContext,
  endpoint: StoredEndpoint,
  attempt: AttemptResult,
): Promise<Change | undefined> {
  const { now } = context;
  const run = failureRunOf(endpoint);
  const health = judgeEndpointHealth(run, attempt, now);
  const { failingSince, failingDays: _, ...rest } = endpoint;
  const changed = { ...rest, version: endpoint.version + 1, updatedAt: now };
  switch (health.status) {
    case 'healthy':
      return failingSince === undefined || failingSince > now ? undefined : { after: changed, beside: [] };
    case 'failing': {
      const { failingDays } = health;
      if (run !== undefined && failingDays.count === run.failingDays.count) return undefined;
      return { after: { ...changed, failingSince: health.failingSince, failingDays }, beside: [] };
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
  const data = { endpointId: id, url, reason, missedSince: after.missedSince };
  return { after, beside: [configurationCommit(configurationEvent(byDelivery, 'webhook_endpoint.disabled', data))] };
}
