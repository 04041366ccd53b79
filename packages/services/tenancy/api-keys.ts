import type { Instant } from '#domain/instant.ts';
import { invalid } from '#domain/problem.ts';
import type { ApiKey } from '#domain/tenancy/api-key.ts';
import type { Scope } from '#domain/tenancy/scope.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument, removeDocument, requireRoom, saveDocument } from '../documents.ts';
import { type Page, type PageRequest, pageOf, rangeOf } from '../page.ts';
import { mintKey } from './mint-key.ts';

const MAX_KEYS = 100;

/** A key as it is shown: everything but the secret and its hash. */
export type ApiKeyView = Omit<ApiKey, 'hash' | 'version'>;

export interface ApiKeyInput {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt?: Instant | undefined;
}

/** A key of the caller's own mode, with no scope that the caller lacks. The secret is answered this once. */
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
  await requireRoom(account.apiKeys, 'API key', MAX_KEYS);
  const { key, secret } = mintKey(tenantId, { ...input, id: newId('key'), mode: context.mode }, now, randomBytes);
  await saveDocument(account.apiKeys, 'API key', key);
  return { ...viewKey(key), secret };
}

/** All keys of the tenant, of both modes, in the order of their creation. */
export async function listApiKeys(context: CallContext, request: PageRequest): Promise<Page<ApiKeyView>> {
  requireScope(context, 'tenant:admin');
  const { data, next } = await context.account.apiKeys.list(rangeOf(request));
  return pageOf({ data: data.map(viewKey), ...(next === undefined ? {} : { next }) });
}

/** Revokes a key: it is refused everywhere within ten seconds. */
export async function revokeApiKey(context: CallContext, id: string): Promise<void> {
  requireScope(context, 'tenant:admin');
  const key = await findDocument(context.account.apiKeys, 'API key', id);
  await removeDocument(context.account.apiKeys, 'API key', key);
}

function viewKey({ hash: _hash, version: _version, ...view }: ApiKey): ApiKeyView {
  return view;
}
