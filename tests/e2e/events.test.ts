import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { recordedEventPage } from '#api/schemas/recorded-event.ts';
import { SHARD_PARTITIONS } from '#storage/logged-commit.ts';
import { eventually } from './support/eventually.ts';
import { problemOf } from './support/problem.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { bodyOf, type CallOptions, signUp } from './support/tenant.ts';
import { closeWorlds, openWorld, type World } from './support/world.ts';

type Logged = z.infer<ReturnType<typeof recordedEventPage>>['data'][number];

const OUTCOME = { outcome: { kickoffHeldAt: '2026-11-24T09:00:00Z' } };
const DAYS_90 = 90 * 24 * 3600;

let stack: TestStack;
let world: World;
let first: string;
let second: string;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
  world = await openWorld(stack);
  first = (await world.submit('acme')).id;
  second = (await world.submit('acme')).id;
  const other = await world.submit('umbrella');
  await world.tenant.command(first, 'accept');
  await world.tenant.command(first, 'complete', OUTCOME);
  await world.tenant.command(second, 'cancel', { reason: 'The customer withdrew.' });
  await world.tenant.command(other.id, 'accept');
  const total = (await timelines([first, second, other.id])).length;
  await eventually('all of it is in the log', async () => (await log('')).length === total + 1);
  await eventually('all of it has arrived', () => new Set(world.receiver.received.map(({ id }) => id)).size > total);
});
afterAll(async () => {
  await closeWorlds();
  await stack.dispose();
});

async function timelines(ids: readonly string[]): Promise<readonly { readonly id: string }[]> {
  return (await Promise.all(ids.map((id) => world.tenant.timeline(id)))).flat();
}

/** All that a query lists, in pages of `limit`. */
async function log(query: string, limit = 100, options: CallOptions = {}): Promise<Logged[]> {
  const found: Logged[] = [];
  for (let cursor = ''; ; ) {
    const answer = await world.tenant.call('GET', `/v1/events?limit=${limit}${query}${cursor}`, options);
    const page = bodyOf(answer, 200, recordedEventPage());
    found.push(...page.data);
    if (page.nextCursor === null) return found;
    cursor = `&cursor=${page.nextCursor}`;
  }
}

const idsOf = (events: readonly { readonly id: string }[]) => events.map(({ id }) => id);

test('each event is in the log once, with the very body that was posted', async () => {
  const logged = await log('');
  const posted = new Map(world.receiver.received.map(({ id, event }) => [id, event]));
  expect(idsOf(logged)).toHaveLength(posted.size);
  for (const { recordedAt, ...event } of logged) {
    expect(event).toEqual(posted.get(event.id));
    expect(recordedAt).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.000Z$/);
  }
});

test('each event is found by its id, as the log has it', async () => {
  const logged = [...(await log(`&handoffId=${first}`)), ...(await log('&type=contract.published'))];
  expect(logged.length).toBeGreaterThan(1);
  for (const event of logged) {
    const answer = await world.tenant.call('GET', `/v1/events/${event.id}`);
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual(event);
  }
});

test.each([1, 3, 100])('pages of %i show the same, forwards and backwards', async (limit) => {
  const newestFirst = idsOf(await log(''));
  expect(idsOf(await log('', limit))).toEqual(newestFirst);
  expect(idsOf(await log('&sort=recordedAt', limit))).toEqual(newestFirst.toReversed());
  expect(idsOf(await log('&sort=recordedAt&type=clock.*', limit))).toEqual(
    idsOf((await log('&sort=recordedAt')).filter(({ type }) => type.startsWith('clock.'))),
  );
});

describe('a filter', () => {
  test('by type takes several types and families', async () => {
    const types = new Set((await log('&type=clock.*,contract.published')).map(({ type }) => type));
    expect([...types].sort()).toEqual(['clock.cancelled', 'clock.met', 'clock.started', 'contract.published']);
    expect(await log('&type=webhook_endpoint.disabled')).toEqual([]);
  });

  test('by handoff shows its timeline', async () => {
    expect(idsOf(await log(`&handoffId=${first}&sort=recordedAt`))).toEqual(idsOf(await timelines([first])));
    expect(idsOf(await log(`&handoffId=${first}&subject=account:acme&sort=recordedAt`, 2))).toEqual(
      idsOf(await timelines([first])),
    );
    expect(await log(`&handoffId=${first}&subject=account:umbrella`)).toEqual([]);
  });

  test('by customer shows all of their handoffs, and nothing else', async () => {
    const expected = idsOf(await timelines([first, second])).sort();
    expect(idsOf(await log('&subject=account:acme')).sort()).toEqual(expected);
    expect(await log('&subject=lead:acme')).toEqual([]);
    const all = (await log('')).filter(({ id }) => expected.includes(id));
    for (const limit of [2, 100]) expect(await log('&subject=account:acme', limit)).toEqual(all);
  });

  test('by time is inclusive at its beginning and exclusive at its end', async () => {
    const all = await log('&sort=recordedAt');
    const at = all[5]?.recordedAt ?? '';
    expect(idsOf(await log(`&from=${at}&sort=recordedAt`))).toEqual(
      idsOf(all.filter(({ recordedAt }) => recordedAt >= at)),
    );
    expect(idsOf(await log(`&to=${at}&sort=recordedAt`))).toEqual(
      idsOf(all.filter(({ recordedAt }) => recordedAt < at)),
    );
    expect(await log(`&from=${at}&to=${at}`)).toEqual([]);
  });
});

test('an event is one of its tenant and mode alone', async () => {
  const stranger = await signUp(stack);
  const [event] = await log(`&handoffId=${first}`);
  const [published] = await log('&type=contract.published');
  for (const id of [event?.id ?? '', published?.id ?? '']) {
    const foreign = problemOf(await stranger.call('GET', `/v1/events/${id}`));
    expect(foreign).toMatchObject({ status: 404, code: 'not_found', detail: `There is no event ${id}.` });
    expect(problemOf(await world.tenant.call('GET', `/v1/events/${id}`, { key: world.tenant.test })).status).toBe(404);
  }
  for (const query of ['', `?handoffId=${first}`, '?subject=account:acme']) {
    const answer = bodyOf(await stranger.call('GET', `/v1/events${query}`), 200, recordedEventPage());
    expect(answer).toEqual({ data: [], nextCursor: null });
  }
  expect(await log('', 100, { key: world.tenant.test })).toEqual([]);
  expect(await log(`&handoffId=${first}`, 100, { key: world.tenant.test })).toEqual([]);
});

test('what the log keeps expires 90 days after it was recorded', async () => {
  const shards = await Promise.all(
    SHARD_PARTITIONS.map((partition) =>
      stack.clients.dynamodb.send(
        new QueryCommand({
          TableName: 'baton',
          KeyConditionExpression: 'pk = :p',
          ExpressionAttributeValues: { ':p': { S: `T#${world.tenant.id}#live#${partition}` } },
        }),
      ),
    ),
  );
  const items = shards.flatMap(({ Items = [] }) => Items);
  expect(items.length).toBeGreaterThan(0);
  for (const { sk, expiresAt } of items) {
    expect(Number(expiresAt?.N)).toBe(Date.parse(sk?.S?.slice(0, 24) ?? '') / 1000 + DAYS_90);
  }
});
