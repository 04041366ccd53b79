import { beforeEach, expect, test, vi } from 'vitest';
import { instantFromEpoch } from '#domain/instant.ts';
import type { CallContext } from '#services/context.ts';
import { requireOwnerReferences } from '#services/routing/owner-references.ts';
import { memoryDependencies, NOON } from '../../api/support/test-app.ts';
import { TENANT } from '../support/test-system.ts';

const idOf = (index: number) => `own_${String(index).padStart(26, '0')}`;
const day = (date: number) => instantFromEpoch(Date.UTC(2027, 0, date));
const away = (from: number, to: number, delegate: number) => ({
  from: day(from),
  to: day(to),
  delegateId: idOf(delegate),
});

let context: CallContext;
beforeEach(() => {
  context = memoryDependencies().contextFor({ ...TENANT, keyId: 'key_1', scopes: ['routing:write'] }, NOON, 'req_1');
});

async function store(index: number, outOfOffice: readonly ReturnType<typeof away>[] = []): Promise<void> {
  const stored = { version: 1, createdAt: NOON, updatedAt: NOON };
  await context.stores.owners.save({
    ...stored,
    id: idOf(index),
    name: 'A',
    active: true,
    outOfOffice: [...outOfOffice],
  });
}

function watched(): () => number {
  const reads = vi.spyOn(context.stores.owners, 'getMany');
  return () => reads.mock.calls.reduce((count, [ids]) => count + ids.length, 0);
}

test('only those are read who can stand in during the absence', async () => {
  await store(1, [away(1, 8, 2), away(20, 28, 3)]);
  await store(2);
  await store(3);
  const read = watched();
  await requireOwnerReferences(context, { outOfOffice: [away(1, 8, 1)] }, idOf(9));
  expect(read()).toBe(2);
});

test('however many stand in for each other, a bounded number of owners is read', async () => {
  const group = (first: number) => Array.from({ length: 50 }, (_, index) => away(index + 1, index + 2, first + index));
  for (let index = 1; index <= 50; index++) {
    await store(index, [away(index, index + 1, 100 + index)]);
    await store(100 + index, [away(index, index + 1, 200 + index)]);
    await store(200 + index, [away(index, index + 1, 300 + index)]);
    await store(300 + index, [away(index, index + 1, 400 + index)]);
    await store(400 + index);
  }
  const read = watched();
  await requireOwnerReferences(context, { outOfOffice: group(1) }, idOf(999));
  expect(read()).toBe(200);
});
