import { type CallContext, requireScope } from '../context.ts';
import { findDocument, removeDocument } from '../documents.ts';
import { despiteOthers } from '../tenancy/caller-standing.ts';
import { auditedEndpoint } from './audited-endpoint.ts';

/** Stops sending to an endpoint and forgets it; what was on its way is dropped. */
export async function deleteEndpoint(context: CallContext, id: string, ifVersion?: number): Promise<void> {
  requireScope(context, 'webhooks:write');
  const { endpoints } = context.stores;
  // each delivery may note how the endpoint does
  await despiteOthers(async () => {
    const endpoint = await findDocument(endpoints, 'webhook endpoint', id, ifVersion);
    const audited = auditedEndpoint({ before: endpoint });
    await removeDocument(context, endpoints, 'webhook endpoint', endpoint, { audited });
  });
}
