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
    rotatedAt: canonicalInstantSchema().optional(),
    /** The secret before the last rotation, and until when it still speaks for the key. */
    previous: z.strictObject({ hash: z.string(), until: canonicalInstantSchema() }).optional(),
  }),
);
export type ApiKey = z.infer<ReturnType<typeof apiKeySchema>>;

/** Who calls, once a key has proved it. */
export interface Principal {
  readonly tenantId: string;
  readonly mode: Mode;
  readonly keyId: string;
  readonly scopes: readonly Scope[];
  /** The hash of the secret that proved it. Without it nothing can be done that outlasts the key. */
  readonly secretHash?: string;
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

/** What a secret proves: nothing, or that it speaks for the key, for ever or until an instant. */
export type Proof = { readonly holds: false } | { readonly holds: true; readonly until: Instant | undefined };

/** Whether `secret` speaks for `key` at `now`. Takes the same time whichever character differs. */
export function proveKey(secret: string, key: ApiKey, now: Instant): Proof {
  return proveByHash(hashSecret(secret), key, now);
}

/** The same of the secret that has this hash. */
export function proveByHash(secretHash: string, { hash, previous, expiresAt }: ApiKey, now: Instant): Proof {
  const presented = Buffer.from(secretHash, 'hex');
  const isCurrent = timingSafeEqual(presented, Buffer.from(hash, 'hex'));
  const isPrevious = timingSafeEqual(presented, Buffer.from(previous?.hash ?? hash, 'hex'));
  if (!isCurrent && !isPrevious) return { holds: false };
  const ends = [expiresAt, isCurrent ? undefined : previous?.until].filter((end) => end !== undefined);
  const until = ends.reduce<Instant | undefined>((first, end) => (first && first < end ? first : end), undefined);
  return until === undefined || now < until ? { holds: true, until } : { holds: false };
}

/** Until when the secret before the current one holds; undefined if it does no more. */
export function overlapOf({ previous }: ApiKey, now: Instant): Instant | undefined {
  return previous !== undefined && now < previous.until ? previous.until : undefined;
}

/** Whether `key` is good for anything at `now`. */
export function isUsable({ expiresAt }: ApiKey, now: Instant): boolean {
  return expiresAt === undefined || now < expiresAt;
}

/** Whether `key` can administer its mode for as long as nobody takes it away. */
export function administersForGood({ scopes, expiresAt }: ApiKey): boolean {
  return expiresAt === undefined && scopes.includes('tenant:admin');
}

/** Whether `heir` can give, for good, whatever `key` can: no key gives what it lacks, so a scope that none gives is lost. */
export function inheritsFrom(heir: ApiKey, key: ApiKey): boolean {
  const isAnother = heir.id !== key.id && heir.mode === key.mode;
  return isAnother && administersForGood(heir) && key.scopes.every((scope) => heir.scopes.includes(scope));
}
