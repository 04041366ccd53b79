import {
  type DynamoDBClient,
  ProvisionedThroughputExceededException,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { furnishedOffice } from './support/keyed-verbs.ts';
import { memoryDynamo } from './support/memory-dynamo.ts';
import { NOON } from './support/test-app.ts';
import { wholeApp } from './support/whole-app.ts';

const KEY = { 'idempotency-key': '5b1d6a0e-7c1c-4d0e-a6d8-0f5b1b8f2a11' };

/** An office over a table that takes `patience` more writes, and then has too much to do. */
async function crowdedTable() {
  const table = memoryDynamo();
  const state = { patience: Number.POSITIVE_INFINITY };
  const send = async (command: unknown): Promise<unknown> => {
    const isWrite = command instanceof TransactWriteItemsCommand || command instanceof PutItemCommand;
    if (isWrite && --state.patience < 0) {
      throw new ProvisionedThroughputExceededException({ $metadata: {}, message: 'too much' });
    }
    return table.send(command as never); // whichever it is
  };
  const app = wholeApp({ send } as unknown as DynamoDBClient); // the stores use nothing else of a client
  const office = await furnishedOffice(app);
  const { key, ana, ben, contract } = office;
  for (let index = 0; index < 4; index++) {
    const json = { contractId: contract, subject: { type: 'account', id: `b${index}` }, packet: {} };
    expect((await app.call('POST', '/v1/handoffs', { key, json })).status).toBe(201);
  }
  const post = (path: string, json: object, headers = {}) => app.call('POST', path, { key, headers, json });
  const leave = { to: { ownerId: ben }, reason: 'Leave', dryRun: false };
  return {
    ...office,
    app,
    state,
    post,
    handOver: (headers = {}) => post(`/v1/owners/${ana}/hand-over`, leave, headers),
  };
}

test.each([{}, KEY])(
  'a request that was turned away before its first write is told that nothing was done: %j',
  async (headers) => {
    const { state, handOver } = await crowdedTable();
    state.patience = 0;
    const { status, json, headers: told } = await handOver(headers);
    expect([status, json.code, told.get('retry-after')]).toEqual([503, 'unavailable', '1']);
    expect(json.detail).toContain('Nothing was done');
  },
);

test.each([
  [{}, 1],
  [KEY, 2],
])('one that was turned away between its writes is not: %j', async (headers, patience) => {
  const { app, state, handOver, key, ben } = await crowdedTable();
  state.patience = patience;
  const { status, json, headers: told } = await handOver(headers);
  expect([status, json.code, told.get('retry-after')]).toEqual([500, 'internal_error', '1']);
  expect(json.detail).not.toContain('Nothing was done');
  state.patience = Number.POSITIVE_INFINITY;
  const { data } = (await app.call('GET', `/v1/handoffs?ownerId=${ben}&limit=100`, { key })).json;
  expect(data.length).toBeGreaterThan(0);
  app.clock.now = addSeconds(NOON, 61);
  expect((await handOver(headers)).status).toBe(200);
});

test('a batch of which every item is done is answered, also where its answer cannot be kept', async () => {
  const { app, state, post, submission, key } = await crowdedTable();
  // its key, and an item
  state.patience = 2;
  const answer = await post('/v1/handoffs/batch', { items: [submission] }, KEY);
  expect([answer.status, answer.json.results[0].status]).toEqual([200, 201]);
  state.patience = Number.POSITIVE_INFINITY;
  const again = await post('/v1/handoffs/batch', { items: [submission] }, KEY);
  expect(again.json).toEqual(answer.json);
  expect((await app.call('GET', '/v1/handoffs?limit=100', { key })).json.data).toHaveLength(7);
});
