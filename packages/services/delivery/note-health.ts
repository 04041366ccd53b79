import { judgeEndpointHealth } from '#domain/webhook/endpoint-health.ts';
import type { AttemptDecision } from '#domain/webhook/retry.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import { configurationCommit } from '#storage/commit.ts';
import type { TenantContext } from '../context.ts';
import { configurationEvent } from '../outbox/configuration-event.ts';

const ATTEMPT = { delivered: 'succeeded', retrying: 'failed', failed: 'failed', endpoint_gone: 'gone' } as const;

/**
 * Keeps an endpoint's health. Nothing is written while it stays the same. Somebody else's change at the same moment wins:
 * the next attempt will note the health again.
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
      const data = { endpointId: endpoint.id, url: endpoint.url, reason: health.reason };
      const event = configurationCommit(configurationEvent(context, 'webhook_endpoint.disabled', data));
      await stores.endpoints.save({ ...changed, enabled: false, disabledReason: health.reason }, [event]);
      return true;
    }
  }
}
