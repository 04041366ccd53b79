import type { Instant } from '#domain/instant.ts';
import { invalid } from '#domain/problem.ts';
import type { ApiKey } from '#domain/tenancy/api-key.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument, saveDocument } from '../documents.ts';
import { despiteOthers, requireStanding } from './caller-standing.ts';
import { requireHeir } from './require-heir.ts';
import { requireKeyMode } from './require-key-mode.ts';
import { type ApiKeyView, viewApiKey } from './view-api-key.ts';

export interface ApiKeyPatch {
  readonly name?: string | undefined;
  /** Null: never. */
  readonly expiresAt?: Instant | null | undefined;
}

/**
 * Renames a key, or changes when it expires.
 *
 * @throws DomainError `not_found`, `test_mode_forbids`, `validation_failed`, `concurrent_update`, `unauthenticated`, and
 * `in_use` where the last key of a mode that may administer the tenant for good would get an end
 */
export async function updateApiKey(
  context: CallContext,
  id: string,
  patch: ApiKeyPatch,
  ifVersion?: number,
): Promise<ApiKeyView> {
  requireScope(context, 'tenant:admin');
  const { account, now } = context;
  const after = await despiteOthers(() => changeKey(context, id, patch, ifVersion));
  const uses = await account.keyUses.getMany([id]);
  return viewApiKey(after, now, uses.get(id));
}

async function changeKey(context: CallContext, id: string, patch: ApiKeyPatch, ifVersion?: number): Promise<ApiKey> {
  const { account, now } = context;
  const before = await findDocument(account.apiKeys, 'API key', id, ifVersion);
  requireKeyMode(context.principal, before);
  if (patch.expiresAt !== undefined) requireFuture(before, patch.expiresAt, now);
  const { expiresAt: expiry, ...kept } = before;
  const expiresAt = patch.expiresAt === undefined ? expiry : patch.expiresAt;
  const after: ApiKey = {
    ...kept,
    name: patch.name ?? before.name,
    ...(expiresAt === undefined || expiresAt === null ? {} : { expiresAt }),
    version: before.version + 1,
  };
  const standing = await requireStanding(context, before);
  const heir = after.expiresAt === undefined ? [] : await requireHeir(context, standing, before);
  return saveDocument(
    context,
    account.apiKeys,
    'API key',
    { before, after },
    { beside: [...standing.writes, ...heir] },
  );
}

/** An expiry that has passed is for good: what was refused for it is not let in again. */
function requireFuture({ expiresAt: was }: ApiKey, expiresAt: Instant | null, now: Instant): void {
  if (was !== undefined && was <= now) {
    throw invalid({ pointer: '/expiresAt', code: 'expired', message: 'The key has expired; create another.' });
  }
  if (expiresAt !== null && expiresAt <= now) {
    throw invalid({ pointer: '/expiresAt', code: 'in_the_past', message: 'A key must expire in the future.' });
  }
}
