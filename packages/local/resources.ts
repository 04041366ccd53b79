/** Names of the local resources, as docs/architecture.md fixes them. The account is the one that the emulators use. */
export const REGION = 'us-east-1';
export const ACCOUNT_ID = '000000000000';

export const TABLE_NAME = 'baton';
export const BUS_NAME = 'baton';
export const RULE_NAME = 'all-events';
export const MEASURE_RULE_NAME = 'handoff-events';
export const EVENT_SOURCE = 'baton';
export const SCHEDULE_GROUP = 'baton';
export const SWEEP_SCHEDULE = 'baton-sweep';

/** Deliveries before a message goes to its queue's dead-letter queue. */
export const MAX_RECEIVE_COUNT = 5;

export const FUNCTION_NAMES = [
  'api',
  'docs',
  'relay',
  'route',
  'dispatch',
  'deliver',
  'deliver-slow',
  'replay',
  'deadline',
  'sweep',
  'measure',
  'review',
  'delete-tenant',
] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

/** Seconds after which an invocation counts as failed. */
export const FUNCTION_TIMEOUT_SECONDS: Readonly<Record<FunctionName, number>> = {
  api: 15,
  docs: 15,
  relay: 30,
  route: 30,
  dispatch: 30,
  deliver: 30,
  'deliver-slow': 30,
  replay: 30,
  deadline: 10,
  sweep: 60,
  measure: 60,
  review: 60,
  'delete-tenant': 30,
};

export interface WorkQueue {
  readonly name: string;
  readonly functionName: FunctionName;
  readonly batchSize: number;
  /** Invocations that may run at once. */
  readonly concurrency: number;
  /** How long a batch waits to fill; shorter than on AWS, where it is paid for. */
  readonly windowMs?: number;
}

/**
 * The queues that feed a function, each with a `…-dlq` beside it. Deliveries go one by one and many at once: one receiver
 * may take 15 seconds to answer, and nobody else's delivery is to wait for it.
 */
export const WORK_QUEUES = {
  dispatch: { name: 'baton-dispatch', functionName: 'dispatch', batchSize: 10, concurrency: 10 },
  deliveries: { name: 'baton-deliveries', functionName: 'deliver', batchSize: 1, concurrency: 100 },
  slowDeliveries: { name: 'baton-deliveries-slow', functionName: 'deliver-slow', batchSize: 1, concurrency: 40 },
  replays: { name: 'baton-replays', functionName: 'replay', batchSize: 10, concurrency: 5 },
  deletions: { name: 'baton-deletions', functionName: 'delete-tenant', batchSize: 10, concurrency: 2 },
  reviews: { name: 'baton-reviews', functionName: 'review', batchSize: 10, concurrency: 2 },
  metrics: { name: 'baton-metrics', functionName: 'measure', batchSize: 100, concurrency: 2, windowMs: 1_000 },
  deadlines: { name: 'baton-deadlines', functionName: 'deadline', batchSize: 10, concurrency: 10 },
  routing: { name: 'baton-routing', functionName: 'route', batchSize: 10, concurrency: 5 },
} as const satisfies Record<string, WorkQueue>;

/** Dead-letter queues of everything that is not a work queue. */
export const DEAD_LETTER_QUEUES = {
  relay: 'baton-relay-dlq',
  deadline: 'baton-deadline-dlq',
  bus: 'baton-bus-dlq',
  sweep: 'baton-sweep-dlq',
} as const;

export function functionArn(name: string): string {
  return `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:baton-${name}`;
}

export function queueArn(name: string): string {
  return `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:${name}`;
}

export function roleArn(name: string): string {
  return `arn:aws:iam::${ACCOUNT_ID}:role/${name}`;
}
