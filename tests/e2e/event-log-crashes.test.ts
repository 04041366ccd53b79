import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { recordedEventPage } from '#api/schemas/recorded-event.ts';
import type { Fate } from '#local/host/adversity.ts';
import { startStack } from '#local/stack.ts';
import { eventually } from './support/eventually.ts';
import { startTestStack, temporaryFolder } from './support/stack.ts';
import { bodyOf } from './support/tenant.ts';
import { closeWorlds, openWorld, type World } from './support/world.ts';

afterAll(closeWorlds);

const OUTCOME = { outcome: { kickoffHeldAt: '2026-11-24T09:00:00Z' } };

/** The ids of all events that the log has of a tenant, the oldest first, as often as they are there. */
async function logged({ tenant }: World): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor = ''; ; ) {
    const answer = await tenant.call('GET', `/v1/events?limit=100&sort=recordedAt${cursor}`);
    const { data, nextCursor } = bodyOf(answer, 200, recordedEventPage());
    ids.push(...data.map(({ id }) => id));
    if (nextCursor === null) return ids;
    cursor = `&cursor=${nextCursor}`;
  }
}

/** Takes `count` handoffs to their end. */
async function lead({ tenant, submit }: World, count: number): Promise<string[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const { id } = await submit(`customer-${index}`);
      await tenant.command(id, 'accept');
      await tenant.command(id, 'complete', OUTCOME);
      return id;
    }),
  );
}

/** Waits until the log has what happened to `handoffs`, and asserts that it has each event of the tenant once. */
async function expectWholeLog(world: World, handoffs: readonly string[]): Promise<void> {
  const timelines = await Promise.all(handoffs.map((id) => world.tenant.timeline(id)));
  const expected = timelines.flat().map(({ id }) => id);
  await eventually('the log has all of it', async () => {
    const known = new Set(await logged(world));
    return expected.every((id) => known.has(id));
  });
  const ids = await logged(world);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(expected.length + 1); // and the publication of the contract
}

test('a relay that fails, dies after its work, runs twice and at once leaves each event in the log once', async () => {
  const fates: readonly Fate[] = [
    { kind: 'fail-after' },
    { kind: 'repeat', times: 3 },
    { kind: 'fail' },
    { kind: 'echo', milliseconds: 1_500 },
  ];
  let relayed = 0;
  const folder = temporaryFolder();
  const stack = await startStack({
    port: 0,
    dataDir: join(folder, 'data'),
    egress: 'loopback',
    log: () => undefined,
    onFailure: (reason) => {
      throw new Error(reason);
    },
    adversity: ({ functionName }) =>
      functionName === 'relay' ? (fates[relayed++ % fates.length] ?? { kind: 'run' }) : { kind: 'run' },
  });
  try {
    const world = await openWorld(stack);
    await expectWholeLog(world, await lead(world, 6));
    expect(relayed).toBeGreaterThan(fates.length);
  } finally {
    await stack.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('kill -9 right after what was answered loses none of it from the log, and repeats none', async () => {
  const stack = await startTestStack();
  const world = await openWorld(stack);
  const handoffs = await lead(world, 4);
  await stack.kill9();
  await stack.restart();
  handoffs.push(...(await lead(world, 2)));
  await stack.kill9();
  await stack.restart();
  await expectWholeLog(world, handoffs);
});
