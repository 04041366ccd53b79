import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalClients, localClients } from '#local/clients.ts';
import { DEADLINE_ROLE } from '#local/environment.ts';
import type { Fate } from '#local/host/adversity.ts';
import { type FunctionName, functionArn, roleArn } from '#local/resources.ts';
import { type Stack, startStack } from '#local/stack.ts';
import { eventually } from './support/eventually.ts';
import { GROUP, handoffSchedules } from './support/schedules.ts';
import { temporaryFolder } from './support/stack.ts';
import { type Invocation, watchedFunctions } from './support/watched-functions.ts';
import { closeWorlds, openWorld, type World } from './support/world.ts';

const OUTCOME = { outcome: { kickoffHeldAt: '2026-11-24T09:00:00Z' } };
const BEHIND_THE_SCENES: readonly FunctionName[] = ['relay', 'dispatch', 'deliver', 'deadline'];

const folder = temporaryFolder();
const ended: Invocation[] = [];
let fateOf: (functionName: FunctionName) => Fate = () => ({ kind: 'run' });
let stack: Stack;
let clients: LocalClients;

beforeAll(async () => {
  stack = await startStack({
    port: 0,
    dataDir: join(folder, 'data'),
    egress: 'loopback',
    log: () => undefined,
    onFailure: (reason) => {
      throw new Error(reason);
    },
    functions: watchedFunctions((invocation) => ended.push(invocation)),
    adversity: ({ functionName }) => fateOf(functionName),
  });
  clients = localClients(stack.endpoints);
});
afterAll(async () => {
  await closeWorlds();
  clients.close();
  await stack.close();
  rmSync(folder, { recursive: true, force: true });
});

/** How often the deadline function has looked at a handoff, by schedule or by queue. */
function looksAt(handoffId: string): number {
  return ended.filter(
    ({ functionName, event }) => functionName === 'deadline' && JSON.stringify(event).includes(handoffId),
  ).length;
}

async function fireThrice({ tenant }: World, handoffId: string): Promise<void> {
  const before = looksAt(handoffId);
  const input = JSON.stringify({ tenantId: tenant.id, mode: 'live', handoffId });
  const at = new Date(Date.now() + 1_000).toISOString().slice(0, 19);
  for (const copy of [1, 2, 3]) {
    await clients.scheduler.send(
      new CreateScheduleCommand({
        GroupName: GROUP,
        Name: `again-${copy}-${handoffId}`,
        ScheduleExpression: `at(${at})`,
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: { Arn: functionArn('deadline'), RoleArn: roleArn(DEADLINE_ROLE), Input: input },
      }),
    );
    const QueueUrl = stack.queueUrl('baton-deadlines');
    await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: input }));
  }
  await eventually('all six firings are over', () => looksAt(handoffId) >= before + 6);
}

/** Everything that there is to see of a handoff, once its receiver knows all of its events. */
async function everything({ tenant, receiver }: World, handoffId: string) {
  const timeline = await eventually('every event is received', async () => {
    const events = await tenant.timeline(handoffId);
    return receiver.about(handoffId).length === events.length && events;
  });
  const { clocks, ...handoff } = await tenant.handoff(handoffId);
  return {
    timeline,
    handoff,
    clocks: clocks.map(({ elapsedSeconds: _elapsed, remainingSeconds: _remaining, ...clock }) => clock),
    schedules: (await handoffSchedules(clients.scheduler)).filter((name) => name === handoffId),
    webhooks: receiver.about(handoffId).map(({ id, body }) => ({ id, body })),
  };
}

describe('firing again', () => {
  test('the same deadline three times, by schedule and by queue, changes nothing once it is recorded', async () => {
    const world = await openWorld(stack, { acceptSeconds: 2 });
    const { id } = await world.submit();
    const steps = () => world.receiver.about(id).map(({ event }) => event.type);
    await eventually('it breached', () => steps().includes('handoff.reassigned'));
    const before = await everything(world, id);
    await fireThrice(world, id);
    expect(await everything(world, id)).toEqual(before);
  });

  test('before the deadline has come changes nothing', async () => {
    const world = await openWorld(stack);
    const { id } = await world.submit();
    await eventually('it is armed', async () => (await handoffSchedules(clients.scheduler)).includes(id));
    const before = await everything(world, id);
    await fireThrice(world, id);
    expect(await everything(world, id)).toEqual(before);
  });

  test('after the handoff is over changes nothing, and arms nothing', async () => {
    const world = await openWorld(stack);
    const { id } = await world.submit();
    await world.tenant.command(id, 'accept');
    await world.tenant.command(id, 'complete', OUTCOME);
    await eventually('it is disarmed', async () => !(await handoffSchedules(clients.scheduler)).includes(id));
    const before = await everything(world, id);
    await fireThrice(world, id);
    expect(await everything(world, id)).toEqual(before);
    expect(before.schedules).toEqual([]);
  });

  test('for a handoff that never was creates nothing', async () => {
    const world = await openWorld(stack);
    const id = 'hnd_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';
    await fireThrice(world, id);
    expect((await world.tenant.call('GET', '/v1/handoffs')).json).toEqual({ data: [], nextCursor: null });
    expect(await handoffSchedules(clients.scheduler)).not.toContain(id);
  });
});

describe('when everything behind the scenes', () => {
  test.each<[string, () => Fate]>([
    ['runs three times at once', () => ({ kind: 'repeat', times: 3 })],
    ['now and then dies after its work', () => ({ kind: Math.random() < 0.4 ? 'fail-after' : 'run' })],
  ])('%s, each fact is recorded once, and told under one id', async (_how, fate) => {
    fateOf = (functionName) => (BEHIND_THE_SCENES.includes(functionName) ? fate() : { kind: 'run' });
    try {
      const world = await openWorld(stack, { acceptSeconds: 2 });
      const born = await Promise.all([1, 2, 3].map((index) => world.submit(`acme-${index}`)));
      for (const { id } of born) {
        await eventually('it breached', async () =>
          (await world.tenant.timeline(id)).some(({ type }) => type === 'handoff.reassigned'),
        );
        await world.tenant.command(id, 'accept');
        const seen = await everything(world, id);
        expect(seen.timeline.map(({ type }) => type).filter((type) => type !== 'clock.warned')).toEqual([
          'handoff.submitted',
          'handoff.assigned',
          'clock.started',
          'clock.breached',
          'escalation.triggered',
          'handoff.reassigned',
          'escalation.exhausted',
          'handoff.accepted',
          'clock.closed',
          'clock.started',
        ]);
        expect(seen.webhooks.map(({ body }) => JSON.parse(body))).toEqual(seen.timeline);
        await eventually('one schedule', async () => (await everything(world, id)).schedules.length === 1);
      }
      const copies = Map.groupBy(world.receiver.received, ({ id }) => id);
      for (const group of copies.values()) expect(new Set(group.map(({ body }) => body)).size).toBe(1);
    } finally {
      fateOf = () => ({ kind: 'run' });
    }
  });
});
