import type { ApiKey } from '#domain/tenancy/api-key.ts';

/** A key as it is shown: everything but the secret and its hash. */
export type ApiKeyView = Omit<ApiKey, 'hash' | 'version'>;

export function viewApiKey({ hash: _hash, version: _version, ...view }: ApiKey): ApiKeyView {
  return view;
}
