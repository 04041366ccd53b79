import { randomUUID } from 'node:crypto';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { RELAY_FILTERS, TABLE_KEYS } from '#storage/table.ts';
import type { LocalClients } from './clients.ts';
import { discardedBatchRecord } from './failure-records.ts';
import type { FunctionHost } from './host/function-host.ts';
import type { Log } from './log.ts';
import type { Checkpoints } from './mappings/checkpoints.ts';
import { startQueueMapping } from './mappings/queue-mapping.ts';
import { recordFilter } from './mappings/record-filter.ts';
import { type RunningMapping, startStreamMapping } from './mappings/stream-mapping.ts';
import type { RunningQueues } from './queues/start-queues.ts';
import { DEAD_LETTER_QUEUES, queueArn, REGION, WORK_QUEUES, type WorkQueue } from './resources.ts';

/** Names the relay's checkpoints. */
export const RELAY_MAPPING = 'relay';

export interface MappingParts {
  readonly clients: LocalClients;
  readonly queues: RunningQueues;
  readonly checkpoints: Checkpoints;
  readonly host: FunctionHost;
  readonly streamArn: string;
  readonly changed: (() => boolean) | undefined;
  readonly log: Log;
}

/** The relay on the table's stream, with the settings of docs/architecture.md. */
export function startRelayMapping(parts: MappingParts): RunningMapping {
  const { clients, queues, checkpoints, host, streamArn, changed, log } = parts;
  return startStreamMapping(
    {
      id: RELAY_MAPPING,
      streamArn,
      region: REGION,
      partitionKey: TABLE_KEYS.partition,
      batchSize: 100,
      batchingWindowMs: 0,
      parallelizationFactor: 10,
      bisectOnError: true,
      reportBatchItemFailures: true,
      maximumRetryAttempts: 100,
      maximumRecordAgeSeconds: undefined, // a developer's machine may sleep longer than records may wait on AWS
      matches: recordFilter(RELAY_FILTERS),
    },
    {
      streams: clients.streams,
      checkpoints,
      log,
      invoke: (event) => host.invoke('relay', event),
      async onDiscard(batch) {
        const body = discardedBatchRecord(batch, {
          functionName: 'relay',
          streamArn,
          requestId: randomUUID(),
          at: new Date(),
        });
        const url = queues.queueUrl(DEAD_LETTER_QUEUES.relay);
        await clients.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));
      },
      now: () => Date.now(),
      ...(changed === undefined ? {} : { changed }),
    },
  );
}

/** Each work queue to its function. */
export function startQueueMappings({ clients, queues, host, log }: MappingParts): readonly RunningMapping[] {
  const queueList: readonly WorkQueue[] = Object.values(WORK_QUEUES);
  return queueList.map(({ name, functionName, batchSize, concurrency, windowMs = 0 }) =>
    startQueueMapping(
      {
        queueUrl: queues.queueUrl(name),
        queueArn: queueArn(name),
        region: REGION,
        batchSize,
        windowMs,
        maximumConcurrency: concurrency,
        reportBatchItemFailures: true,
      },
      {
        sqs: clients.sqs,
        log,
        invoke: (event) => host.invoke(functionName, event),
        releaseWaitingReceives: queues.releaseWaitingReceives,
      },
    ),
  );
}
