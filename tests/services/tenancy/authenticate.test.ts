import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds, epochOf, type Instant } from '#domain/instant.ts';
import { mintSecret, SECRET_RANDOM_BYTES } from '#domain/tenancy/api-key.ts';
import type { Tenant } from '#domain/tenancy/tenant.ts';
import { Authenticator } from '#services/tenancy/authenticate.ts';
import { FailedAttempts } from '#services/tenancy/failed-attempts.ts';
import { mintKey, newSecret } from '#services/tenancy/mint-key.ts';
import type { Platform } from '#services/tenancy/platform.ts';
import { createAccountStores } from '#storage/stores.ts';
import { memoryDynamo } from '../../api/support/memory-dynamo.ts';
import { UNLIMITED } from '../../api/support/test-app.ts';
import { BIRTH } from '../../support/instants.ts';

const TENANT = 'ten_00000000000000000000000001';
const KEY = 'key_00000000000000000000000001';

const ACME: Tenant = { id: TENANT, name: 'Acme', timezone: 'UTC', plan: 'standard', version: 1, createdAt: BIRTH };

/** Bytes that look random and are the same in every run. */
const bytes = (count: number) => createHash('shake256', { outputLength: count }).update('secret').digest();

let platform: Platform;
let reads: number;
beforeEach(() => {
  const client = memoryDynamo();
  reads = 0;
  platform = {
    accountOf: (tenantId) => {
      reads += 1;
      return createAccountStores(client, 'baton', tenantId);
    },
    newId: (prefix, now) => `${prefix}_${epochOf(now)}`,
    randomBytes: bytes,
    admitSignUp: async () => UNLIMITED,
    unknownReceipts: new FailedAttempts('receipts'),
  };
});

async function issue(expiresAt?: Instant) {
  const terms = { id: KEY, name: 'key', mode: 'live' as const, scopes: ['handoffs:read' as const], expiresAt };
  const minted = mintKey(TENANT, terms, BIRTH, bytes);
  const { tenant, apiKeys } = platform.accountOf(TENANT);
  await apiKeys.save(minted.key);
  if ((await tenant.get(TENANT)) === undefined) await tenant.save(ACME);
  return minted;
}

describe('a secret', () => {
  test('speaks for its tenant, mode and scopes', async () => {
    const { secret } = await issue();
    expect(await new Authenticator(platform).authenticate(secret, BIRTH)).toEqual({
      tenantId: TENANT,
      mode: 'live',
      keyId: KEY,
      scopes: ['handoffs:read'],
      secretHash: createHash('sha256').update(secret).digest('hex'),
      plan: 'standard',
    });
  });

  test('that is off by any one character speaks for nobody', async () => {
    const { secret } = await issue();
    const authenticator = new Authenticator(platform);
    for (let index = 0; index < secret.length; index++) {
      const other = secret[index] === '7' ? '8' : '7';
      const wrong = secret.slice(0, index) + other + secret.slice(index + 1);
      expect(await authenticator.authenticate(wrong, BIRTH), wrong).toBeUndefined();
    }
  });

  test('of live mode cannot be turned into one of test mode', async () => {
    const { secret } = await issue();
    const turned = secret.replace('baton_live_', 'baton_test_');
    expect(await new Authenticator(platform).authenticate(turned, BIRTH)).toBeUndefined();
  });

  test.each(['', 'baton_live_', 'x'.repeat(10_000), 'baton_live_a#b_c', '__proto__', 'baton_live_\u0000'])(
    'of no known form costs no read: %j',
    async (secret) => {
      expect(await new Authenticator(platform).authenticate(secret, BIRTH)).toBeUndefined();
      expect(reads).toBe(0);
    },
  );

  test('that is revoked is refused everywhere ten seconds later, however often it was used meanwhile', async () => {
    const { key, secret } = await issue();
    const authenticator = new Authenticator(platform);
    await authenticator.authenticate(secret, BIRTH);
    await platform.accountOf(TENANT).apiKeys.remove(key);
    for (let second = 0; second < 10; second++) {
      await authenticator.authenticate(secret, addSeconds(BIRTH, second));
    }
    expect(await authenticator.authenticate(secret, addSeconds(BIRTH, 10))).toBeUndefined();
  });

  test('that speaks for nobody costs one read of its key and one of the plan', async () => {
    const { secret } = await issue();
    reads = 0;
    expect(await new Authenticator(platform).authenticate(`${secret.slice(0, -1)}_`, BIRTH)).toBeUndefined();
    expect(reads).toBe(0);
    const wrong = secret.slice(0, -1) + (secret.endsWith('7') ? '8' : '7');
    expect(await new Authenticator(platform).authenticate(wrong, BIRTH)).toBeUndefined();
    expect(reads).toBe(2);
  });

  test('of a tenant that is closed speaks for nobody, although the key is still there', async () => {
    const { secret } = await issue();
    const authenticator = new Authenticator(platform);
    expect(await authenticator.authenticate(secret, BIRTH)).toBeDefined();
    await platform.accountOf(TENANT).tenant.remove(ACME);
    expect(await new Authenticator(platform).authenticate(secret, BIRTH)).toBeUndefined();
    expect(await authenticator.authenticate(secret, addSeconds(BIRTH, 60))).toBeUndefined();
  });

  test('that expires is refused from that instant on, also by a process that knows it', async () => {
    const expiresAt = addSeconds(BIRTH, 3);
    const { secret } = await issue(expiresAt);
    const authenticator = new Authenticator(platform);
    expect(await authenticator.authenticate(secret, addSeconds(BIRTH, 2.999))).toBeDefined();
    expect(await authenticator.authenticate(secret, expiresAt)).toBeUndefined();
    expect(await new Authenticator(platform).authenticate(secret, expiresAt)).toBeUndefined();
  });

  test('that is used in a burst costs one read of its key and one of the plan', async () => {
    const { secret } = await issue();
    reads = 0;
    const authenticator = new Authenticator(platform);
    for (let call = 0; call < 20; call++) await authenticator.authenticate(secret, addSeconds(BIRTH, call / 10));
    expect(reads).toBe(2);
  });
});

describe('a secret that was rotated', () => {
  const until = addSeconds(BIRTH, 3600);

  async function rotated() {
    const old = await issue();
    const fresh = newSecret('live', TENANT, KEY, (count) => bytes(count + 1).subarray(1));
    const { secret, ...stored } = fresh;
    const key = { ...old.key, ...stored, version: 2, previous: { hash: old.key.hash, until } };
    await platform.accountOf(TENANT).apiKeys.save(key);
    return { old: old.secret, fresh: secret };
  }

  test('speaks for its key until the overlap ends, also to a process that believed it a moment before', async () => {
    const { old, fresh } = await rotated();
    const authenticator = new Authenticator(platform);
    expect(await authenticator.authenticate(old, addSeconds(until, -1))).toMatchObject({ keyId: KEY });
    expect(await authenticator.authenticate(old, until)).toBeUndefined();
    expect(await authenticator.authenticate(fresh, until)).toMatchObject({ keyId: KEY });
  });

  test('does not outlive the key itself', async () => {
    const { old } = await rotated();
    const { apiKeys } = platform.accountOf(TENANT);
    const key = await apiKeys.get(KEY);
    if (key === undefined) throw new Error('there is one');
    await apiKeys.save({ ...key, version: 3, expiresAt: addSeconds(BIRTH, 60) });
    const authenticator = new Authenticator(platform);
    expect(await authenticator.authenticate(old, addSeconds(BIRTH, 59))).toMatchObject({ keyId: KEY });
    expect(await authenticator.authenticate(old, addSeconds(BIRTH, 60))).toBeUndefined();
  });
});

describe('a source that sends secrets that speak for nobody', () => {
  const wrong = (index: number) => mintSecret('live', TENANT, KEY, bytes(SECRET_RANDOM_BYTES + index).subarray(index));

  test('costs reads two hundred times, then is told to wait, while keys that are known go on', async () => {
    const { secret } = await issue();
    const authenticator = new Authenticator(platform);
    await authenticator.authenticate(secret, BIRTH, '192.0.2.1');
    for (let index = 1; index <= 200; index++) await authenticator.authenticate(wrong(index), BIRTH, '192.0.2.1');
    reads = 0;
    const refusal = { code: 'rate_limited', extensions: { retryAfterSeconds: 1 } };
    await expect(authenticator.authenticate(wrong(201), BIRTH, '192.0.2.1')).rejects.toMatchObject(refusal);
    expect(reads).toBe(0);
    expect(await authenticator.authenticate(secret, BIRTH, '192.0.2.1')).toMatchObject({ keyId: KEY });
    expect(await authenticator.authenticate(wrong(202), BIRTH, '192.0.2.2')).toBeUndefined();
    expect(await authenticator.authenticate(wrong(203), addSeconds(BIRTH, 1), '192.0.2.1')).toBeUndefined();
  });
});
