import type * as z from 'zod';
import type { endpointInputSchema } from '#domain/webhook/endpoint.ts';
import { mintWebhookSecret } from '#domain/webhook/signature.ts';
import { storedEndpointSchema } from '#domain/webhook/stored-endpoint.ts';
import { type CallContext, limitsOf, requireScope } from '../context.ts';
import { createDocument } from '../documents.ts';
import { requireCallable } from './require-callable.ts';
import { type EndpointView, viewEndpoint } from './view.ts';

const SECRET_BYTES = 32;

/** Starts sending events to a URL. The signing secret is answered this once. */
export async function createEndpoint(
  context: CallContext,
  input: z.infer<ReturnType<typeof endpointInputSchema>>,
): Promise<EndpointView & { readonly secret: string }> {
  requireScope(context, 'webhooks:write');
  requireCallable(context, input.url);
  const { stores, now, newId, randomBytes } = context;
  const secret = mintWebhookSecret(randomBytes(SECRET_BYTES));
  const stored = { ...input, id: newId('whe'), version: 1, secrets: [{ secret }], createdAt: now, updatedAt: now };
  const kind = { kind: 'webhook endpoint', limit: limitsOf(context).webhookEndpoints };
  const endpoint = await createDocument(context, stores.endpoints, kind, storedEndpointSchema().parse(stored));
  return { ...viewEndpoint(endpoint), secret };
}
