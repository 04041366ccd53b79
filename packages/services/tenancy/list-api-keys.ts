import { type CallContext, requireScope } from '../context.ts';
import { type Page, type PageRequest, pageOf, rangeOf } from '../page.ts';
import { type ApiKeyView, viewApiKey } from './view-api-key.ts';

/** All keys of the tenant, of both modes, in the order of their creation. */
export async function listApiKeys(context: CallContext, request: PageRequest): Promise<Page<ApiKeyView>> {
  requireScope(context, 'tenant:admin');
  const { data, next } = await context.account.apiKeys.list(rangeOf(request));
  return pageOf({ data: data.map(viewApiKey), ...(next === undefined ? {} : { next }) });
}
