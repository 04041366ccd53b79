import type * as z from 'zod';
import { invalid } from '#domain/problem.ts';
import type { endpointInputSchema, endpointPatchSchema } from '#domain/webhook/endpoint.ts';
import { checkEndpointUrl } from '#domain/webhook/endpoint-url.ts';
import { mintWebhookSecret } from '#domain/webhook/signature.ts';
import { type StoredEndpoint, storedEndpointSchema } from '#domain/webhook/stored-endpoint.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument, removeDocument, requireRoom, saveDocument } from '../documents.ts';
import { type Page, type PageRequest, pageOf, rangeOf } from '../page.ts';
import { type EndpointView, viewEndpoint } from './view.ts';

const MAX_ENDPOINTS = 20;
const SECRET_BYTES = 32;

/** Starts sending events to a URL. The signing secret is answered this once. */
export async function createEndpoint(
  context: CallContext,
  input: z.infer<ReturnType<typeof endpointInputSchema>>,
): Promise<EndpointView & { readonly secret: string }> {
  requireScope(context, 'webhooks:write');
  requireCallable(context, input.url);
  const { stores, now, newId, randomBytes } = context;
  await requireRoom(stores.endpoints, 'webhook endpoint', MAX_ENDPOINTS);
  const secret = mintWebhookSecret(randomBytes(SECRET_BYTES));
  const stored = { ...input, id: newId('whe'), version: 1, secrets: [{ secret }], createdAt: now, updatedAt: now };
  const endpoint = await saveDocument(stores.endpoints, 'webhook endpoint', storedEndpointSchema().parse(stored));
  return { ...viewEndpoint(endpoint), secret };
}

export async function listEndpoints(context: CallContext, request: PageRequest): Promise<Page<EndpointView>> {
  requireScope(context, 'webhooks:read');
  const { data, next } = await context.stores.endpoints.list(rangeOf(request));
  return pageOf({ data: data.map(viewEndpoint), ...(next === undefined ? {} : { next }) });
}

/** @throws DomainError `not_found` */
export async function getEndpoint(context: CallContext, id: string): Promise<EndpointView> {
  requireScope(context, 'webhooks:read');
  return viewEndpoint(await findDocument(context.stores.endpoints, 'webhook endpoint', id));
}

/** Changes what `patch` names. Enabling an endpoint again also forgets why it was disabled. */
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
  const kept = patch.enabled === true ? withoutFailure(current) : current;
  const changed = storedEndpointSchema().parse({ ...kept, ...patch, version: current.version + 1, updatedAt: now });
  return viewEndpoint(await saveDocument(stores.endpoints, 'webhook endpoint', changed));
}

/** Stops sending to an endpoint and forgets it; what was on its way is dropped. */
export async function deleteEndpoint(context: CallContext, id: string): Promise<void> {
  requireScope(context, 'webhooks:write');
  const endpoint = await findDocument(context.stores.endpoints, 'webhook endpoint', id);
  await removeDocument(context.stores.endpoints, 'webhook endpoint', endpoint);
}

function requireCallable({ mode, egress }: CallContext, url: string): void {
  const violations = checkEndpointUrl(url, { mode, egress });
  if (violations.length > 0) throw invalid(...violations);
}

function withoutFailure({ failingSince: _since, disabledReason: _reason, ...rest }: StoredEndpoint): StoredEndpoint {
  return rest;
}
