import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateScheduleCommand, GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { expect, onTestFinished, test } from 'vitest';
import { FUNCTION_ARN, QUEUE_ARN, REGION, ROLE_ARN } from './names.ts';
import { startTestEventServer, temporaryFolder } from './test-event-server.ts';

function schedule(Name: string, ScheduleExpression: string): CreateScheduleCommand {
  return new CreateScheduleCommand({
    Name,
    ScheduleExpression,
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: FUNCTION_ARN, RoleArn: ROLE_ARN, Input: JSON.stringify({ Name }) },
  });
}

async function startHangingProcess(
  databaseFile: string,
): Promise<{ readonly process: ChildProcess; readonly url: string }> {
  const script = fileURLToPath(new URL('hanging-server-process.ts', import.meta.url));
  const child = spawn(process.execPath, [script, databaseFile], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [line] = await once(child.stdout, 'data');
  return { process: child, url: String(line).trim() };
}

function clientsOf(endpoint: string) {
  const client = { endpoint, region: REGION, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const clients = { events: new EventBridgeClient(client), scheduler: new SchedulerClient(client) };
  onTestFinished(() => {
    clients.events.destroy();
    clients.scheduler.destroy();
  });
  return clients;
}

test('what the API has answered survives kill -9: each event and each due schedule is delivered after the restart, once', async () => {
  const databaseFile = join(temporaryFolder(), 'events.sqlite');
  const hanging = await startHangingProcess(databaseFile);
  const { events, scheduler } = clientsOf(hanging.url);
  await events.send(new PutRuleCommand({ Name: 'all', EventPattern: '{"source":["baton"]}' }));
  await events.send(new PutTargetsCommand({ Rule: 'all', Targets: [{ Id: 'queue', Arn: QUEUE_ARN }] }));
  const entry = { Source: 'baton', DetailType: 'x' };
  const Entries = Array.from({ length: 10 }, (_, n) => ({ ...entry, Detail: JSON.stringify({ n }) }));
  await events.send(new PutEventsCommand({ Entries }));
  await scheduler.send(schedule('fell-due-before', 'at(2001-01-01T00:00:00)'));
  await scheduler.send(schedule('falls-due-while-down', 'at(2199-01-01T00:00:00)'));
  await scheduler.send(schedule('falls-due-often-while-down', 'cron(0 * * * ? *)'));
  await scheduler.send(schedule('falls-due-later', 'at(2201-01-01T00:00:00)'));
  hanging.process.kill('SIGKILL');
  await once(hanging.process, 'exit');

  const stack = await startTestEventServer({ databaseFile, at: '2199-06-01T00:30:00Z' });
  await stack.server.idle();
  expect(stack.messages.map(({ body }) => JSON.parse(body).detail.n).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const names = () => stack.invocations.map(({ input }) => Object(input).Name).sort();
  expect(names()).toEqual(['falls-due-often-while-down', 'falls-due-while-down', 'fell-due-before']);
  expect(stack.server.pendingInvocations()).toBe(0);
  await stack.advanceTo('2199-06-01T01:00:00Z');
  expect(names().filter((name) => name === 'falls-due-often-while-down')).toHaveLength(2);
});

test('buses, rules, targets and schedules are there after a restart, and nothing is delivered again', async () => {
  const databaseFile = join(temporaryFolder(), 'events.sqlite');
  const first = await startTestEventServer({ databaseFile });
  await first.events.send(new PutRuleCommand({ Name: 'all', EventPattern: '{"source":["baton"]}' }));
  await first.events.send(new PutTargetsCommand({ Rule: 'all', Targets: [{ Id: 'queue', Arn: QUEUE_ARN }] }));
  await first.events.send(new PutEventsCommand({ Entries: [{ Source: 'baton', DetailType: 'x', Detail: '{}' }] }));
  await first.scheduler.send(schedule('soon', 'at(2026-11-22T09:30:00)'));
  await first.scheduler.send(schedule('later', 'at(2026-11-22T11:00:00)'));
  await first.advanceTo('2026-11-22T10:00:00Z');
  expect([first.messages.length, first.invocations.length]).toEqual([1, 1]);
  await first.server.close();

  const second = await startTestEventServer({ databaseFile, at: '2026-11-22T10:30:00Z' });
  expect((await second.events.send(new DescribeRuleCommand({ Name: 'all' }))).EventPattern).toBe(
    '{"source":["baton"]}',
  );
  expect((await second.events.send(new ListTargetsByRuleCommand({ Rule: 'all' }))).Targets).toHaveLength(1);
  expect((await second.scheduler.send(new GetScheduleCommand({ Name: 'later' }))).State).toBe('ENABLED');
  await second.advanceTo('2026-11-22T12:00:00Z');
  expect(second.messages).toEqual([]);
  expect(second.invocations.map(({ input }) => input)).toEqual([{ Name: 'later' }]);
});

test('retries go on after a restart from the attempt they had reached', async () => {
  const databaseFile = join(temporaryFolder(), 'events.sqlite');
  const first = await startTestEventServer({ databaseFile });
  first.failWith = () => new Error('down');
  await first.scheduler.send(schedule('soon', 'at(2026-11-22T09:30:00)'));
  await first.advanceTo('2026-11-22T09:30:05Z');
  await first.server.close();

  const second = await startTestEventServer({ databaseFile, at: '2026-11-22T12:00:00Z' });
  await second.server.idle();
  expect(second.invocations).toMatchObject([{ attempt: 5, input: { Name: 'soon' } }]);
});

test('a paused server takes requests and delivers nothing until it is resumed', async () => {
  const stack = await startTestEventServer({ paused: true });
  await stack.scheduler.send(schedule('past', 'at(2001-01-01T00:00:00)'));
  await stack.advanceTo('2026-11-22T10:00:00Z');
  expect(stack.invocations).toEqual([]);
  stack.server.resume();
  await stack.server.idle();
  expect(stack.invocations).toHaveLength(1);
});

test('closing waits for the delivery under way, starts no other, and leaves the rest for the next start', async () => {
  const databaseFile = join(temporaryFolder(), 'events.sqlite');
  let finish: () => void = () => {};
  const delivered: unknown[] = [];
  const first = await startTestEventServer({
    databaseFile,
    invoke: ({ input }) =>
      new Promise((resolve) => {
        finish = () => {
          delivered.push(input);
          resolve();
        };
      }),
  });
  await first.scheduler.send(schedule('under-way', 'at(2001-01-01T00:00:00)'));
  const closed = first.server.close();
  finish();
  await closed;
  expect(delivered).toEqual([{ Name: 'under-way' }]);

  const second = await startTestEventServer({ databaseFile });
  await second.server.idle();
  expect(second.invocations).toEqual([]);
});

test('a delivery that outlasts the limit of close is made again after the next start', async () => {
  const databaseFile = join(temporaryFolder(), 'events.sqlite');
  const first = await startTestEventServer({ databaseFile, invoke: () => new Promise(() => {}) });
  await first.scheduler.send(schedule('hangs', 'at(2001-01-01T00:00:00)'));
  await first.server.close(0);

  const second = await startTestEventServer({ databaseFile });
  await second.server.idle();
  expect(second.invocations).toMatchObject([{ input: { Name: 'hangs' } }]);
});

test('a delivery that the journal cannot record is not made again before the next start', async () => {
  const databaseFile = join(temporaryFolder(), 'events.sqlite');
  const logged: string[] = [];
  const first = await startTestEventServer({ databaseFile, log: (message) => logged.push(message) });
  const breaker = new DatabaseSync(databaseFile);
  onTestFinished(() => breaker.close());
  breaker.exec(`CREATE TRIGGER broken BEFORE DELETE ON invocations BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
  await first.scheduler.send(schedule('unrecorded', 'at(2001-01-01T00:00:00)'));
  await first.advanceTo('2026-11-22T10:00:00Z');
  expect(first.invocations).toHaveLength(1);
  expect(logged).toEqual(['the journal could not be written']);
  await first.server.close();

  breaker.exec('DROP TRIGGER broken');
  const second = await startTestEventServer({ databaseFile });
  await second.server.idle();
  expect(second.invocations).toMatchObject([{ input: { Name: 'unrecorded' } }]);
  expect(second.server.pendingInvocations()).toBe(0);
});

test('a file that is no database is refused at the start', async () => {
  const script = fileURLToPath(new URL('names.ts', import.meta.url));
  await expect(startTestEventServer({ databaseFile: script })).rejects.toThrow('file is not a database');
});
