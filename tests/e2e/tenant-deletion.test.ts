import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from './support/eventually.ts';
import { BODY, OFFICE } from './support/premises.ts';
import { problemOf } from './support/problem.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { request, signUp, type Tenant } from './support/tenant.ts';
import { keysOf, oneTimeSchedules } from './support/tenant-life.ts';
import { closeWorlds, openWorld, READY_PACKET, type World } from './support/world.ts';

/** How many handoffs the deleted tenant has; 5,000 are shown by `BATON_TEST_HANDOFFS=5000`. */
const HANDOFFS = Number(process.env['BATON_TEST_HANDOFFS'] ?? 120);
const BATCH = 100;
const LIMIT_SECONDS = 60 + HANDOFFS / 10;
const TIMEOUT_MS = 2_000 * LIMIT_SECONDS;

let stack: TestStack;
beforeAll(async () => {
  // a pause of a second and a half is long beside what is in flight on one machine
  const environment = { BATON_DELETION_PAUSE_SECONDS: '2', BATON_RATE_LIMIT: '5000' };
  stack = await startTestStack({ keep: true, environment });
});
afterAll(async () => {
  await closeWorlds();
  await stack.dispose();
});

interface Closed {
  readonly tenantId: string;
  readonly receipt: string;
  readonly requestedAt: string;
}

async function close({ id, call }: Tenant): Promise<Closed> {
  const answer = await call('DELETE', '/v1/tenant', { json: { confirm: id } });
  expect(answer.status, answer.text).toBe(202);
  const closed = answer.json as Closed;
  expect(answer.headers.get('location')).toBe(`/v1/tenant-deletions/${closed.receipt}`);
  return closed;
}

async function deletionOf(receipt: string): Promise<{ status: string; itemsRemoved: number }> {
  const { json, status, text } = await request(stack, 'GET', `/v1/tenant-deletions/${receipt}`);
  expect(status, text).toBe(200);
  return json as { status: string; itemsRemoved: number };
}

const untilDeleted = (receipt: string) =>
  eventually('it is deleted', async () => (await deletionOf(receipt)).status === 'deleted', LIMIT_SECONDS);

async function submitMany({ tenant, contractId }: World, count: number): Promise<void> {
  for (let done = 0; done < count; ) {
    const items = Array.from({ length: Math.min(BATCH, count - done) }, (_, index) => ({
      contractId,
      subject: { type: 'account', id: `account-${done + index}` },
      packet: READY_PACKET,
    }));
    const answer = await tenant.call('POST', '/v1/handoffs/batch', { json: { items } });
    expect(answer.status, answer.text).toBeLessThan(300);
    // of many at once for one owner some may be told to come again
    const { results } = answer.json as { results: readonly { status: number }[] };
    done += results.filter(({ status }) => status === 201).length;
  }
}

/** What goes but leaves something behind, in both modes, and what waits for nothing but a test clock. */
async function leaveTraces({ tenant }: World): Promise<void> {
  for (const key of [tenant.live, tenant.test]) {
    const create = async (path: string, json: unknown) =>
      ((await tenant.call('POST', path, { key, json })).json as { id: string }).id;
    const calendar = await create('/v1/calendars', OFFICE);
    await tenant.call('PUT', `/v1/calendars/${calendar}`, { key, json: { ...OFFICE, name: 'Another' } });
    expect((await tenant.call('DELETE', `/v1/calendars/${calendar}`, { key })).status).toBe(204);
    const endpoint = await create('/v1/webhook-endpoints', { url: 'http://127.0.0.1:18080/hook', eventTypes: ['*'] });
    await tenant.call('POST', `/v1/webhook-endpoints/${endpoint}/test`, { key, json: { type: 'clock.breached' } });
    await create('/v1/contracts', BODY);
    const ownerId = await create('/v1/owners', { name: 'Ana' });
    const routing = { rules: [], fallback: { ownerId } };
    const contractId = await create('/v1/contracts', { ...BODY, routing });
    await tenant.call('POST', `/v1/contracts/${contractId}/publish`, { key });
    const testClock = key === tenant.test ? { testClockId: await create('/v1/test-clocks', {}) } : {};
    const handoff = { contractId, subject: { type: 'account', id: 'b' }, packet: READY_PACKET, ...testClock };
    const headers = { 'idempotency-key': 'a' };
    expect((await tenant.call('POST', '/v1/handoffs', { key, headers, json: handoff })).status).toBe(201);
    expect((await tenant.call('DELETE', `/v1/webhook-endpoints/${endpoint}`, { key })).status).toBe(204);
  }
}

describe('a deleted tenant', () => {
  test(
    `of ${HANDOFFS} handoffs leaves nothing under its keys and no schedule, while another goes on working`,
    async () => {
      const [world, other] = [await openWorld(stack), await openWorld(stack)];
      await submitMany(world, HANDOFFS);
      await leaveTraces(world);
      const kept = await other.submit();
      await eventually(
        'every handoff has its schedule',
        async () => (await oneTimeSchedules(stack)).length >= HANDOFFS + 1,
        LIMIT_SECONDS,
      );
      const before = await keysOf(stack, other.tenant.id);
      const own = await keysOf(stack, world.tenant.id);
      const items = own.length;
      expect(own.some((key) => key.startsWith('P#idempotency#'))).toBe(true);

      const began = Date.now();
      const { receipt, tenantId } = await close(world.tenant);
      expect(tenantId).toBe(world.tenant.id);
      for (const key of [world.tenant.live, world.tenant.test]) {
        await eventually(
          'its keys are refused',
          async () => (await world.tenant.call('GET', '/v1/tenant', { key })).status === 401,
          10,
        );
      }
      await other.submit();
      await untilDeleted(receipt);
      const seconds = (Date.now() - began) / 1_000;
      process.stdout.write(`deleted ${HANDOFFS} handoffs, ${items} items, in ${seconds.toFixed(1)} s\n`);

      expect(await keysOf(stack, world.tenant.id)).toEqual([]);
      await other.tenant.command(kept.id, 'accept');
      const left = await other.tenant.client().get('/v1/handoffs', {});
      const names = await oneTimeSchedules(stack);
      expect(left.data).toHaveLength(2);
      expect(names).toEqual(left.data.map(({ id }) => id).toSorted());
      expect(await keysOf(stack, other.tenant.id)).toEqual(expect.arrayContaining(before));
      const deletion = await deletionOf(receipt);
      expect(deletion).toMatchObject({ status: 'deleted', tenantId, deletedAt: expect.any(String) });
      expect(deletion.itemsRemoved).toBeGreaterThan(items * 0.9);
    },
    TIMEOUT_MS,
  );

  test(
    'is gone all the same when everything is killed again and again meanwhile',
    async () => {
      const world = await openWorld(stack);
      await submitMany(world, Math.min(HANDOFFS, 300));
      await leaveTraces(world);
      const { receipt } = await close(world.tenant);
      for (let kill = 1; kill <= 4; kill++) {
        const { itemsRemoved } = await deletionOf(receipt);
        await eventually('it has gone on, or is done', async () => {
          const { itemsRemoved: now, status } = await deletionOf(receipt);
          return now > itemsRemoved || status === 'deleted' || (await keysOf(stack, world.tenant.id)).length < 400;
        });
        await stack.kill9();
        await stack.restart();
      }
      await untilDeleted(receipt);
      expect(await keysOf(stack, world.tenant.id)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    'was told nothing more once its endpoints were gone',
    async () => {
      const world = await openWorld(stack, { acceptSeconds: 4 });
      const { id } = await world.submit();
      const { receipt } = await close(world.tenant);
      await untilDeleted(receipt);
      const told = world.receiver.about(id).map(({ event }) => event.type);
      expect(told).not.toContain('clock.breached');
      expect(await keysOf(stack, world.tenant.id)).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

describe('a tenant is not deleted', () => {
  const remains = async ({ call }: Tenant) => expect((await call('GET', '/v1/tenant')).status).toBe(200);

  test.each([
    ['another id', { confirm: 'ten_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' }, 422],
    ['no id', {}, 422],
    ['a name', { confirm: 'Acme RevOps' }, 422],
    ['something else beside the id', { confirm: '', force: true }, 422],
  ])('by a request that confirms %s', async (_, json, status) => {
    const tenant = await signUp(stack);
    expect(problemOf(await tenant.call('DELETE', '/v1/tenant', { json })).status).toBe(status);
    await remains(tenant);
  });

  test('by a request without a body', async () => {
    const tenant = await signUp(stack);
    expect(problemOf(await tenant.call('DELETE', '/v1/tenant')).status).toBe(422);
    await remains(tenant);
  });

  test('by a test key', async () => {
    const tenant = await signUp(stack);
    const answer = await tenant.call('DELETE', '/v1/tenant', { key: tenant.test, json: { confirm: tenant.id } });
    expect(problemOf(answer)).toMatchObject({ status: 403, code: 'test_mode_forbids' });
    await remains(tenant);
  });

  test('by a key without tenant:admin', async () => {
    const tenant = await signUp(stack);
    const { secret } = await tenant.create<{ secret: string }>('/v1/api-keys', {
      name: 'writer',
      scopes: ['handoffs:write'],
    });
    const answer = await tenant.call('DELETE', '/v1/tenant', { key: secret, json: { confirm: tenant.id } });
    expect(problemOf(answer)).toMatchObject({ status: 403, code: 'insufficient_scope' });
    await remains(tenant);
  });

  test('by another tenant', async () => {
    const [tenant, other] = [await signUp(stack), await signUp(stack)];
    const answer = await other.call('DELETE', '/v1/tenant', { json: { confirm: tenant.id } });
    expect(problemOf(answer).status).toBe(422);
    await remains(tenant);
    await remains(other);
  });
});

describe('of a deletion nobody learns', () => {
  const ask = async (receipt: string) => problemOf(await request(stack, 'GET', `/v1/tenant-deletions/${receipt}`));

  test('by a receipt that is not the one', async () => {
    const tenant = await signUp(stack);
    const { receipt } = await close(tenant);
    const last = receipt.endsWith('A') ? 'B' : 'A';
    const unknown = `del_01JDA5K7ZWQ0R8T2V4X6Y8B0CD_${receipt.slice(-32)}`;
    for (const forged of [`${receipt.slice(0, -1)}${last}`, unknown, receipt.toLowerCase(), tenant.id, `${receipt}0`]) {
      expect(await ask(forged)).toMatchObject({ status: 404, code: 'not_found' });
    }
    expect(await deletionOf(receipt)).toMatchObject({ tenantId: tenant.id });
  });
});

test('of two who close a tenant at once, one does', async () => {
  const tenant = await signUp(stack);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => tenant.call('DELETE', '/v1/tenant', { json: { confirm: tenant.id } })),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 202)).toHaveLength(1);
  for (const status of statuses) expect([202, 401, 404, 409]).toContain(status);
});
