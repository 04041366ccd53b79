import { Duration } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { EventSourceMapping, type IFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { RELAY_FILTERS } from '#storage/table.ts';
import type { Deadlines } from './deadlines.ts';
import type { Deletion } from './deletion.ts';
import type { Deployment } from './deployment.ts';
import { BatonFunction } from './lambda-function.ts';
import type { MetricsFold } from './metrics-fold.ts';
import { allow, readStream, sendTo, useTable } from './permissions.ts';
import { DeadLetterQueue } from './queues.ts';
import type { Replays } from './replays.ts';
import type { Routing } from './routing.ts';

const TIMEOUT = Duration.seconds(30);

/**
 * How long a record may hold up the ones behind it. The stream keeps it for 24 hours: half of them are left for a person
 * to replay what the dead-letter queue points at.
 */
const MAX_RECORD_AGE = Duration.hours(12);
const RETRY_ATTEMPTS = 100;

export interface RelayProps {
  readonly deployment: Deployment;
  readonly bus: EventBus;
  readonly deadlines: Deadlines;
  readonly routing: Routing;
  readonly replays: Replays;
  readonly deletion: Deletion;
  readonly measuring: MetricsFold;
}

/** The outbox's way out: from commits in the table's stream to the bus, the handoffs' schedules, routing, replays and deletions. */
export class Relay extends Construct {
  readonly function: IFunction;
  readonly deadLetters: DeadLetterQueue;

  constructor(
    scope: Construct,
    id: string,
    { deployment, bus, deadlines, routing, replays, deletion, measuring }: RelayProps,
  ) {
    super(scope, id);
    const { data } = deployment;
    const streamArn = streamOf(deployment);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters');
    this.function = new BatonFunction(this, 'Relay', {
      deployment,
      name: 'relay',
      description: 'Publishes the events of a commit and arms the one schedule of its handoff',
      timeout: TIMEOUT,
      memorySize: 512,
      environment: {
        BATON_TABLE: data.table.tableName,
        BATON_BUS: bus.eventBusName,
        ...deadlines.armingEnvironment(),
        BATON_ROUTING_QUEUE_URL: routing.work.queue.queueUrl,
        BATON_REPLAY_QUEUE_URL: replays.work.queue.queueUrl,
        BATON_DELETION_QUEUE_URL: deletion.work.queue.queueUrl,
        BATON_METRICS_QUEUE_URL: measuring.work.queue.queueUrl,
      },
      permissions: [
        ...useTable(data, { items: ['GetItem', 'Query', 'BatchWriteItem'] }),
        ...readStream(data, streamArn),
        allow(['events:PutEvents'], [bus.eventBusArn]),
        ...deadlines.armingPermissions(this),
        sendTo(routing.work.queue),
        sendTo(replays.work.queue),
        sendTo(deletion.work.queue),
        sendTo(measuring.work.queue),
        sendTo(this.deadLetters),
      ],
    }).function;
    new EventSourceMapping(this, 'Mapping', {
      target: this.function,
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: RELAY_FILTERS.map((filter) => ({ pattern: JSON.stringify(filter) })),
      batchSize: 100,
      maxBatchingWindow: Duration.seconds(0),
      // Records of one partition key stay in order; those of others need not wait for them.
      parallelizationFactor: 10,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: RETRY_ATTEMPTS,
      maxRecordAge: MAX_RECORD_AGE,
      onFailure: new SqsDlq(this.deadLetters),
    });
  }
}

function streamOf({ data }: Deployment): string {
  const arn = data.table.tableStreamArn;
  if (arn === undefined) throw new Error('the table has no stream, so nothing would be published');
  return arn;
}
