import type { AttributeValue, BatchGetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { longestPauseMs } from '#storage/back-off.ts';
import { batchGet } from '#storage/batch-get.ts';

type Key = Record<string, AttributeValue>;

beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0); // no pause between the calls
});
afterEach(() => vi.restoreAllMocks());

const keysOf = (count: number): Key[] => Array.from({ length: count }, (_, index) => ({ pk: { S: `k${index}` } }));

/** A table that has an item for every key, and reads at most `perCall` of them in one call. */
function table(perCall: number) {
  const asked: Key[][] = [];
  const send = async ({ input }: BatchGetItemCommand) => {
    const request = input.RequestItems?.['baton'];
    const keys = request?.Keys ?? [];
    asked.push(keys);
    const left = keys.slice(perCall);
    return {
      Responses: { baton: keys.slice(0, perCall) },
      UnprocessedKeys: left.length === 0 ? {} : { baton: { Keys: left } },
    };
  };
  const client = { send } as unknown as DynamoDBClient; // nothing else of a client is used
  return { asked, source: { client, tableName: 'baton', consistent: true } };
}

test('what DynamoDB leaves to another call is read by another call', async () => {
  const { asked, source } = table(20);
  expect(await batchGet(source, keysOf(45))).toEqual(keysOf(45));
  expect(asked.map(({ length }) => length)).toEqual([45, 25, 5]);
});

test('no call asks for more than DynamoDB takes, and none is made for nothing', async () => {
  const { asked, source } = table(100);
  expect(await batchGet(source, [])).toEqual([]);
  expect(await batchGet(source, keysOf(201))).toEqual(keysOf(201));
  expect(asked.map(({ length }) => length)).toEqual([100, 100, 1]);
});

test('a table that goes on reading nothing is given up as overloaded, and none of its items pass for missing', async () => {
  const { asked, source } = table(0);
  await expect(batchGet(source, keysOf(2))).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
  expect(asked).toHaveLength(5);
});

test('a busy table is left alone for a random while before each further call', async () => {
  await batchGet(table(1).source, keysOf(4));
  expect(Math.random).toHaveBeenCalledTimes(3);
  expect([2, 3, 4, 5].map(longestPauseMs)).toEqual([20, 40, 80, 160]);
});
