import { type CallContext, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { type ApiKeyView, viewApiKey } from './view-api-key.ts';

/**
 * One key of the tenant, of either mode, without its secrets.
 *
 * @throws DomainError `not_found`
 */
export async function getApiKey(context: CallContext, id: string): Promise<ApiKeyView> {
  requireScope(context, 'tenant:admin');
  const { account, now } = context;
  const [key, uses] = await Promise.all([findDocument(account.apiKeys, 'API key', id), account.keyUses.getMany([id])]);
  return viewApiKey(key, now, uses.get(id));
}
