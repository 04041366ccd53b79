import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds, epochOf, type Instant } from '#domain/instant.ts';
import { Authenticator } from '#services/tenancy/authenticate.ts';
import { mintKey } from '#services/tenancy/mint-key.ts';
import type { Platform } from '#services/tenancy/platform.ts';
import { createAccountStores } from '#storage/stores.ts';
import { memoryDynamo } from '../../api/support/memory-dynamo.ts';
import { UNLIMITED } from '../../api/support/test-app.ts';
import { BIRTH } from '../../support/instants.ts';

const TENANT = 'ten_00000000000000000000000001';
const KEY = 'key_00000000000000000000000001';

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
  };
});

async function issue(expiresAt?: Instant) {
  const terms = { id: KEY, name: 'key', mode: 'live' as const, scopes: ['handoffs:read' as const], expiresAt };
  const minted = mintKey(TENANT, terms, BIRTH, bytes);
  await platform.accountOf(TENANT).apiKeys.save(minted.key);
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
