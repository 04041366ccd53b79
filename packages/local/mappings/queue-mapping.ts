import { setTimeout as delay } from 'node:timers/promises';
import {
  ChangeMessageVisibilityCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { describeError, type Log } from '../log.ts';
import { type BatchOutcome, readBatchResponse } from './batch-response.ts';
import { type MessageDeletions, startDeletions } from './message-deletions.ts';
import { toQueueRecord } from './queue-record.ts';
import type { RunningMapping } from './stream-mapping.ts';

/** An event source mapping from a queue to a function, in Lambda's terms. */
export interface QueueMapping {
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly region: string;
  /** Messages per invocation, 1 to 10; with a window up to 10,000. */
  readonly batchSize: number;
  /** How long a batch waits for more messages after the first, in milliseconds. */
  readonly windowMs?: number;
  /** Invocations that may run at once. */
  readonly maximumConcurrency: number;
  readonly reportBatchItemFailures: boolean;
}

export interface QueueMappingPorts {
  readonly sqs: SQSClient;
  readonly log: Log;
  /** Runs the function on `{Records}`. Rejects when the function fails. */
  invoke(event: { readonly Records: readonly unknown[] }): Promise<unknown>;
  /** Makes waiting receives return at once. */
  releaseWaitingReceives(): void;
}

const WAIT_SECONDS = 20;

/** What SQS gives in one call. */
const MAX_RECEIVED = 10;
const ERROR_PAUSE_MS = 500;
const FILL_PAUSE_MS = 100;

/**
 * Polls the queue and runs the function. Only messages that succeeded are deleted; the others come back when their
 * visibility timeout ends, as on AWS.
 */
export function startQueueMapping(mapping: QueueMapping, ports: QueueMappingPorts): RunningMapping {
  const stop = new AbortController();
  const running = new Set<Promise<void>>();
  const deletions = startDeletions(mapping.queueUrl, ports.sqs, ports.log);

  const pollOnce = async (): Promise<void> => {
    const room = mapping.maximumConcurrency - running.size;
    const first = await receive(mapping, ports, room);
    const messages = await fill(first, mapping, ports, stop.signal);
    if (messages.length === 0) return;
    if (stop.signal.aborted) {
      await giveBack(messages, mapping, ports);
      return;
    }
    for (let first = 0; first < messages.length; first += mapping.batchSize) {
      const part = messages.slice(first, first + mapping.batchSize);
      const batch = runBatch(part, mapping, ports, deletions).finally(() => running.delete(batch));
      running.add(batch);
    }
    while (running.size >= mapping.maximumConcurrency) await Promise.race(running);
  };
  const poll = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await pollOnce().catch(async (error: unknown) => {
        if (stop.signal.aborted) return;
        ports.log('queue not read', { queue: mapping.queueArn, reason: describeError(error) });
        await delay(ERROR_PAUSE_MS, undefined, { signal: stop.signal }).catch(() => undefined);
      });
    }
  };

  let polling = true;
  const polled = poll().finally(() => {
    polling = false;
  });
  return {
    async close() {
      stop.abort();
      while (polling) {
        ports.releaseWaitingReceives(); // again and again: a receive may have been on its way to the queue
        await Promise.race([polled, delay(20)]);
      }
      await Promise.all(running);
    },
  };
}

/** The messages of as many batches as there is `room` for: each has its invocation at once. */
async function receive(mapping: QueueMapping, ports: QueueMappingPorts, room: number): Promise<readonly Message[]> {
  const batches = Math.max(1, Math.min(room, Math.floor(MAX_RECEIVED / mapping.batchSize)));
  return receiveSome(mapping, ports, Math.min(MAX_RECEIVED, batches * mapping.batchSize), WAIT_SECONDS);
}

/** What a batch begins with, and what comes within its window. What is received may be hidden for as long as that. */
async function fill(
  first: readonly Message[],
  mapping: QueueMapping,
  ports: QueueMappingPorts,
  stopped: AbortSignal,
): Promise<readonly Message[]> {
  const messages = [...first];
  const end = performance.now() + (mapping.windowMs ?? 0);
  while (messages.length > 0 && messages.length < mapping.batchSize && performance.now() < end && !stopped.aborted) {
    const more = await receiveSome(mapping, ports, Math.min(MAX_RECEIVED, mapping.batchSize - messages.length), 0);
    messages.push(...more);
    if (more.length === 0) await delay(Math.min(FILL_PAUSE_MS, Math.max(0, end - performance.now())));
  }
  return messages;
}

async function receiveSome(
  mapping: QueueMapping,
  ports: QueueMappingPorts,
  most: number,
  waitSeconds: number,
): Promise<readonly Message[]> {
  const { Messages: messages } = await ports.sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: mapping.queueUrl,
      MaxNumberOfMessages: most,
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    }),
  );
  return messages ?? [];
}

async function giveBack(messages: readonly Message[], mapping: QueueMapping, ports: QueueMappingPorts): Promise<void> {
  await Promise.all(
    messages.map((message) =>
      ports.sqs.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: mapping.queueUrl,
          ReceiptHandle: message.ReceiptHandle,
          VisibilityTimeout: 0,
        }),
      ),
    ),
  );
}

/** Ends when what succeeded is deleted, so that a crash repeats no more than was running. Never rejects. */
async function runBatch(
  messages: readonly Message[],
  mapping: QueueMapping,
  ports: QueueMappingPorts,
  deletions: MessageDeletions,
): Promise<void> {
  const outcome = await outcomeOf(messages, mapping, ports);
  await deletions.add(messages.filter((message) => succeeded(message, outcome)));
}

async function outcomeOf(
  messages: readonly Message[],
  mapping: QueueMapping,
  ports: QueueMappingPorts,
): Promise<BatchOutcome> {
  try {
    const answer = await ports.invoke({ Records: messages.map((message) => toQueueRecord(message, mapping)) });
    if (!mapping.reportBatchItemFailures) return { kind: 'done' };
    return readBatchResponse(answer, new Set(messages.map((message) => message.MessageId ?? '')));
  } catch (error) {
    return { kind: 'failed', reason: describeError(error) };
  }
}

function succeeded(message: Message, outcome: BatchOutcome): boolean {
  switch (outcome.kind) {
    case 'done':
      return true;
    case 'failed':
      return false;
    case 'partial':
      return !outcome.failed.has(message.MessageId ?? '');
  }
}
