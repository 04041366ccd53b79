import {
  type DynamoDBClient,
  GetItemCommand,
  InternalServerError,
  ProvisionedThroughputExceededException,
  PutItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { asideOf } from '#storage/aside.ts';
import { WatchedWrites } from '#storage/watched-writes.ts';

const Key = { pk: { S: 'a' }, sk: { S: 'b' } };
const READ = new GetItemCommand({ TableName: 'baton', Key });
const PUT = new PutItemCommand({ TableName: 'baton', Item: Key });
const TOGETHER = new TransactWriteItemsCommand({ TransactItems: [] });
const told = { $metadata: {}, message: 'no' };

function watching(answer: () => Promise<unknown>): WatchedWrites {
  return new WatchedWrites({ send: answer } as unknown as DynamoDBClient); // it uses nothing else of a client
}

const fail = (error: Error) => () => Promise.reject(error);

test.each([
  ['a read', READ, async () => ({}), false],
  ['a write', PUT, async () => ({}), true],
  ['a write that was refused', TOGETHER, fail(new TransactionCanceledException(told)), false],
  ['a write that was turned away', PUT, fail(new ProvisionedThroughputExceededException(told)), false],
  ['a write that failed at DynamoDB', PUT, fail(new InternalServerError(told)), true],
  ['a write without an answer', PUT, fail(new Error('the connection was lost')), true],
  ['a read without an answer', READ, fail(new Error('the connection was lost')), false],
] as const)('after %s something may be written, or not', async (_what, command, answer, expected) => {
  const watched = watching(answer);
  await watched.client.send(command as PutItemCommand).catch(() => undefined);
  expect(watched.hasWritten).toBe(expected);
});

test('what is written aside is no effect of the request', async () => {
  const watched = watching(async () => ({}));
  await asideOf(watched.client).send(PUT);
  expect(watched.hasWritten).toBe(false);
});
