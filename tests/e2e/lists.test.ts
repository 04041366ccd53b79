import { afterAll, beforeAll, expect, test } from 'vitest';
import { handoffPage } from '#api/schemas/handoff.ts';
import { problemOf } from './support/problem.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { bodyOf } from './support/tenant.ts';
import { closeWorlds, openWorld, type World } from './support/world.ts';

let stack: TestStack;
let world: World;
let born: readonly string[];
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
  const pauseReasons = [{ code: 'awaiting_customer', clocks: ['complete'] }];
  const complete = { name: 'complete', start: 'accepted', stop: ['completed'], target: 'PT10H', pausable: true };
  world = await openWorld(stack, { contract: { clocks: [complete], pauseReasons, escalation: [] } });
  const submitted: string[] = [];
  for (const subject of ['a', 'b', 'c', 'd', 'e']) submitted.push((await world.submit(subject)).id);
  born = submitted;
});
afterAll(async () => {
  await closeWorlds();
  await stack.dispose();
});

async function list(query: string): Promise<readonly string[]> {
  const page = bodyOf(await world.tenant.call('GET', `/v1/handoffs?limit=100${query}`), 200, handoffPage());
  expect(page.nextCursor).toBeNull();
  return page.data.map(({ id }) => id);
}

test('newest first, unless asked otherwise', async () => {
  expect(await list('')).toEqual(born.toReversed());
  expect(await list('&sort=createdAt')).toEqual(born);
});

test('from is inclusive, to is exclusive', async () => {
  const { createdAt } = await world.tenant.handoff(born[2] ?? '');
  expect(await list(`&from=${createdAt}&sort=createdAt`)).toEqual(born.slice(2));
  expect(await list(`&to=${createdAt}&sort=createdAt`)).toEqual(born.slice(0, 2));
});

test.each(['createdAt', '-createdAt'])('a window that ends before it begins is empty, sorted by %s', async (sort) => {
  expect(await list(`&from=2030-01-01T00:00:00Z&to=2020-01-01T00:00:00Z&sort=${sort}`)).toEqual([]);
  expect(await list(`&to=1970-01-01T00:00:00Z&sort=${sort}`)).toEqual([]);
  expect(await list(`&from=9999-12-31T23:59:59Z&sort=${sort}`)).toEqual([]);
});

test.each(['createdAt', '-createdAt'])('a cursor goes on with its own filters only, sorted by %s', async (sort) => {
  const window = '&from=2020-01-01T00:00:00Z&to=2090-01-01T00:00:00Z';
  const first = await world.tenant.call('GET', `/v1/handoffs?limit=1&sort=${sort}${window}`);
  const { nextCursor, data } = bodyOf(first, 200, handoffPage());
  const rest = await list(`${window}&sort=${sort}&cursor=${nextCursor}`); // whatever their order
  expect([...data.map(({ id }) => id), ...rest]).toEqual(sort === 'createdAt' ? born : born.toReversed());
  for (const others of ['', '&from=2030-01-01T00:00:00Z', `${window}&state=assigned`]) {
    const path = `/v1/handoffs?sort=${sort}${others}&cursor=${nextCursor}`;
    const { errors } = problemOf(await world.tenant.call('GET', path));
    expect(errors).toMatchObject([{ pointer: '/query/cursor', code: 'invalid_cursor' }]);
  }
});

test('filters add up, and nothing else is listed', async () => {
  const [accepted = '', cancelled = ''] = born;
  await world.tenant.command(accepted, 'accept');
  await world.tenant.command(cancelled, 'cancel', { reason: 'The customer withdrew.' });
  const open = born.slice(2);
  expect(await list('&state=accepted')).toEqual([accepted]);
  expect(await list('&state=accepted,cancelled&sort=createdAt')).toEqual([accepted, cancelled]);
  expect(await list(`&ownerId=${world.ana}&state=assigned&sort=createdAt`)).toEqual(open);
  expect(await list(`&ownerId=${world.ana}&sort=createdAt`)).toEqual([accepted, ...open]);
  expect(await list(`&contractId=${world.contractId}&sort=createdAt`)).toEqual(born);
  expect(await list('&subject=account:b')).toEqual([cancelled]);
  expect(await list('&subject=account:b&state=assigned')).toEqual([]);
  expect(await list('&overdue=true')).toEqual([]);
  expect(await list('&overdue=false&sort=createdAt')).toEqual(born);
});

test('what is paused, and what was disqualified, is found by it', async () => {
  const { id: ended } = await world.submit('f');
  const { id: waiting } = await world.submit('g');
  for (const id of [ended, waiting]) await world.tenant.command(id, 'accept');
  const resumeBy = new Date(Date.now() + 3_600_000).toISOString();
  await world.tenant.command(ended, 'disqualify', { reason: 'There is no budget.' });
  await world.tenant.command(waiting, 'pause', { reason: 'awaiting_customer', resumeBy });
  expect(await list('&state=disqualified')).toEqual([ended]);
  expect(await list('&paused=true')).toEqual([waiting]);
  expect(await list('&paused=false&state=accepted')).not.toContain(waiting);
});
