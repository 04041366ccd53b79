import { STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { tenantCredentials } from '#aws/tenant-credentials.ts';
import { type StsStub, startStsStub } from '../support/sts-stub.ts';

const TENANT = 'ten_00000000000000000000000001';
const OTHER = 'ten_00000000000000000000000002';
const ROLE = 'arn:aws:iam::111122223333:role/tenant';
const MINUTE = 60_000;

let stub: StsStub;
let sts: STSClient;
let aheadMs = 0;
beforeAll(async () => {
  stub = await startStsStub('its-secret');
  sts = new STSClient({
    endpoint: stub.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'the-function', secretAccessKey: 'its-secret' },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  sts.destroy();
  await stub.close();
});
beforeEach(() => {
  aheadMs = 0;
  stub.answer = { seconds: 3_600 };
});

const provider = (tenantId = TENANT) =>
  tenantCredentials({ sts: async () => sts, roleArn: ROLE, now: () => Date.now() + aheadMs }, tenantId);

/** What was asked while `act` ran. */
async function askedBy(act: () => Promise<unknown>) {
  const before = stub.asked.length;
  await act();
  return stub.asked.slice(before);
}

test('credentials are those of the tenant’s role, in a session that carries the tenant’s id', async () => {
  const get = provider();
  const asked = await askedBy(async () => {
    expect(await get()).toMatchObject({
      accessKeyId: expect.stringContaining(TENANT),
      secretAccessKey: `secret-of-${TENANT}`,
      sessionToken: `token-of-${TENANT}`,
      expiration: expect.any(Date),
    });
  });
  expect(asked).toEqual([
    { roleArn: ROLE, sessionName: TENANT, tags: { tenantId: TENANT }, durationSeconds: 3_600, by: 'the-function' },
  ]);
});

test('all who wait are given the same, and those who come later too', async () => {
  const get = provider();
  const asked = await askedBy(async () => {
    const given = await Promise.all(Array.from({ length: 20 }, get));
    expect(new Set([...given, await get()]).size).toBe(1);
  });
  expect(asked).toHaveLength(1);
});

test('each tenant has its own', async () => {
  const [mine, theirs] = [provider(), provider(OTHER)];
  expect((await mine()).secretAccessKey).toBe(`secret-of-${TENANT}`);
  expect((await theirs()).secretAccessKey).toBe(`secret-of-${OTHER}`);
});

test('in their last ten minutes they serve on, while others are asked for', async () => {
  const get = provider();
  const first = await get();
  aheadMs = 49 * MINUTE;
  expect(await get()).toBe(first);
  aheadMs = 51 * MINUTE;
  const before = stub.asked.length;
  expect(await get()).toBe(first);
  await expect.poll(() => stub.asked.length).toBe(before + 1);
  await expect.poll(get).not.toBe(first);
});

test('they serve on where no others can be had, to their end and no longer', async () => {
  const get = provider();
  const first = await get();
  stub.answer = { status: 503 };
  aheadMs = 59 * MINUTE;
  expect(await get()).toBe(first);
  expect(await get()).toBe(first);
  aheadMs = 60 * MINUTE;
  await expect(get()).rejects.toThrow();
  stub.answer = { seconds: 3_600 };
  expect(await get()).not.toBe(first);
});

test('what could not be had is asked for again by the next', async () => {
  const get = provider();
  stub.answer = { status: 503 };
  await expect(get()).rejects.toThrow();
  stub.answer = { seconds: 3_600 };
  expect((await get()).sessionToken).toBe(`token-of-${TENANT}`);
});

test('who does not sign as the function is given nothing', async () => {
  const stranger = new STSClient({
    endpoint: stub.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'the-function', secretAccessKey: 'another' },
    maxAttempts: 1,
  });
  const role = { sts: async () => stranger, roleArn: ROLE, now: Date.now };
  await expect(tenantCredentials(role, TENANT)()).rejects.toThrow();
  stranger.destroy();
});
