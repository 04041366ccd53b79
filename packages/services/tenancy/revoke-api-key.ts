import { type CallContext, requireScope } from '../context.ts';
import { findDocument, removeDocument } from '../documents.ts';

/** Revokes a key: it is refused everywhere within ten seconds. */
export async function revokeApiKey(context: CallContext, id: string): Promise<void> {
  requireScope(context, 'tenant:admin');
  const key = await findDocument(context.account.apiKeys, 'API key', id);
  await removeDocument(context, context.account.apiKeys, 'API key', key);
}
