import type { Instant } from '#domain/instant.ts';
import { type ApiKey, overlapOf } from '#domain/tenancy/api-key.ts';

/** A key as it is shown: everything but its secrets and their hashes. */
export type ApiKeyView = Omit<ApiKey, 'hash' | 'previous'> & {
  /** Until when the secret before the last rotation still holds. */
  readonly previousSecretExpiresAt?: Instant;
  /** To the hour, about. Absent: it was never used. */
  readonly lastUsedAt?: Instant;
};

export function viewApiKey(key: ApiKey, now: Instant, lastUsedAt?: Instant): ApiKeyView {
  const { hash: _hash, previous: _previous, ...view } = key;
  const overlap = overlapOf(key, now);
  return {
    ...view,
    ...(overlap === undefined ? {} : { previousSecretExpiresAt: overlap }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
  };
}
