import type * as z from 'zod';
import type { endpointInputSchema } from '#domain/webhook/endpoint.ts';
import { mintWebhookSecret } from '#domain/webhook/signature.ts';
import { storedEndpointSchema } from '#domain/webhook/stored-endpoint.ts';
import { type CallContext, requireScope } from '../context.ts';
import { requireRoom, saveDocument } from '../documents.ts';
import { requireCallable } from './require-callable.ts';
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
