import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensureQueues } from '#local/queues/create-queues.ts';
import { QUEUE_DEFINITIONS } from '#local/queues/queue-definitions.ts';
import { type RunningQueues, startQueues } from '#local/queues/start-queues.ts';

const QUEUE = 'baton-deadlines';

describe('the local SQS', () => {
  let folder: string;
  let queues: RunningQueues;
  let sqs: SQSClient;

  async function start(): Promise<void> {
    queues = await startQueues(folder);
    sqs = new SQSClient({
      endpoint: queues.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    await ensureQueues(sqs, queues, QUEUE_DEFINITIONS);
  }
  async function restart(): Promise<void> {
    await queues.close();
    sqs.destroy();
    await start();
  }
  const send = (body: string, delaySeconds = 0) =>
    sqs.send(
      new SendMessageCommand({ QueueUrl: queues.queueUrl(QUEUE), MessageBody: body, DelaySeconds: delaySeconds }),
    );
  const receive = async (queue = QUEUE) => {
    const command = new ReceiveMessageCommand({
      QueueUrl: queues.queueUrl(queue),
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
    });
    return (await sqs.send(command)).Messages ?? [];
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'baton-queues-'));
    await start();
  });
  afterEach(async () => {
    await queues.close();
    sqs.destroy();
    rmSync(folder, { recursive: true });
  });

  test('listens on the loopback address alone, and its queue URLs say so', async () => {
    expect(new URL(queues.url).hostname).toBe('127.0.0.1');
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: QUEUE }));
    expect(QueueUrl).toBe(`${queues.url}/000000000000/${QUEUE}`);
    expect(queues.queueUrl(QUEUE)).toBe(QueueUrl);
  });

  test('has every work queue with its dead-letter queue and six times the timeout as visibility', async () => {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queues.queueUrl(QUEUE), AttributeNames: ['All'] }),
    );
    expect(Attributes?.['VisibilityTimeout']).toBe('60');
    expect(JSON.parse(Attributes?.['RedrivePolicy'] ?? '')).toEqual({
      deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:baton-deadlines-dlq',
      maxReceiveCount: 5,
    });
  });

  test('keeps waiting and delayed messages over a restart, at the address of the new run', async () => {
    await send('waiting');
    await send('delayed', 900);
    await restart();
    expect(new URL(queues.queueUrl(QUEUE)).origin).toBe(queues.url);
    expect((await receive()).map((message) => message.Body)).toEqual(['waiting']);
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queues.queueUrl(QUEUE), AttributeNames: ['All'] }),
    );
    expect(Attributes?.['ApproximateNumberOfMessagesDelayed']).toBe('1');
  });

  test('hands an in-flight message out again after a restart, counting the delivery that was cut short', async () => {
    await send('in flight');
    expect(await receive()).toHaveLength(1);
    expect(await receive()).toHaveLength(0);
    await restart();
    const [message] = await receive();
    expect(message?.Body).toBe('in flight');
    expect(message?.Attributes?.ApproximateReceiveCount).toBe('2');
  });

  test('does not bring a deleted message back', async () => {
    await send('done');
    const [message] = await receive();
    const handle = { QueueUrl: queues.queueUrl(QUEUE), ReceiptHandle: message?.ReceiptHandle };
    await sqs.send(new DeleteMessageCommand(handle));
    await restart();
    expect(await receive()).toHaveLength(0);
  });

  test('moves a message to the dead-letter queue after five deliveries, each returned by a visibility of 0', async () => {
    await send('poison');
    for (let delivery = 1; delivery <= 5; delivery += 1) {
      const [message] = await receive();
      expect(message?.Attributes?.ApproximateReceiveCount).toBe(String(delivery));
      await sqs.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queues.queueUrl(QUEUE),
          ReceiptHandle: message?.ReceiptHandle,
          VisibilityTimeout: 0,
        }),
      );
    }
    expect(await receive()).toHaveLength(0);
    expect((await receive(`${QUEUE}-dlq`)).map((message) => message.Body)).toEqual(['poison']);
  });

  describe('with many messages of one group in flight', () => {
    const sendTo = async (group: string | undefined, bodies: readonly string[]) => {
      for (const body of bodies) {
        const command = { QueueUrl: queues.queueUrl(QUEUE), MessageBody: body, MessageGroupId: group };
        await sqs.send(new SendMessageCommand(command));
      }
    };
    const bodiesOf = async () => (await receive()).map(({ Body }) => Body);
    const many = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}-${index}`);

    test('hands out those of others first, and the rest behind them in their order', async () => {
      await sendTo('noisy', many('noisy', 14));
      expect(await bodiesOf()).toEqual(many('noisy', 10));
      await sendTo('quiet', ['quiet']);
      await sendTo(undefined, ['alone']);
      expect(await bodiesOf()).toEqual(['quiet', 'alone', 'noisy-10', 'noisy-11', 'noisy-12', 'noisy-13']);
    });

    test('does so no more once they are done', async () => {
      await sendTo('noisy', many('noisy', 11));
      const QueueUrl = queues.queueUrl(QUEUE);
      for (const { ReceiptHandle } of await receive())
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      await sendTo('quiet', ['quiet']);
      expect(await bodiesOf()).toEqual(['noisy-10', 'quiet']);
    });
  });
});
