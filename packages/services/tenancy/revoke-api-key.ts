import { type CallContext, requireScope } from '../context.ts';
import { findDocument, removeDocument } from '../documents.ts';
import { despiteOthers, requireStanding } from './caller-standing.ts';
import { requireHeir } from './require-heir.ts';
import { requireKeyMode } from './require-key-mode.ts';

/**
 * Revokes a key: it is refused everywhere within ten seconds. A key may revoke itself. The last one of a mode that may
 * administer the tenant, does not expire and can give all of its scopes stays.
 *
 * @throws DomainError `not_found`, `test_mode_forbids`, `in_use` for the last one, `concurrent_update`, `unauthenticated`
 */
export async function revokeApiKey(context: CallContext, id: string, ifVersion?: number): Promise<void> {
  requireScope(context, 'tenant:admin');
  const { apiKeys, keyUses } = context.account;
  await despiteOthers(async () => {
    const key = await findDocument(apiKeys, 'API key', id, ifVersion);
    requireKeyMode(context.principal, key);
    const standing = await requireStanding(context, key);
    const heir = await requireHeir(context, standing, key);
    const beside = [keyUses.forgetting(id), ...standing.writes, ...heir];
    await removeDocument(context, apiKeys, 'API key', key, { beside });
  });
}
