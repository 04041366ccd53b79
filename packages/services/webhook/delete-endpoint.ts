import { type CallContext, requireScope } from '../context.ts';
import { findDocument, removeDocument } from '../documents.ts';

/** Stops sending to an endpoint and forgets it; what was on its way is dropped. */
export async function deleteEndpoint(context: CallContext, id: string, ifVersion?: number): Promise<void> {
  requireScope(context, 'webhooks:write');
  const endpoint = await findDocument(context.stores.endpoints, 'webhook endpoint', id, ifVersion);
  await removeDocument(context, context.stores.endpoints, 'webhook endpoint', endpoint);
}
