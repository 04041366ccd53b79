import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OpenHandoffs } from '#services/tenancy/open-handoffs.ts';
import { journaledDynamo } from './support/journaled-dynamo.ts';
import { furnishedOffice } from './support/keyed-verbs.ts';
import { UNCOUNTED } from './support/test-app.ts';
import { wholeApp } from './support/whole-app.ts';

const headers = { 'idempotency-key': '5b1d6a0e-7c1c-4d0e-a6d8-0f5b1b8f2a11' };

/** What processes have told of open handoffs, all together. */
function tally(): OpenHandoffs & { readonly told: () => number } {
  let told = 0;
  const note = (change: number) => {
    told += change;
  };
  return { ...UNCOUNTED, note, told: () => told };
}

test.each([
  ['submitted', 1, '/v1/handoffs'],
  ['cancelled', -1, undefined],
])('a handoff that is %s by many duplicates at once counts once', async (_what, change, path) => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const table = journaledDynamo();
      const office = await furnishedOffice(wholeApp(table.client));
      const counted = tally();
      table.waitFor(() => scheduler.schedule(Promise.resolve()));
      const json = path === undefined ? { reason: 'The customer left' } : office.submission;
      const sent = Array.from({ length: 4 }, () =>
        wholeApp(table.client, counted).call('POST', path ?? `/v1/handoffs/${office.handoff}/cancel`, {
          key: office.key,
          headers,
          json,
        }),
      );
      const answers = await scheduler.waitFor(Promise.all(sent));
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(counted.told()).toBe(change);
    }),
    { numRuns: 15 },
  );
});

test('one whose write had no answer, and is found to be there, counts', async () => {
  const table = journaledDynamo();
  const office = await furnishedOffice(wholeApp(table.client));
  const counted = tally();
  const app = wholeApp(table.client, counted);
  const submit = () => app.call('POST', '/v1/handoffs', { key: office.key, headers, json: office.submission });
  let lost = false;
  table.loseAnswerOf((command) => {
    const isFirst = !lost && command instanceof TransactWriteItemsCommand;
    lost ||= isFirst;
    return isFirst;
  });
  expect((await submit()).status).toBe(201);
  expect([lost, counted.told()]).toEqual([true, 1]);
  expect((await submit()).status).toBe(201);
  expect(counted.told()).toBe(1);
});

test('what is refused counts nothing', async () => {
  const table = journaledDynamo();
  const office = await furnishedOffice(wholeApp(table.client));
  const counted = tally();
  const app = wholeApp(table.client, counted);
  const json = { ...office.submission, contractId: 'ctr_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' };
  expect((await app.call('POST', '/v1/handoffs', { key: office.key, headers, json })).status).toBe(422);
  expect(counted.told()).toBe(0);
});
