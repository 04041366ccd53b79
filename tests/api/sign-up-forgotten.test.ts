import { expect, test } from 'vitest';
import { IdempotencySecret } from '#api/idempotency-secret.ts';
import { workDeletion } from '#services/deletion/work-deletion.ts';
import { DeletionStore } from '#storage/deletion-store.ts';
import { forgetPlatformEntry, platformEntry } from '#storage/idempotency-store.ts';
import { Remains } from '#storage/remains.ts';
import { memoryDynamo } from './support/memory-dynamo.ts';
import { NOON } from './support/test-app.ts';
import { wholeApp } from './support/whole-app.ts';

const KEY = '5b1d6a0e-7c1c-4d0e-a6d8-0f5b1b8f2a11';
const headers = { 'idempotency-key': KEY };
const SIGNING = { name: 'Acme RevOps', email: 'ops@acme.example' };

function world() {
  const client = memoryDynamo();
  const app = wholeApp(client);
  const { name } = new IdempotencySecret(KEY, 'platform');
  const signUp = () => app.call('POST', '/v1/tenants', { headers, json: SIGNING });
  const close = async ({ tenant, apiKeys }: { tenant: { id: string }; apiKeys: { live: { secret: string } } }) => {
    const closed = await app.call('DELETE', '/v1/tenant', { key: apiKeys.live.secret, json: { confirm: tenant.id } });
    expect(closed.status, closed.text).toBe(202);
  };
  /** The first step of a deletion, in which keys end. */
  const firstStep = (tenantId: string) =>
    workDeletion(
      {
        deletionOf: (id) => new DeletionStore(client, 'baton', id),
        remainsOf: (id) => new Remains(client, 'baton', id),
        forgetSignUp: (signUp) => forgetPlatformEntry(client, 'baton', signUp),
        schedules: {
          removeOfHandoff: async () => undefined,
          removeOfReviews: async () => undefined,
          removeOfDelivery: async () => undefined,
        },
        queue: { send: async () => undefined },
        now: () => NOON,
        startTimer: () => () => true,
        pauseSeconds: 0,
      },
      { tenantId, version: 1 },
    );
  const record = () => platformEntry(client, 'baton', name).find();
  return { app, signUp, close, firstStep, record };
}

test('a tenant that is closed is not shown again to who repeats its sign-up: that opens another', async () => {
  const { app, signUp, close } = world();
  const first = await signUp();
  expect((await signUp()).text).toBe(first.text);
  await close(first.json);
  const second = await signUp();
  expect([second.status, second.headers.get('idempotent-replayed')]).toEqual([201, null]);
  expect(second.json.tenant.id).not.toBe(first.json.tenant.id);
  expect((await app.call('GET', '/v1/tenant', { key: second.json.apiKeys.live.secret })).status).toBe(200);
  expect((await signUp()).text).toBe(second.text);
});

test('the answer to a sign-up goes with the first step of the deletion of its tenant', async () => {
  const { signUp, close, firstStep, record } = world();
  const { json } = await signUp();
  expect(await record()).toMatchObject({ status: 'answered', tenantId: json.tenant.id });
  await close(json);
  await firstStep(json.tenant.id);
  expect(await record()).toBeUndefined();
});

test('a deletion leaves the answer that another tenant has under the same key since', async () => {
  const { signUp, close, firstStep, record } = world();
  const first = (await signUp()).json;
  await close(first);
  const second = await signUp();
  await firstStep(first.tenant.id);
  expect(await record()).toMatchObject({ tenantId: second.json.tenant.id });
  expect((await signUp()).text).toBe(second.text);
});
