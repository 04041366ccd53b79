import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetQueueAttributesCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type QueueMapping, startQueueMapping } from '#local/mappings/queue-mapping.ts';
import type { RunningMapping } from '#local/mappings/stream-mapping.ts';
import { ensureQueues } from '#local/queues/create-queues.ts';
import { QUEUE_DEFINITIONS } from '#local/queues/queue-definitions.ts';
import { type RunningQueues, startQueues } from '#local/queues/start-queues.ts';

const QUEUE = 'baton-deliveries';

interface Invocation {
  readonly bodies: readonly string[];
  readonly end: (answer?: unknown) => void;
  readonly fail: () => void;
}

describe('a mapping from a queue to a function', () => {
  let folder: string;
  let queues: RunningQueues;
  let sqs: SQSClient;
  let mapping: RunningMapping | undefined;
  let invocations: Invocation[];
  let called: () => void;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'baton-mapping-'));
    queues = await startQueues(folder);
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    sqs = new SQSClient({ endpoint: queues.url, region: 'us-east-1', credentials });
    await ensureQueues(sqs, queues, QUEUE_DEFINITIONS);
    invocations = [];
    called = () => undefined;
  });
  afterEach(async () => {
    for (const { end } of invocations) end();
    await mapping?.close();
    await queues.close();
    sqs.destroy();
    rmSync(folder, { recursive: true });
  });

  function start(settings: Pick<QueueMapping, 'batchSize' | 'windowMs' | 'maximumConcurrency'>): void {
    mapping = startQueueMapping(
      {
        queueUrl: queues.queueUrl(QUEUE),
        queueArn: 'arn',
        region: 'us-east-1',
        ...settings,
        reportBatchItemFailures: true,
      },
      {
        sqs,
        log: () => undefined,
        releaseWaitingReceives: queues.releaseWaitingReceives,
        invoke: ({ Records }) =>
          new Promise((end, reject) => {
            const bodies = (Records as readonly { readonly body: string }[]).map(({ body }) => body);
            invocations.push({ bodies, end, fail: () => reject(new Error('no')) });
            called();
          }),
      },
    );
  }
  async function send(count: number): Promise<void> {
    for (let first = 0; first < count; first += 10) {
      const bodies = Array.from({ length: Math.min(10, count - first) }, (_, index) => String(first + index));
      const Entries = bodies.map((MessageBody) => ({ Id: MessageBody, MessageBody }));
      await sqs.send(new SendMessageBatchCommand({ QueueUrl: queues.queueUrl(QUEUE), Entries }));
    }
  }
  /** Resolves when so many invocations have begun. */
  async function begun(count: number): Promise<void> {
    while (invocations.length < count) await new Promise<void>((resolve) => (called = resolve));
  }
  async function left(): Promise<{ waiting: number; inFlight: number }> {
    const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const command = new GetQueueAttributesCommand({
      QueueUrl: queues.queueUrl(QUEUE),
      AttributeNames: [...AttributeNames],
    });
    const { Attributes = {} } = await sqs.send(command);
    return { waiting: Number(Attributes[AttributeNames[0]]), inFlight: Number(Attributes[AttributeNames[1]]) };
  }

  test('invokes for each message by itself where batches are of one, and deletes what is done', async () => {
    await send(25);
    start({ batchSize: 1, maximumConcurrency: 100 });
    await begun(25);
    expect(new Set(invocations.flatMap(({ bodies }) => bodies)).size).toBe(25);
    expect(invocations.every(({ bodies }) => bodies.length === 1)).toBe(true);
    for (const { end } of invocations) end();
    await mapping?.close();
    expect(await left()).toEqual({ waiting: 0, inFlight: 0 });
  });

  test('keeps a message whose invocation failed, by answer or by error', async () => {
    await send(3);
    start({ batchSize: 1, maximumConcurrency: 100 });
    await begun(3);
    const [first, second, third] = invocations;
    first?.fail();
    second?.end({ batchItemFailures: [{ itemIdentifier: 'unknown' }] });
    third?.end();
    await mapping?.close();
    expect(await left()).toEqual({ waiting: 0, inFlight: 2 });
  });

  test('receives no more messages than there is room for invocations', async () => {
    await send(30);
    start({ batchSize: 1, maximumConcurrency: 12 });
    await begun(12);
    expect(await left()).toEqual({ waiting: 18, inFlight: 12 });
    invocations[0]?.end();
    await begun(13);
    expect(invocations).toHaveLength(13);
  });

  test('gives an invocation as many messages as its batch has room for, and no more', async () => {
    await send(20);
    start({ batchSize: 4, maximumConcurrency: 100 });
    await begun(5);
    expect(invocations.map(({ bodies }) => bodies.length)).toEqual([4, 4, 4, 4, 4]);
  });

  test('fills a batch beyond what SQS gives at once, where it has a window for that', async () => {
    await send(35);
    start({ batchSize: 35, windowMs: 600_000, maximumConcurrency: 2 });
    await begun(1);
    expect(invocations[0]?.bodies).toHaveLength(35);
    for (const { end } of invocations) end();
  });

  test('gives back on closing what no invocation has begun with', async () => {
    start({ batchSize: 1, maximumConcurrency: 5 });
    const closing = mapping?.close();
    await send(3);
    await closing;
    expect((await left()).inFlight).toBe(invocations.length);
  });
});
