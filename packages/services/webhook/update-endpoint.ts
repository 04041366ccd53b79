import type { Instant } from '#domain/instant.ts';
import { invalid } from '#domain/problem.ts';
import { checkEndpoint } from '#domain/webhook/check-endpoint.ts';
import { disableEndpoint } from '#domain/webhook/disable.ts';
import type { EndpointPatch } from '#domain/webhook/endpoint.ts';
import { type StoredEndpoint, storedEndpointSchema } from '#domain/webhook/stored-endpoint.ts';
import { urlOrigin } from '#domain/webhook/url-origin.ts';
import { configurationCommit } from '#storage/commit.ts';
import type { Write } from '#storage/tenant-table.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument, saveDocument } from '../documents.ts';
import { configurationEvent } from '../outbox/configuration-event.ts';
import { despiteOthers, requireStanding } from '../tenancy/caller-standing.ts';
import { auditedEndpoint } from './audited-endpoint.ts';
import { type EndpointView, viewEndpoint } from './view.ts';

/**
 * Changes what `patch` names; a `null` takes a member away. Another URL, or enabling it again, begins a new life: past
 * failures and slowness are forgotten. Switching it on or off is told by an event.
 *
 * @throws DomainError `validation_failed` with every cause, `not_found`, `concurrent_update`, `unauthenticated` if the caller's
 * key has ended meanwhile
 */
export async function updateEndpoint(
  context: CallContext,
  id: string,
  patch: EndpointPatch,
  ifVersion?: number,
): Promise<EndpointView> {
  requireScope(context, 'webhooks:write');
  return viewEndpoint(await despiteOthers(() => changeEndpoint(context, id, patch, ifVersion)), context.now);
}

async function changeEndpoint(
  context: CallContext,
  id: string,
  patch: EndpointPatch,
  ifVersion?: number,
): Promise<StoredEndpoint> {
  const { stores, now, mode, egress } = context;
  const before = await findDocument(stores.endpoints, 'webhook endpoint', id, ifVersion);
  const violations = checkEndpoint(patch, { mode, egress }, before);
  if (violations.length > 0) throw invalid(...violations);
  const isSwitchedOff = before.enabled && patch.enabled === false;
  const after = edited(before, patch, now, isSwitchedOff ? await stores.deliveries.oldestPending(id) : undefined);
  const { writes } = await requireStanding(context);
  const audited = auditedEndpoint({ before, after });
  const accompanied = { beside: [...switching(context, before, after), ...writes], audited };
  return saveDocument(context, stores.endpoints, 'webhook endpoint', { before, after }, accompanied);
}

function edited(before: StoredEndpoint, patch: EndpointPatch, now: Instant, oldestPending?: Instant): StoredEndpoint {
  const members = Object.entries({ ...before, ...patch }).filter(([, value]) => value !== null && value !== undefined);
  const changed = { ...Object.fromEntries(members), version: before.version + 1, updatedAt: now };
  const after = storedEndpointSchema().parse(changed);
  // `true` also for one that is on: that is how somebody says that the receiver is well again
  if (patch.enabled === true) return withoutDisabling(withoutHealth(after));
  const known = after.url === before.url ? after : withoutHealth(after);
  if (!before.enabled || after.enabled) return known;
  return { ...known, ...switchedOff(disableEndpoint(before, 'manual', now, oldestPending)) };
}

/** With what was known of the endpoint before: it may have failed at another URL. */
function switchedOff({ enabled, disabledReason, disabledAt, missedSince }: StoredEndpoint) {
  return { enabled, disabledReason, disabledAt, missedSince };
}

function withoutHealth(endpoint: StoredEndpoint): StoredEndpoint {
  const { failingSince: _since, failingDays: _days, slowSince: _slow, ...unknown } = endpoint;
  return unknown;
}

function withoutDisabling(endpoint: StoredEndpoint): StoredEndpoint {
  const { disabledReason: _reason, disabledAt: _at, missedSince: _missed, ...enabled } = endpoint;
  return enabled;
}

/** The event of an endpoint that is switched on or off. */
function switching(context: CallContext, before: StoredEndpoint, after: StoredEndpoint): readonly Write[] {
  if (before.enabled === after.enabled) return [];
  const endpoint = { endpointId: after.id, url: urlOrigin(after.url) };
  if (!after.enabled) {
    const data = { ...endpoint, reason: after.disabledReason, missedSince: after.missedSince };
    return [configurationCommit(configurationEvent(context, 'webhook_endpoint.disabled', data))];
  }
  const { disabledAt, disabledReason, missedSince } = before;
  const data = { ...endpoint, disabledAt, disabledReason, missedSince };
  return [configurationCommit(configurationEvent(context, 'webhook_endpoint.enabled', data))];
}
