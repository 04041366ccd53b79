import { type CallContext, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { type EndpointView, viewEndpoint } from './view.ts';

/** @throws DomainError `not_found` */
export async function getEndpoint(context: CallContext, id: string): Promise<EndpointView> {
  requireScope(context, 'webhooks:read');
  return viewEndpoint(await findDocument(context.stores.endpoints, 'webhook endpoint', id), context.now);
}
