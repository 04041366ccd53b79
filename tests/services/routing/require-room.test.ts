import { describe, expect, test, vi } from 'vitest';
import type { CallContext } from '#services/context.ts';
import { createOwner } from '#services/routing/create-owner.ts';
import { createQueue } from '#services/routing/create-queue.ts';
import { deleteOwner } from '#services/routing/delete-owner.ts';
import { deleteQueue } from '#services/routing/delete-queue.ts';
import { memoryDependencies, NOON } from '../../api/support/test-app.ts';

const number = (index: number) => String(index).padStart(26, '0');
const stored = { version: 1, createdAt: NOON, updatedAt: NOON };
const OWNER = { name: 'Ana', active: true, outOfOffice: [] };
const QUEUE = { name: 'EMEA', strategy: 'manual' as const, members: [] };

/** Each test has a tenant that no other file has: how far a tenant's documents have been counted is remembered by the process. */
function contextOf(tenant: number): CallContext {
  const scopes = ['routing:read', 'routing:write'] as const;
  const principal = { tenantId: `ten_${number(tenant)}`, mode: 'live' as const, keyId: 'key_1', scopes };
  return memoryDependencies().contextFor(principal, NOON);
}

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
    const context = contextOf(7_001);
    await addQueues(context, 499);
    const { id } = await createQueue(context, QUEUE);
    const refusal = { code: 'limit_reached', extensions: { limit: 500 } };
    await expect(createQueue(context, QUEUE)).rejects.toMatchObject(refusal);
    await deleteQueue(context, id);
    expect(await createQueue(context, QUEUE)).toMatchObject({ name: 'EMEA' });
    await expect(createQueue(context, QUEUE)).rejects.toMatchObject(refusal);
  });

  test('5,000 owners, and room again when one was removed', async () => {
    const context = contextOf(7_002);
    await addOwners(context, 4_999);
    const { id } = await createOwner(context, OWNER);
    const refusal = { code: 'limit_reached', extensions: { limit: 5_000 } };
    await expect(createOwner(context, OWNER)).rejects.toMatchObject(refusal);
    await deleteOwner(context, id);
    expect(await createOwner(context, OWNER)).toMatchObject({ openHandoffs: 0 });
  });
});

test('adding one after another does not read those again that have been counted', async () => {
  const context = contextOf(7_003);
  await addOwners(context, 50);
  await createOwner(context, OWNER);
  const list = vi.spyOn(context.stores.owners, 'list');
  await createOwner(context, OWNER);
  await createOwner(context, OWNER);
  const pages = await Promise.all(list.mock.results.map(({ value }) => value));
  expect(pages.map(({ data }) => data.length)).toEqual([1, 1]);
});
