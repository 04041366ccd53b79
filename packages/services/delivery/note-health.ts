import { DELIVERY_ACTOR } from '#domain/actor.ts';
import { judgeEndpointHealth } from '#domain/webhook/endpoint-health.ts';
import type { AttemptDecision } from '#domain/webhook/retry.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import { configurationCommit } from '#storage/commit.ts';
import type { TenantContext } from '../context.ts';
import { configurationEvent } from '../outbox/configuration-event.ts';

const ATTEMPT = { delivered: 'succeeded', retrying: 'failed', failed: 'failed', endpoint_gone: 'gone' } as const;

/**
 * Keeps an endpoint's health. Nothing is written while it stays the same. Where somebody else's change came first, a
 * failure or recovery is left for the next attempt to note; that it must be disabled is not: that is decided anew on what
 * is then stored.
 *
 * @returns whether the endpoint is no longer what it was
 */
export async function noteHealth(
  context: TenantContext,
  endpoint: StoredEndpoint,
  status: AttemptDecision['status'],
): Promise<boolean> {
  const { stores, now } = context;
  const health = judgeEndpointHealth(endpoint.failingSince, ATTEMPT[status], now);
  const { failingSince, ...rest } = endpoint;
  const changed = { ...rest, version: endpoint.version + 1, updatedAt: now };
  switch (health.status) {
    case 'healthy':
      if (failingSince !== undefined) await stores.endpoints.save(changed);
      return failingSince !== undefined;
    case 'failing':
      if (failingSince === undefined) await stores.endpoints.save({ ...changed, failingSince: health.failingSince });
      return failingSince === undefined;
    case 'to_disable': {
      const byDelivery = { ...context, actor: DELIVERY_ACTOR };
      const data = { endpointId: endpoint.id, url: endpoint.url, reason: health.reason };
      const event = configurationCommit(configurationEvent(byDelivery, 'webhook_endpoint.disabled', data));
      const disabled = { ...changed, enabled: false, disabledReason: health.reason, disabledAt: now };
      if (await stores.endpoints.save(disabled, [event])) return true;
      const present = await stores.endpoints.get(endpoint.id);
      return present?.enabled === true ? noteHealth(context, present, status) : true;
    }
  }
}
