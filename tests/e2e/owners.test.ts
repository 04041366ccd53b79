import { afterAll, beforeAll, expect, test } from 'vitest';
import { handOverResult, ownerView } from '#api/schemas/owner.ts';
import { queueSchema } from '#domain/routing/queue.ts';
import { problemOf } from './support/problem.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { bodyOf } from './support/tenant.ts';
import { closeWorlds, openWorld, type World } from './support/world.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(async () => {
  await closeWorlds();
  await stack.dispose();
});

const reason = 'Ana leaves at the end of the month.';

async function submitted({ submit }: World, count: number): Promise<string[]> {
  const born = await Promise.all(Array.from({ length: count }, (_, index) => submit(`account-${index}`)));
  return born.map(({ id }) => id).sort();
}

async function handOver({ tenant, ana }: World, json: object) {
  const answer = await tenant.call('POST', `/v1/owners/${ana}/hand-over`, { json: { reason, ...json } });
  return bodyOf(answer, 200, handOverResult());
}

/** Hands everything over, page by page; answers the ids in the order in which they were moved. */
async function handOverAll(world: World, to: object, limit: number): Promise<string[]> {
  const moved: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await handOver(world, { to, limit, dryRun: false, ...(cursor === null ? {} : { cursor }) });
    moved.push(...page.data.filter(({ error }) => error === undefined).map(({ handoffId }) => handoffId));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return moved;
}

test('an owner who leaves is set inactive, hands over what they have, and is removed', async () => {
  const world = await openWorld(stack);
  const { tenant, ana, fallback } = world;
  const ids = await submitted(world, 12);
  await tenant.command(ids[0] ?? '', 'accept');
  const path = `/v1/owners/${ana}`;
  const left = bodyOf(await tenant.call('PATCH', path, { json: { active: false } }), 200, ownerView());
  expect(left).toMatchObject({ active: false, openHandoffs: 12 });
  const refused = problemOf(await tenant.call('DELETE', path));
  expect(refused).toMatchObject({ status: 409, code: 'in_use', handoffs: ids.slice(0, 10) });
  expect((await handOver(world, { to: { ownerId: fallback } })).handedOver).toBe(12);
  expect(await handOverAll(world, { ownerId: fallback }, 5)).toEqual(ids);
  for (const id of ids) {
    expect(await tenant.handoff(id)).toMatchObject({ state: 'assigned', holder: { ownerId: fallback } });
  }
  expect(bodyOf(await tenant.call('GET', path), 200, ownerView()).openHandoffs).toBe(0);
  expect((await tenant.call('DELETE', path)).status).toBe(204);
});

test('a hand-over takes nothing from those to whom it has been given at the same moment', async () => {
  const world = await openWorld(stack);
  const { tenant, fallback } = world;
  const { id: cleo } = await tenant.create('/v1/owners', { name: 'Cleo' });
  const ids = await submitted(world, 16);
  const given = ids.filter((_id, index) => index % 2 === 0);
  await Promise.all([
    handOverAll(world, { ownerId: fallback }, 16),
    ...given.map((id) => tenant.command(id, 'reassign', { ownerId: cleo, reason: 'Her account.' })),
  ]);
  for (const id of ids) {
    expect((await tenant.handoff(id)).holder.ownerId).toBe(given.includes(id) ? cleo : fallback);
  }
});

test('two who hand over the same at the same moment move each handoff once', async () => {
  const world = await openWorld(stack);
  const { tenant, fallback } = world;
  const ids = await submitted(world, 16);
  const both = await Promise.all([
    handOverAll(world, { ownerId: fallback }, 16),
    handOverAll(world, { ownerId: fallback }, 16),
  ]);
  expect(both.flat().sort()).toEqual(ids);
  for (const id of ids) {
    const types = (await tenant.timeline(id)).map(({ type }) => type);
    expect(types.filter((type) => type === 'handoff.reassigned')).toHaveLength(1);
  }
});

test('an owner with hours, a capacity and absences, and a queue with weights, are stored as they were sent', async () => {
  const { tenant, ana, fallback, queueId } = await openWorld(stack);
  const weekly = { mon: [['09:00', '17:00']] };
  const calendar = await tenant.create('/v1/calendars', { name: 'Office', timezone: 'Europe/Berlin', weekly });
  const outOfOffice = [
    { from: '2027-01-04T00:00:00.000Z', to: '2027-01-11T00:00:00.000Z', delegateId: fallback },
    { from: '2027-02-01T00:00:00.000Z', to: '2027-02-02T00:00:00.000Z' },
  ];
  const change = { calendarId: calendar.id, capacity: 3, outOfOffice };
  await tenant.call('PATCH', `/v1/owners/${ana}`, { json: change });
  expect(bodyOf(await tenant.call('GET', `/v1/owners/${ana}`), 200, ownerView())).toMatchObject(change);
  const members = [
    { ownerId: ana, weight: 3 },
    { ownerId: fallback, weight: 1 },
  ];
  const queue = await tenant.create('/v1/queues', { name: 'A', strategy: 'weighted', members, fallback: { queueId } });
  const stored = bodyOf(await tenant.call('GET', `/v1/queues/${queue.id}`), 200, queueSchema());
  expect(stored).toMatchObject({ strategy: 'weighted', members, fallback: { queueId } });
  const refused = problemOf(await tenant.call('DELETE', `/v1/queues/${queueId}`));
  expect(refused).toMatchObject({ code: 'in_use', queues: [queue.id] });
});
