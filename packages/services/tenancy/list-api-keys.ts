import { type CallContext, requireScope } from '../context.ts';
import { type Page, type PageRequest, pageOf, rangeOf } from '../page.ts';
import { type ApiKeyView, viewApiKey } from './view-api-key.ts';

/** All keys of the tenant, of both modes, in the order of their creation. */
export async function listApiKeys(context: CallContext, request: PageRequest): Promise<Page<ApiKeyView>> {
  requireScope(context, 'tenant:admin');
  const { account, now } = context;
  const { data, next } = await account.apiKeys.list(rangeOf(request));
  const uses = await account.keyUses.getMany(data.map(({ id }) => id));
  const views = data.map((key) => viewApiKey(key, now, uses.get(key.id)));
  return pageOf({ data: views, ...(next === undefined ? {} : { next }) });
}
