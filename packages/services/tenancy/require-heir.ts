import { DomainError } from '#domain/problem.ts';
import { type ApiKey, administersForGood, inheritsFrom } from '#domain/tenancy/api-key.ts';
import type { Write } from '#storage/tenant-table.ts';
import type { CallContext } from '../context.ts';
import type { Standing } from './caller-standing.ts';

/**
 * What must hold for `key` to be revoked, or to be given an end: if it has `tenant:admin` and no end, its mode keeps another
 * such key with every scope of it, as no key makes one that may do more than itself. The heir is held to its version, so that
 * two who see an heir in each other do not both succeed; the caller's own key, if that is the heir, is so by its standing.
 *
 * @throws DomainError `in_use` for the last one
 */
export async function requireHeir(
  { account }: CallContext,
  { caller }: Pick<Standing, 'caller'>,
  key: ApiKey,
): Promise<readonly Write[]> {
  if (!administersForGood(key)) return [];
  if (inheritsFrom(caller, key)) return [];
  const heir = (await account.apiKeys.all({ consistent: true })).find(
    (each) => each.id !== caller.id && inheritsFrom(each, key),
  );
  if (heir !== undefined) return [account.apiKeys.requiring(heir.id, heir.version)];
  const needed = `with tenant:admin and all of its scopes (${key.scopes.join(', ')}) that does not expire`;
  throw new DomainError('in_use', `No other ${key.mode} key ${needed} is there; create one first, by this key.`);
}
