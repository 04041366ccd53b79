import { addSeconds } from '#domain/instant.ts';
import { DomainError, invalid } from '#domain/problem.ts';
import { type ApiKey, isUsable, overlapOf } from '#domain/tenancy/api-key.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument, saveDocument } from '../documents.ts';
import { requireStanding } from './caller-standing.ts';
import { newSecret } from './mint-key.ts';
import { requireKeyMode } from './require-key-mode.ts';
import { type ApiKeyView, viewApiKey } from './view-api-key.ts';

export interface Rotation {
  /** How long the secret that is replaced holds on, in seconds; 0: not at all. */
  readonly overlapSeconds: number;
  /** Also inside the overlap of the rotation before: the oldest secret ends at once. */
  readonly force: boolean;
}

export type RotatedKey = ApiKeyView & { readonly secret: string };

/**
 * Gives a key a new secret, which is answered this once. The one before holds until the overlap ends.
 *
 * @throws DomainError `not_found`, `test_mode_forbids`, `validation_failed` for what the caller may not do, `conflict` inside
 * an overlap, `concurrent_update`, `unauthenticated` if the caller's own key has ended meanwhile
 */
export async function rotateApiKey(
  context: CallContext,
  id: string,
  { overlapSeconds, force }: Rotation,
  ifVersion?: number,
): Promise<RotatedKey> {
  requireScope(context, 'tenant:admin');
  const { account, now, randomBytes, tenantId } = context;
  const before = await findDocument(account.apiKeys, 'API key', id, ifVersion);
  requireKeyMode(context.principal, before);
  requireWithin(context, before);
  if (!isUsable(before, now)) throw new DomainError('conflict', `The API key ${id} has expired; create another.`);
  const overlap = overlapOf(before, now);
  if (overlap !== undefined && !force) {
    const message = `The secret before the last rotation holds until ${overlap}; rotate after that, or with force.`;
    throw new DomainError('conflict', message, { extensions: { previousSecretExpiresAt: overlap } });
  }
  const { secret, hash, hint } = newSecret(before.mode, tenantId, id, randomBytes);
  const { previous: _previous, ...kept } = before;
  const previous = { hash: before.hash, until: addSeconds(now, overlapSeconds) };
  const after: ApiKey = {
    ...kept,
    hash,
    hint,
    rotatedAt: now,
    ...(overlapSeconds > 0 && { previous }),
    version: before.version + 1,
  };
  const { writes } = await requireStanding(context, before);
  await saveDocument(context, account.apiKeys, 'API key', { before, after }, { done: 'rotated', beside: writes });
  return { ...viewApiKey(after, now), secret };
}

/** A new secret speaks for all that the key may do: nobody gets by it what they lack. */
function requireWithin({ principal }: CallContext, { scopes, mode }: ApiKey): void {
  const beyond = scopes.filter((scope) => !principal.scopes.includes(scope));
  if (mode === principal.mode && beyond.length === 0) return;
  const message =
    mode === principal.mode
      ? `The key may do what the calling key may not: ${beyond.join(', ')}.`
      : `A ${principal.mode} key cannot get a secret of ${mode} mode.`;
  throw invalid({ pointer: '', code: 'scope_beyond_caller', message });
}
