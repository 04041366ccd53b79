import { DomainError } from '#domain/problem.ts';
import { type ApiKey, administersForGood } from '#domain/tenancy/api-key.ts';
import type { Write } from '#storage/tenant-table.ts';
import type { CallContext } from '../context.ts';
import type { Standing } from './caller-standing.ts';

/**
 * What must hold for `key` to be revoked, or to be given an end: each mode keeps one key that has `tenant:admin` and no
 * end, as only such a key can always make another. The heir is held to its version, so that two who see an heir in each
 * other do not both succeed; the caller's own key, if that is the heir, is so by its standing.
 *
 * @throws DomainError `in_use` for the last one
 */
export async function requireHeir(
  { account }: CallContext,
  { caller }: Pick<Standing, 'caller'>,
  key: ApiKey,
): Promise<readonly Write[]> {
  if (!administersForGood(key)) return [];
  const inherits = (each: ApiKey) => each.id !== key.id && each.mode === key.mode && administersForGood(each);
  if (inherits(caller)) return [];
  const heir = (await account.apiKeys.all({ consistent: true })).find(
    (each) => each.id !== caller.id && inherits(each),
  );
  if (heir !== undefined) return [account.apiKeys.requiring(heir.id, heir.version)];
  const message = `It is the last ${key.mode} key with tenant:admin that does not expire; create another first.`;
  throw new DomainError('in_use', message);
}
