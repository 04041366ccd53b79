import type { CreateScheduleCommandInput, SchedulerClient } from '@aws-sdk/client-scheduler';
import type { SendMessageBatchCommandInput, SendMessageCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createDeliveryQueue } from '#aws/delivery-queue.ts';
import type { DeliveryMessage } from '#aws/ports.ts';
import { OneTimeSchedules } from '#aws/schedules.ts';
import { addSeconds } from '#domain/instant.ts';
import { BIRTH } from '../support/instants.ts';
import { answering } from './support/answering.ts';

const message = (sequence: number): DeliveryMessage => ({
  tenantId: 'ten_00000000000000000000000001',
  mode: 'live',
  endpointId: 'whe_00000000000000000000000001',
  endpointVersion: 1,
  event: {
    id: `evt_00000000000000000000000001_${String(sequence).padStart(6, '0')}`,
    type: 'handoff.completed',
    occurredAt: BIRTH,
    tenantId: 'ten_00000000000000000000000001',
    mode: 'live',
    handoffId: 'hnd_00000000000000000000000001',
    sequence,
    actor: { type: 'system', id: 'deadline' },
    data: {},
  },
  recordedAt: BIRTH,
});
const messages = (count: number) => Array.from({ length: count }, (_, index) => message(index + 1));

function queue(answer: () => unknown = () => ({ Failed: [] })) {
  const sqs = answering<SQSClient, SendMessageBatchCommandInput & SendMessageCommandInput>(answer);
  const scheduler = answering<SchedulerClient, CreateScheduleCommandInput>(() => ({}));
  const target = { arn: 'arn:queue', roleArn: 'arn:role', deadLetterArn: 'arn:dlq' };
  const schedules = new OneTimeSchedules(scheduler.client, 'baton', target);
  const options = { queue: sqs.client, queueUrl: 'http://queue' };
  return {
    queue: createDeliveryQueue({ ...options, schedules }),
    bare: createDeliveryQueue(options),
    sent: sqs.sent,
    scheduled: scheduler.sent,
  };
}

test('of many messages none is lost and none moved, ten to a call, each under an id of its own', async () => {
  const { queue: target, sent } = queue();
  await target.send(messages(23));
  const calls = sent.map(({ Entries = [] }) => Entries);
  expect(calls.map(({ length }) => length)).toEqual([10, 10, 3]);
  expect(calls.flat().map(({ MessageBody = '' }) => JSON.parse(MessageBody))).toEqual(messages(23));
  for (const entries of calls) expect(new Set(entries.map(({ Id }) => Id)).size).toBe(entries.length);
});

test('a message that the queue did not take is an error, although the call succeeded', async () => {
  const { queue: target } = queue(() => ({ Successful: [{ Id: '0' }], Failed: [{ Id: '1', Code: 'Throttled' }] }));
  await expect(target.send(messages(2))).rejects.toThrow('did not take 1 of 2');
});

test('messages that are to be spread arrive each after its delay', async () => {
  const { queue: target, sent } = queue();
  await target.send(messages(12), { delaySecondsOf: (index) => Math.floor(index / 5) });
  const delays = sent.flatMap(({ Entries = [] }) => Entries.map(({ DelaySeconds }) => DelaySeconds));
  expect(delays).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2]);
});

test('no call is made for no messages', async () => {
  const { queue: target, sent } = queue();
  await target.send([]);
  expect(sent).toEqual([]);
});

test.each([
  ['already past', -5, 0],
  ['now', 0, 0],
  ['within the second', 0.001, 1],
  ['as far away as a queue can hold it', 900, 900],
])('a message that is due %s waits in the queue, never too short', async (_when, seconds, delay) => {
  const { queue: target, sent, scheduled } = queue();
  const at = addSeconds(BIRTH, seconds);
  await target.sendAt(message(1), at, BIRTH);
  expect(sent).toMatchObject([{ QueueUrl: 'http://queue', DelaySeconds: delay }]);
  expect(JSON.parse(sent[0]?.MessageBody ?? '')).toEqual(message(1));
  expect(scheduled).toEqual([]);
});

test('a message that is due later than a queue can hold it waits in a schedule', async () => {
  const { queue: target, sent, scheduled } = queue();
  const at = addSeconds(BIRTH, 900.001);
  await target.sendAt(message(1), at, BIRTH);
  expect(sent).toEqual([]);
  expect(JSON.parse(scheduled[0]?.Target?.Input ?? '')).toEqual(message(1));
});

test('a wait has one schedule however often it is planned, and other waits have others', async () => {
  const { queue: target, scheduled } = queue();
  const [first, later] = [addSeconds(BIRTH, 7200), addSeconds(BIRTH, 9000)];
  await target.sendAt(message(1), first, BIRTH);
  await target.sendAt(message(1), first, addSeconds(BIRTH, 1));
  await target.sendAt(message(1), later, BIRTH);
  await target.sendAt(message(2), first, BIRTH);
  await target.sendAt({ ...message(1), endpointId: 'whe_00000000000000000000000002' }, first, BIRTH);
  const [name, again, ...others] = scheduled.map(({ Name }) => Name);
  expect(again).toBe(name);
  expect(new Set([name, ...others]).size).toBe(4);
  expect(name).toMatch(/^[0-9a-zA-Z-_.]{1,64}$/); // what Scheduler takes for a name
});

test('a long wait without schedules is an error, and not forgotten', async () => {
  const { bare, sent } = queue();
  await expect(bare.sendAt(message(1), addSeconds(BIRTH, 901), BIRTH)).rejects.toThrow('schedules');
  expect(sent).toEqual([]);
});

test('SQS is asked to be fair between tenants, however many endpoints one has, at once and later', async () => {
  const { queue: target, sent } = queue();
  await target.send([message(1)]);
  await target.sendAt(message(2), addSeconds(BIRTH, 5), BIRTH);
  const group = { MessageGroupId: message(1).tenantId };
  expect(sent).toMatchObject([{ Entries: [group] }, group]);
});
