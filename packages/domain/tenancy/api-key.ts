import { createHash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import type { Instant } from '../instant.ts';
import { once } from '../once.ts';
import { canonicalInstantSchema, type Mode, modeSchema } from '../wire.ts';
import type { PlanName } from './plan.ts';
import { SCOPES, type Scope } from './scope.ts';

/** An API key as it is stored: the secret itself is nowhere. */
export const apiKeySchema = once(() =>
  z.strictObject({
    id: z.string(),
    version: z.number().int().positive(),
    name: z.string(),
    mode: modeSchema(),
    scopes: z.array(z.enum(SCOPES)),
    /** SHA-256 of the whole secret, hex. The secret is 190 random bits, so a slow hash would add nothing. */
    hash: z.string(),
    /** The last characters of the secret, by which people tell keys apart. */
    hint: z.string(),
    createdAt: canonicalInstantSchema(),
    expiresAt: canonicalInstantSchema().optional(),
  }),
);
export type ApiKey = z.infer<ReturnType<typeof apiKeySchema>>;

/** Who calls, once a key has proved it. */
export interface Principal {
  readonly tenantId: string;
  readonly mode: Mode;
  readonly keyId: string;
  readonly scopes: readonly Scope[];
  /** The plan of the tenant; `standard` unless it is said. */
  readonly plan?: PlanName;
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SECRET_CHARACTERS = 32;
/** `baton_live_`, the tenant and the key (so that a look-up needs no index), and the random part. */
const SECRET_PATTERN = /^baton_(live|test)_([0-9A-HJKMNP-TV-Z]{26})_([0-9A-HJKMNP-TV-Z]{26})_([0-9A-Za-z]{32})$/;

/** How many random bytes `mintSecret` needs: enough that none of the 62 characters is favoured. */
export const SECRET_RANDOM_BYTES = SECRET_CHARACTERS * 2;

/** The secret of a key, shown once. `random` is SECRET_RANDOM_BYTES from a cryptographic source. */
export function mintSecret(mode: Mode, tenantId: string, keyId: string, random: Uint8Array): string {
  if (random.length !== SECRET_RANDOM_BYTES) throw new RangeError(`needs ${SECRET_RANDOM_BYTES} random bytes`);
  let text = '';
  for (let index = 0; index < SECRET_CHARACTERS; index++) {
    const value = ((random[index * 2] ?? 0) << 8) | (random[index * 2 + 1] ?? 0);
    text += ALPHABET[value % ALPHABET.length];
  }
  return `baton_${mode}_${tenantId.slice('ten_'.length)}_${keyId.slice('key_'.length)}_${text}`;
}

/** Reads which key a secret claims to be; undefined if it has not the form of one. */
export function parseSecret(secret: string): { tenantId: string; keyId: string; mode: Mode } | undefined {
  const [, mode, tenant, key] = SECRET_PATTERN.exec(secret) ?? [];
  if (tenant === undefined || key === undefined) return undefined;
  return { mode: modeSchema().parse(mode), tenantId: `ten_${tenant}`, keyId: `key_${key}` };
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether `secret` is the one of `key`, and the key still holds. Takes the same time whichever character differs. */
export function provesKey(secret: string, key: ApiKey, now: Instant): boolean {
  const same = timingSafeEqual(Buffer.from(hashSecret(secret), 'hex'), Buffer.from(key.hash, 'hex'));
  return same && (key.expiresAt === undefined || now < key.expiresAt);
}
