import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from './support/eventually.ts';
import { handoffSchedules, scheduleOf } from './support/schedules.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { closeWorlds, openWorld, type World } from './support/world.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(async () => {
  await closeWorlds();
  await stack.dispose();
});

const CHECKPOINTS = 'checkpoints.db';

/** The last record of the stream that the relay has dealt with; undefined before the first. */
function checkpoint(): bigint | undefined {
  const database = new DatabaseSync(join(stack.dataDir, CHECKPOINTS), { readOnly: true });
  try {
    const row = database.prepare('SELECT MAX(CAST(sequence_number AS INTEGER)) AS reached FROM checkpoints').get();
    const reached = row?.['reached'];
    return reached === null || reached === undefined ? undefined : BigInt(reached as number);
  } finally {
    database.close();
  }
}

async function everything({ tenant, receiver, endpointId }: World, handoffIds: readonly string[]) {
  const names = await handoffSchedules(stack.clients.scheduler);
  return Promise.all(
    handoffIds.map(async (id) => ({
      handoff: (await tenant.handoff(id)).version,
      timeline: await tenant.timeline(id),
      schedule: names.includes(id) && (await scheduleOf(stack.clients.scheduler, id))?.ScheduleExpression,
      webhooks: receiver.about(id).map(({ id: webhookId, body }) => ({ webhookId, body })),
      deliveries: (await tenant.call('GET', `/v1/webhook-endpoints/${endpointId}/deliveries?limit=100`)).json,
    })),
  );
}

test('replaying the whole stream changes nothing: no event, no state, no schedule, no webhook id, no delivery record', async () => {
  const world = await openWorld(stack, { acceptSeconds: 2 });
  const long = await openWorld(stack);
  const late = await world.submit();
  const waiting = await long.submit();
  const over = await long.submit();
  await long.tenant.command(over.id, 'accept');
  await long.tenant.command(over.id, 'complete', { outcome: { kickoffHeldAt: '2026-11-24T09:00:00Z' } });
  await eventually('it breached', () =>
    world.receiver.about(late.id).some(({ event }) => event.type === 'handoff.reassigned'),
  );
  await eventually('every event is received', () => long.receiver.about(over.id).length === 8);
  await eventually('every delivery is recorded', async () => {
    const { json } = await long.tenant.call('GET', `/v1/webhook-endpoints/${long.endpointId}/deliveries?limit=100`);
    return (json as { data: unknown[] }).data.length === new Set(long.receiver.received.map(({ id }) => id)).size;
  });
  const look = () => Promise.all([everything(world, [late.id]), everything(long, [waiting.id, over.id])]);
  const before = await look();
  const copies = [world, long].map(({ receiver }) => receiver.received.length);

  await stack.stop();
  const reached = checkpoint();
  expect(reached).toBeDefined();
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(stack.dataDir, CHECKPOINTS + suffix), { force: true });
  await stack.restart();
  // what follows from the repetition, such as figures, is written behind it
  await eventually('the relay has been through it all again', () => (checkpoint() ?? 0n) >= (reached ?? 0n));
  await eventually('every webhook came again', () =>
    [world, long].every(({ receiver }, index) => receiver.received.length >= 2 * (copies[index] ?? 0)),
  );

  expect(await look()).toEqual(before);
});
