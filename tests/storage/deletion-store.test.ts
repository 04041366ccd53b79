import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { type Deletion, hashReceipt } from '#domain/tenancy/deletion.ts';
import { DeletionStore } from '#storage/deletion-store.ts';
import { memoryDynamo } from '../api/support/memory-dynamo.ts';
import { BIRTH } from '../support/instants.ts';

const TENANT = 'ten_00000000000000000000000001';
const ACCOUNT = `T#${TENANT}#account#`;
const KEYS = Array.from({ length: 100 }, (_, index) => `key_${String(index).padStart(26, '0')}`);
const [CALLER = '', ...OTHERS] = KEYS;
const CLOSING = { tenantVersion: 3, caller: { id: CALLER, version: 1 }, otherKeyIds: OTHERS };
const DELETION: Deletion = {
  tenantId: TENANT,
  version: 1,
  status: 'stopping',
  requestedAt: BIRTH,
  receiptHash: hashReceipt('a'),
  itemsRemoved: 0,
  quietPasses: 0,
};

let table: DynamoDBClient;
let transactions: TransactWriteItemsCommand[];
let lasting: number;
let store: DeletionStore;
beforeEach(async () => {
  table = memoryDynamo();
  transactions = [];
  lasting = Number.POSITIVE_INFINITY;
  const send = async (command: object) => {
    if (command instanceof TransactWriteItemsCommand) {
      if (transactions.length === lasting) throw new Error('killed');
      transactions.push(command);
    }
    return table.send(command as GetItemCommand); // whichever it is
  };
  store = new DeletionStore({ send } as unknown as DynamoDBClient, 'baton', TENANT);
  await put(`${ACCOUNT}tenant`, TENANT, '3');
  for (const key of KEYS) await put(`${ACCOUNT}api-keys`, key, '1');
});

async function put(pk: string, sk: string, version: string): Promise<void> {
  const Item = { pk: { S: pk }, sk: { S: sk }, version: { N: version } };
  await table.send(new PutItemCommand({ TableName: 'baton', Item }));
}

async function isThere(partition: string, sk: string): Promise<boolean> {
  const Key = { pk: { S: `${ACCOUNT}${partition}` }, sk: { S: sk } };
  return (await table.send(new GetItemCommand({ TableName: 'baton', Key }))).Item !== undefined;
}

const keysLeft = async () => (await Promise.all(KEYS.map((key) => isThere('api-keys', key)))).filter(Boolean).length;

test('the keys end in the transaction that closes the tenant, but for those that it has no room for', async () => {
  expect(await store.begin(DELETION, CLOSING)).toBe(true);
  expect([await keysLeft(), await isThere('tenant', TENANT), await isThere('api-keys', CALLER)]).toEqual([
    2,
    false,
    false,
  ]);
  expect(await store.get()).toEqual(DELETION);
  expect(transactions.map(({ input }) => input.TransactItems?.length)).toEqual([100]);
  await store.endKeys(KEYS);
  expect(await keysLeft()).toBe(0);
});

test('one that dies before that has ended no key', async () => {
  lasting = 0;
  await expect(store.begin(DELETION, CLOSING)).rejects.toThrow('killed');
  expect([await keysLeft(), await isThere('tenant', TENANT), await store.get()]).toEqual([100, true, undefined]);
});

test.each([
  ['tenant', { tenantVersion: 2 }],
  ['key of the caller', { caller: { id: CALLER, version: 2 } }],
])('where the %s was changed since, nothing is closed, and every key stays', async (_what, stale) => {
  expect(await store.begin(DELETION, { ...CLOSING, ...stale })).toBe(false);
  expect([await keysLeft(), await isThere('tenant', TENANT), await store.get()]).toEqual([100, true, undefined]);
});

test('it begins once, and goes on from its own version alone', async () => {
  expect(await store.begin(DELETION, CLOSING)).toBe(true);
  expect(await store.begin({ ...DELETION, receiptHash: hashReceipt('b') }, CLOSING)).toBe(false);
  const next = { ...DELETION, version: 2, itemsRemoved: 7 };
  expect([await store.save(next), await store.save(next)]).toEqual([true, false]);
  expect(await store.get()).toEqual(next);
});
