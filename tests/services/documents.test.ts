import { describe, expect, test } from 'vitest';
import { SCOPES } from '#domain/tenancy/scope.ts';
import { endpointInputSchema } from '#domain/webhook/endpoint.ts';
import { createCalendar } from '#services/calendar/create-calendar.ts';
import type { CallContext } from '#services/context.ts';
import { createContract } from '#services/contract/create-contract.ts';
import { createOwner } from '#services/routing/create-owner.ts';
import { createQueue } from '#services/routing/create-queue.ts';
import { deleteOwner } from '#services/routing/delete-owner.ts';
import { deleteQueue } from '#services/routing/delete-queue.ts';
import { createApiKey } from '#services/tenancy/create-api-key.ts';
import { createTestClock } from '#services/test-clock/create-test-clock.ts';
import { createEndpoint } from '#services/webhook/create-endpoint.ts';
import { memoryDependencies, NOON } from '../api/support/test-app.ts';
import { contractBody } from '../support/contracts.ts';
import { standingCaller } from './support/standing-caller.ts';

const NINE_TO_FIVE: [string, string] = ['09:00', '17:00'];
const number = (index: number) => String(index).padStart(26, '0');
const stored = { version: 1, createdAt: NOON, updatedAt: NOON };
const OWNER = { name: 'Ana', active: true, outOfOffice: [] };
const QUEUE = { name: 'EMEA', strategy: 'manual' as const, members: [] };

const CALLER = { tenantId: `ten_${number(1)}`, mode: 'test' as const, keyId: `key_${number(1)}`, scopes: SCOPES };

function newContext(): CallContext {
  return memoryDependencies().contextFor(CALLER, NOON, 'req_1');
}

/** As they were stored before anybody counted them. */
async function addOwners({ stores }: CallContext, count: number): Promise<void> {
  for (let index = 1; index <= count; index++) {
    await stores.owners.save({ ...OWNER, ...stored, id: `own_${number(index)}` });
  }
}

async function addQueues({ stores }: CallContext, count: number): Promise<void> {
  for (let index = 1; index <= count; index++) {
    await stores.queues.save({ ...QUEUE, ...stored, id: `que_${number(index)}` });
  }
}

describe('a tenant has at most', () => {
  test('500 queues, and room again when one was removed', async () => {
    const context = newContext();
    await addQueues(context, 499);
    const { id } = await createQueue(context, QUEUE);
    const refusal = { code: 'limit_reached', extensions: { limit: 500, current: 500 } };
    await expect(createQueue(context, QUEUE)).rejects.toMatchObject(refusal);
    await deleteQueue(context, id);
    expect(await createQueue(context, QUEUE)).toMatchObject({ name: 'EMEA' });
    await expect(createQueue(context, QUEUE)).rejects.toMatchObject(refusal);
  });

  test('5,000 owners, and room again when one was removed that was never counted', async () => {
    const context = newContext();
    await addOwners(context, 5_000);
    const refusal = { code: 'limit_reached', extensions: { limit: 5_000, current: 5_000 } };
    await expect(createOwner(context, OWNER)).rejects.toMatchObject(refusal);
    await deleteOwner(context, `own_${number(17)}`);
    expect(await createOwner(context, OWNER)).toMatchObject({ openHandoffs: 0 });
    await expect(createOwner(context, OWNER)).rejects.toMatchObject(refusal);
  });

  const week = { name: 'Office', timezone: 'UTC', weekly: { mon: [NINE_TO_FIVE] }, holidays: [], overrides: {} };
  const body = contractBody();
  const endpoint = endpointInputSchema().parse({ url: 'https://example.com/hook', eventTypes: ['*'] });
  test.each<[number, string, (context: CallContext) => Promise<unknown>]>([
    [20, 'webhook endpoints', (context) => createEndpoint(context, endpoint)],
    [100, 'test clocks', (context) => createTestClock(context, {})],
    [100, 'API keys', (context) => createApiKey(context, { name: 'one more', scopes: ['metrics:read'] })],
    [500, 'contracts', (context) => createContract(context, body)],
    [500, 'calendars', (context) => createCalendar(context, week)],
  ])('%i %s, however many are made at once', async (limit, name, create) => {
    const context = await standingCaller(CALLER);
    const made = await Promise.allSettled(Array.from({ length: limit + 10 }, () => create(context)));
    const refused = made.filter(({ status }) => status === 'rejected');
    // the key of the caller is one of a hundred
    expect(refused).toHaveLength(name === 'API keys' ? 11 : 10);
    for (const refusal of refused) {
      expect(refusal).toMatchObject({ reason: { code: 'limit_reached', extensions: { limit, current: limit } } });
    }
  });
});

test('a document that could not be removed still counts', async () => {
  const context = newContext();
  await createOwner(context, OWNER);
  const [owner] = await context.stores.owners.all({ consistent: true });
  if (owner === undefined) throw new Error('there is one');
  expect(await context.stores.owners.remove({ ...owner, version: 7 })).toBe(false);
  expect(await context.stores.owners.count()).toBe(1);
  expect(await context.stores.owners.remove(owner)).toBe(true);
  expect(await context.stores.owners.count()).toBe(0);
  expect(await context.stores.owners.remove(owner)).toBe(false);
  expect(await context.stores.owners.count()).toBe(0);
});
