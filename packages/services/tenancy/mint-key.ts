import type { Instant } from '#domain/instant.ts';
import { type ApiKey, hashSecret, mintSecret, SECRET_RANDOM_BYTES } from '#domain/tenancy/api-key.ts';
import type { Scope } from '#domain/tenancy/scope.ts';
import type { Mode } from '#domain/wire.ts';

const HINT_CHARACTERS = 4;

/** A new key and its secret, which is shown now and never again. */
export function mintKey(
  tenantId: string,
  terms: {
    readonly id: string;
    readonly name: string;
    readonly mode: Mode;
    readonly scopes: readonly Scope[];
    readonly expiresAt?: Instant | undefined;
  },
  now: Instant,
  randomBytes: (count: number) => Uint8Array,
): { readonly key: ApiKey; readonly secret: string } {
  const { id, name, mode, scopes, expiresAt } = terms;
  const { secret, hash, hint } = newSecret(mode, tenantId, id, randomBytes);
  const key: ApiKey = {
    id,
    version: 1,
    name,
    mode,
    scopes: [...scopes],
    hash,
    hint,
    createdAt: now,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
  return { key, secret };
}

/** A secret for a key, and what is kept of it. */
export function newSecret(
  mode: Mode,
  tenantId: string,
  keyId: string,
  randomBytes: (count: number) => Uint8Array,
): Pick<ApiKey, 'hash' | 'hint'> & { readonly secret: string } {
  const secret = mintSecret(mode, tenantId, keyId, randomBytes(SECRET_RANDOM_BYTES));
  return { secret, hash: hashSecret(secret), hint: secret.slice(-HINT_CHARACTERS) };
}
