import { DomainError } from '#domain/problem.ts';
import { type ApiKey, isUsable } from '#domain/tenancy/api-key.ts';
import { type CallContext, concurrentUpdate, requireScope } from '../context.ts';
import { findDocument, removeDocument } from '../documents.ts';
import { requireKeyMode } from './require-key-mode.ts';

/** How often it is tried against others who revoke keys at the same time. */
const ATTEMPTS = 3;

/**
 * Revokes a key: it is refused everywhere within ten seconds. A key may revoke itself. The last one of a mode that may
 * administer the tenant stays: only it could ever issue another.
 *
 * @throws DomainError `not_found`, `test_mode_forbids`, `in_use` for the last one, `concurrent_update`
 */
export async function revokeApiKey(context: CallContext, id: string): Promise<void> {
  requireScope(context, 'tenant:admin');
  const { apiKeys, keyUses } = context.account;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const key = await findDocument(apiKeys, 'API key', id);
    requireKeyMode(context.principal, key);
    const heir = await heirOf(context, key);
    const beside = [keyUses.forgetting(id), ...(heir === undefined ? [] : [apiKeys.requiring(heir.id)])];
    try {
      return await removeDocument(context, apiKeys, 'API key', key, { beside });
    } catch (error) {
      // the heir may be what was revoked meanwhile: two who revoke each other must not both succeed
      if (!(error instanceof DomainError && error.code === 'concurrent_update') || attempt === ATTEMPTS) throw error;
    }
  }
  throw concurrentUpdate('API key', id);
}

/** Another key that may administer the tenant in the same mode; undefined where none is needed. */
async function heirOf({ account, now }: CallContext, key: ApiKey): Promise<ApiKey | undefined> {
  const administers = (each: ApiKey) => each.scopes.includes('tenant:admin') && isUsable(each, now);
  if (!administers(key)) return undefined;
  const others = await account.apiKeys.all({ consistent: true });
  const heirs = others.filter((each) => each.id !== key.id && each.mode === key.mode && administers(each));
  const heir = heirs.find(({ expiresAt }) => expiresAt === undefined) ?? heirs[0];
  if (heir !== undefined) return heir;
  const message = `It is the last ${key.mode} key with tenant:admin; create another first.`;
  throw new DomainError('in_use', message);
}
