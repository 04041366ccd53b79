import { type DynamoDBClient, TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { furnishedOffice, SINGLE } from './support/keyed-verbs.ts';
import { memoryDynamo } from './support/memory-dynamo.ts';
import { NOON } from './support/test-app.ts';
import { wholeApp } from './support/whole-app.ts';

const headers = { 'idempotency-key': '5b1d6a0e-7c1c-4d0e-a6d8-0f5b1b8f2a11' };

type Meddle = (command: TransactWriteItemsCommand, send: () => Promise<unknown>) => Promise<unknown>;

/** An office over a table with whose transactions `meddle` does as it likes, once it is furnished. */
async function troubled(meddle: Meddle) {
  const table = memoryDynamo();
  let isFurnished = false;
  const send = async (command: unknown): Promise<unknown> => {
    const pass = () => table.send(command as never); // whichever it is
    return isFurnished && command instanceof TransactWriteItemsCommand ? meddle(command, pass) : pass();
  };
  const app = wholeApp({ send } as unknown as DynamoDBClient); // the stores use nothing else of a client
  const office = await furnishedOffice(app);
  isFurnished = true;
  return {
    app,
    office,
    submit: () => app.call('POST', '/v1/handoffs', { key: office.key, headers, json: office.submission }),
    count: async () => SINGLE['submitHandoff']?.effects(app, office),
  };
}

function conflict({ input }: TransactWriteItemsCommand): TransactionCanceledException {
  const reasons = (input.TransactItems ?? []).map(() => ({ Code: 'TransactionConflict' }));
  return new TransactionCanceledException({ $metadata: {}, message: 'cancelled', CancellationReasons: reasons });
}

test('a transaction that was written, and whose answer was lost, is answered as what it was', async () => {
  const { submit, count, app } = await troubled(async (_, send) => {
    await send();
    throw new Error('the connection was lost');
  });
  const first = await submit();
  expect([first.status, first.headers.get('idempotent-replayed'), app.logged]).toEqual([201, null, []]);
  expect((await submit()).text).toBe(first.text);
  expect(await count()).toBe(1);
});

test('a transaction that was not written, and whose answer was lost, is an error that can be tried again', async () => {
  let isBroken = true;
  const { submit, count } = await troubled(async (_, send) => {
    if (isBroken) throw new Error('the connection was lost');
    return send();
  });
  expect((await submit()).status).toBe(500);
  isBroken = false;
  expect((await submit()).status).toBe(201);
  expect(await count()).toBe(1);
});

test('a transaction that meets others is sent again, and decided again where they go on', async () => {
  let conflicts = 0;
  const { submit, count } = await troubled(async (command, send) => {
    conflicts += 1;
    if (conflicts <= 6) throw conflict(command);
    return send();
  });
  expect((await submit()).status).toBe(201);
  expect(await count()).toBe(1);
});

test('one that never comes through is refused, and has done nothing', async () => {
  const { submit, count } = await troubled(async ({ input }) => {
    const reasons = (input.TransactItems ?? []).map((_, index) => ({
      Code: index === 0 ? 'ConditionalCheckFailed' : 'None',
    }));
    throw new TransactionCanceledException({ $metadata: {}, message: 'cancelled', CancellationReasons: reasons });
  });
  const refused = await submit();
  expect([refused.status, refused.json.code]).toEqual([409, 'concurrent_update']);
  expect(await count()).toBe(0);
});

test('a key is forgotten after a day, also where its record is still there', async () => {
  const { app, submit, count } = await troubled((_, send) => send());
  const first = await submit();
  app.clock.now = addSeconds(NOON, 24 * 3600 - 1);
  expect((await submit()).text).toBe(first.text);
  app.clock.now = addSeconds(NOON, 24 * 3600);
  const next = await submit();
  expect([next.status, next.headers.get('idempotent-replayed')]).toEqual([201, null]);
  expect(await count()).toBe(2);
});
