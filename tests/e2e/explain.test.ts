import { afterAll, beforeAll, expect, test } from 'vitest';
import { clockExplanation } from '#api/schemas/explanation.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { bodyOf } from './support/tenant.ts';
import { closeWorlds, openWorld, READY_PACKET, type World } from './support/world.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(async () => {
  await closeWorlds();
  await stack.dispose();
});

async function explain({ tenant }: World, id: string, path: string) {
  return bodyOf(await tenant.call('GET', `/v1/handoffs/${id}/clocks/${path}`), 200, clockExplanation());
}

function sum(seconds: readonly number[]): number {
  return seconds.reduce((total, each) => total + Math.round(each * 1000), 0) / 1000;
}

test('a clock that went from the queue to a receiver and back to the sender is explained to the last millisecond', async () => {
  const world = await openWorld(stack, { to: 'queue' });
  const { tenant, ana, queueId } = world;
  const { id } = await world.submit();
  await tenant.command(id, 'reassign', { ownerId: ana, reason: 'hers' });
  await tenant.command(id, 'reject', { reason: 'incomplete', fields: ['/goals'] });
  await tenant.command(id, 'resubmit', { packet: { ...READY_PACKET, goals: 'Live by spring' } });
  await tenant.command(id, 'accept', { ownerId: ana });
  for (const path of ['accept/explain?attempt=1', 'accept/explain', 'complete/explain']) {
    const explained = await explain(world, id, path);
    const open = explained.segments.filter(({ kind }) => kind === 'open').map(({ seconds }) => seconds);
    expect(sum(open)).toBe(explained.elapsedSeconds);
    expect(sum(explained.holders.map(({ elapsedSeconds }) => elapsedSeconds))).toBe(explained.elapsedSeconds);
    const ends = explained.segments.flatMap(({ from, to }) => [from, to]);
    expect([ends.at(0), ends.at(-1)]).toEqual([explained.startedAt, explained.stoppedAt ?? explained.asOf]);
  }
  const first = await explain(world, id, 'accept/explain?attempt=1');
  expect(first).toMatchObject({ attempt: 1, state: 'met' });
  expect(first.holders).toMatchObject([
    { party: 'platform', queueId },
    { party: 'receiver', ownerId: ana },
  ]);
});
