import { DELIVERY_ACTOR } from '#domain/actor.ts';
import { judgeEndpointHealth, judgeSlowness } from '#domain/webhook/endpoint-health.ts';
import type { AttemptOutcome } from '#domain/webhook/outcome.ts';
import type { AttemptDecision } from '#domain/webhook/retry.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import { configurationCommit } from '#storage/commit.ts';
import type { TenantContext } from '../context.ts';
import { configurationEvent } from '../outbox/configuration-event.ts';

const ATTEMPT = { delivered: 'succeeded', retrying: 'failed', failed: 'failed', endpoint_gone: 'gone' } as const;

export interface JudgedAttempt {
  readonly status: AttemptDecision['status'];
  readonly outcome: AttemptOutcome;
}

/**
 * Keeps an endpoint's health and speed. Nothing is written while it stays the same. Where somebody else's change came first, a
 * failure, recovery or change of speed is left for the next attempt to note; that it must be disabled is not: that is decided anew on what
 * is then stored.
 *
 * @returns whether the endpoint is no longer what it was
 */
export async function noteHealth(
  context: TenantContext,
  endpoint: StoredEndpoint,
  attempt: JudgedAttempt,
): Promise<boolean> {
  const { stores, now } = context;
  const health = judgeEndpointHealth(endpoint.failingSince, ATTEMPT[attempt.status], now);
  const { failingSince, slowSince, ...rest } = endpoint;
  const slow = judgeSlowness(slowSince, attempt.outcome, now);
  const changed = { ...rest, version: endpoint.version + 1, updatedAt: now, ...(slow && { slowSince: slow }) };
  switch (health.status) {
    case 'healthy':
    case 'failing': {
      const failing = health.status === 'failing' ? health.failingSince : undefined;
      if (failing === failingSince && slow === slowSince) return false;
      await stores.endpoints.save({ ...changed, ...(failing && { failingSince: failing }) });
      return true;
    }
    case 'to_disable': {
      const byDelivery = { ...context, actor: DELIVERY_ACTOR };
      const data = { endpointId: endpoint.id, url: endpoint.url, reason: health.reason };
      const event = configurationCommit(configurationEvent(byDelivery, 'webhook_endpoint.disabled', data));
      const disabled = { ...changed, enabled: false, disabledReason: health.reason, disabledAt: now };
      if (await stores.endpoints.save(disabled, [event])) return true;
      const present = await stores.endpoints.get(endpoint.id);
      return present?.enabled === true ? noteHealth(context, present, attempt) : true;
    }
  }
}
