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
const CLOSING = { tenantVersion: 3, apiKeyIds: KEYS };
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

test('as many keys as a tenant can have end with it, that of the caller in the transaction that closes it', async () => {
  expect(await store.begin(DELETION, CLOSING)).toBe(true);
  expect([await keysLeft(), await isThere('tenant', TENANT)]).toEqual([0, false]);
  expect(await store.get()).toEqual(DELETION);
  for (const { input } of transactions) expect(input.TransactItems?.length).toBeLessThanOrEqual(100);
  expect(JSON.stringify(transactions.at(-1)?.input)).toContain(KEYS[0]);
});

test('one that dies half way is not begun, and the caller can begin it again', async () => {
  lasting = 1;
  await expect(store.begin(DELETION, CLOSING)).rejects.toThrow('killed');
  expect([await isThere('tenant', TENANT), await isThere('api-keys', KEYS[0] ?? '')]).toEqual([true, true]);
  expect(await store.get()).toBeUndefined();
  lasting = Number.POSITIVE_INFINITY;
  expect(await store.begin(DELETION, CLOSING)).toBe(true);
  expect(await keysLeft()).toBe(0);
});

test('a tenant that was changed since is not closed by it, and keeps the keys that go with it', async () => {
  const few = { tenantVersion: 2, apiKeyIds: KEYS.slice(0, 50) };
  expect(await store.begin(DELETION, few)).toBe(false);
  expect([await keysLeft(), await store.get()]).toEqual([100, undefined]);
});

test('it begins once, and goes on from its own version alone', async () => {
  expect(await store.begin(DELETION, CLOSING)).toBe(true);
  expect(await store.begin({ ...DELETION, receiptHash: hashReceipt('b') }, CLOSING)).toBe(false);
  const next = { ...DELETION, version: 2, itemsRemoved: 7 };
  expect([await store.save(next), await store.save(next)]).toEqual([true, false]);
  expect(await store.get()).toEqual(next);
});
