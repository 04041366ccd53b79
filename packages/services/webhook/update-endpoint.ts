import type * as z from 'zod';
import type { endpointPatchSchema } from '#domain/webhook/endpoint.ts';
import { type StoredEndpoint, storedEndpointSchema } from '#domain/webhook/stored-endpoint.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument, saveDocument } from '../documents.ts';
import { requireCallable } from './require-callable.ts';
import { type EndpointView, viewEndpoint } from './view.ts';

/** Changes what `patch` names; a `null` takes a member away. Another URL, or enabling it again, begins a new life: past failures are forgotten. */
export async function updateEndpoint(
  context: CallContext,
  id: string,
  patch: z.infer<ReturnType<typeof endpointPatchSchema>>,
  ifVersion?: number,
): Promise<EndpointView> {
  requireScope(context, 'webhooks:write');
  if (patch.url !== undefined) requireCallable(context, patch.url);
  const { stores, now } = context;
  const current = await findDocument(stores.endpoints, 'webhook endpoint', id, ifVersion);
  const kept =
    patch.enabled === true || (patch.url !== undefined && patch.url !== current.url)
      ? withoutFailure(current)
      : current;
  const members = Object.entries({ ...kept, ...patch }).filter(([, value]) => value !== null && value !== undefined);
  const edit = { version: current.version + 1, updatedAt: now };
  const changed = storedEndpointSchema().parse({ ...Object.fromEntries(members), ...edit });
  const change = { before: current, after: changed };
  return viewEndpoint(await saveDocument(context, stores.endpoints, 'webhook endpoint', change));
}

function withoutFailure({ failingSince: _since, disabledReason: _reason, ...rest }: StoredEndpoint): StoredEndpoint {
  return rest;
}
