import type { AttributeValue, BatchWriteItemCommand, DynamoDBClient, WriteRequest } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { batchPut } from '#storage/batch-write.ts';

type Item = Record<string, AttributeValue>;

beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0); // no pause between the calls
});
afterEach(() => vi.restoreAllMocks());

const itemsOf = (count: number): Item[] => Array.from({ length: count }, (_, index) => ({ pk: { S: `k${index}` } }));

/** A table that takes at most `perCall` of the items that one call puts. */
function table(perCall: number) {
  const asked: number[] = [];
  const written: (Item | undefined)[] = [];
  const send = async ({ input }: BatchWriteItemCommand) => {
    const requests: WriteRequest[] = input.RequestItems?.['baton'] ?? [];
    asked.push(requests.length);
    written.push(...requests.slice(0, perCall).map(({ PutRequest }) => PutRequest?.Item));
    const left = requests.slice(perCall);
    return { UnprocessedItems: left.length === 0 ? {} : { baton: left } };
  };
  const client = { send } as unknown as DynamoDBClient; // nothing else of a client is used
  return { asked, written, target: { client, tableName: 'baton' } };
}

test('what DynamoDB leaves to another call is written by another call', async () => {
  const { asked, written, target } = table(10);
  await batchPut(target, itemsOf(25));
  expect(asked).toEqual([25, 15, 5]);
  expect(written).toEqual(itemsOf(25));
});

test('no call puts more than DynamoDB takes, and none is made for nothing', async () => {
  const { asked, written, target } = table(25);
  await batchPut(target, []);
  await batchPut(target, itemsOf(51));
  expect(asked).toEqual([25, 25, 1]);
  expect(written).toEqual(itemsOf(51));
});

test('a table that goes on writing nothing is told of as overloaded, and nothing passes for written', async () => {
  const { asked, target } = table(0);
  await expect(batchPut(target, itemsOf(2))).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
  expect(asked).toHaveLength(5);
});

test('a busy table is left alone for a random while before each further call', async () => {
  await batchPut(table(1).target, itemsOf(4));
  expect(Math.random).toHaveBeenCalledTimes(3);
});
