import fc from 'fast-check';
import { expect, test } from 'vitest';
import { journaledDynamo } from './support/journaled-dynamo.ts';
import { furnishedOffice, SEVERAL, SINGLE } from './support/keyed-verbs.ts';
import { wholeApp } from './support/whole-app.ts';

const headers = { 'idempotency-key': '5b1d6a0e-7c1c-4d0e-a6d8-0f5b1b8f2a11' };

test.each([...Object.entries(SINGLE), ...Object.entries(SEVERAL)])(
  'however two duplicates of %s interleave, one has its effect and the other its answer, or waits',
  async (name, verb) => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const table = journaledDynamo();
        const office = await furnishedOffice(wholeApp(table.client));
        const { path, json } = verb.request(office);
        const processes = [wholeApp(table.client), wholeApp(table.client)];
        table.waitFor(() => scheduler.schedule(Promise.resolve()));
        const sent = processes.map((app) => app.call('POST', path, { key: office.key, headers, json }));
        const answers = await scheduler.waitFor(Promise.all(sent));
        table.waitFor(async () => undefined);
        const done = answers.filter(({ status }) => status < 300);
        expect(new Set(done.map(({ text }) => text)).size).toBe(1);
        const waiting = answers.filter(({ status }) => status >= 300).map((answer) => answer.json.code);
        expect(waiting).toEqual(name in SEVERAL ? waiting.map(() => 'idempotency_in_progress') : []);
        expect(await verb.effects(wholeApp(table.client), office)).toBe(1);
      }),
      { numRuns: 15 },
    );
  },
);

test('requests under different keys that want the same turn are each done, once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const table = journaledDynamo();
      const office = await furnishedOffice(wholeApp(table.client));
      table.waitFor(() => scheduler.schedule(Promise.resolve()));
      const sent = ['one', 'two', 'three'].map((key) =>
        wholeApp(table.client).call('POST', '/v1/handoffs', {
          key: office.key,
          headers: { 'idempotency-key': key },
          json: office.submission,
        }),
      );
      const answers = await scheduler.waitFor(Promise.all(sent));
      table.waitFor(async () => undefined);
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
      const turns = await wholeApp(table.client).call('GET', '/v1/handoffs?limit=100', { key: office.key });
      const holders = turns.json.data.map(({ holder }: { holder: { ownerId?: string } }) => holder.ownerId);
      // five in a row of two: nobody is more than one ahead, although each of them was decided several times
      expect(holders).toHaveLength(5);
      const counts = [office.ana, office.ben].map((id) => holders.filter((holder: string) => holder === id).length);
      expect(counts.toSorted()).toEqual([2, 3]);
    }),
    { numRuns: 10 },
  );
});
