import type { Instant } from '#domain/instant.ts';
import { invalid } from '#domain/problem.ts';
import type { Scope } from '#domain/tenancy/scope.ts';
import { type CallContext, limitsOf, requireScope } from '../context.ts';
import { createDocument } from '../documents.ts';
import { despiteOthers, requireStanding } from './caller-standing.ts';
import { mintKey } from './mint-key.ts';
import { type ApiKeyView, viewApiKey } from './view-api-key.ts';

export interface ApiKeyInput {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt?: Instant | undefined;
}

/**
 * A key of the caller's own mode, with no scope that the caller lacks. The secret is answered this once.
 *
 * @throws DomainError `validation_failed` for what the caller cannot give, `limit_reached`, `concurrent_update`,
 * `unauthenticated` if the caller's own key has ended meanwhile
 */
export async function createApiKey(
  context: CallContext,
  input: ApiKeyInput,
): Promise<ApiKeyView & { readonly secret: string }> {
  requireScope(context, 'tenant:admin');
  const { account, now, newId, principal, tenantId, randomBytes } = context;
  const beyond = input.scopes.filter((scope) => !principal.scopes.includes(scope));
  if (beyond.length > 0) {
    const message = `A key cannot give what it lacks: ${beyond.join(', ')}.`;
    throw invalid({ pointer: '/scopes', code: 'scope_beyond_caller', message });
  }
  if (input.expiresAt !== undefined && input.expiresAt <= now) {
    throw invalid({ pointer: '/expiresAt', code: 'in_the_past', message: 'A key must expire in the future.' });
  }
  const { key, secret } = mintKey(tenantId, { ...input, id: newId('key'), mode: context.mode }, now, randomBytes);
  const kind = { kind: 'API key', limit: limitsOf(context).apiKeys };
  await despiteOthers(async () => {
    const { writes } = await requireStanding(context);
    await createDocument(context, account.apiKeys, kind, key, { beside: writes });
  });
  return { ...viewApiKey(key, now), secret };
}
