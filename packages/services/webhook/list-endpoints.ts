import { type CallContext, requireScope } from '../context.ts';
import { type Page, type PageRequest, pageOf, rangeOf } from '../page.ts';
import { type EndpointView, viewEndpoint } from './view.ts';

/** In the order of their creation. */
export async function listEndpoints(context: CallContext, request: PageRequest): Promise<Page<EndpointView>> {
  requireScope(context, 'webhooks:read');
  const { data, next } = await context.stores.endpoints.list(rangeOf(request));
  return pageOf({
    data: data.map((endpoint) => viewEndpoint(endpoint, context.now)),
    ...(next === undefined ? {} : { next }),
  });
}
