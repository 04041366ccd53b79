import type { Actor } from '#domain/actor.ts';
import type { CONFIGURATION_EVENT_TYPES } from '#domain/event-types.ts';
import type { ConfigurationEvent } from '#storage/commit.ts';
import type { TenantContext } from '../context.ts';

/** A fact about a tenant's configuration, as of the context's moment. */
export function configurationEvent(
  context: TenantContext & { readonly actor: Actor },
  type: (typeof CONFIGURATION_EVENT_TYPES)[number],
  data: Readonly<Record<string, unknown>>,
): ConfigurationEvent {
  const { tenantId, mode, now, newId, actor } = context;
  return { id: newId('evt'), type, occurredAt: now, tenantId, mode, actor, data };
}
