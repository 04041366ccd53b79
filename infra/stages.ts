import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { FunctionName } from './function-names.ts';

/** The Lambda concurrency that a stage takes an account to have: AWS's usual limit, which new accounts have to ask for. */
export const ACCOUNT_CONCURRENCY = 1000;

/**
 * What the queues leave of it, beside what is reserved, to those that are called at once, the api above all: 1,000 requests a
 * second at 150 ms each hold 150, and docs, relay, sweep and a burst need some as well.
 */
export const LEFT_TO_CALLERS = 200;

/** What differs between the stages. Everything else is the same system, so that what works in `dev` works in `prod`. */
export interface StageConfig {
  /** What CloudFormation does with the table and its key when their stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
  /** Whether CloudFormation refuses to delete the data stack. */
  readonly terminationProtection: boolean;
  /** How far back the table can be restored: 1 to 35 days. */
  readonly recoveryPeriodDays: number;
  readonly logRetention: RetentionDays;
  /** Requests per second that the HTTP API lets through, of all tenants together; above it, 429. */
  readonly throttle: { readonly ratePerSecond: number; readonly burst: number };
  /**
   * Batches that a queue's consumer works on at once: at least 2. The sum of those that have nothing reserved is at most
   * `ACCOUNT_CONCURRENCY` − what is reserved − `LEFT_TO_CALLERS`; docs/deploying.md has the figures.
   */
  readonly queueConcurrency: {
    readonly dispatch: number;
    readonly deliver: number;
    readonly deliverSlow: number;
    readonly deadline: number;
    readonly route: number;
    readonly replay: number;
    readonly deletion: number;
    readonly measure: number;
    readonly review: number;
  };
  /** Lambda concurrency set aside, so that no other function can use it up. */
  readonly reservedConcurrency: Partial<Record<FunctionName, number>>;
  /** The 99th percentile of the API's latency above which someone is called. */
  readonly latencyObjective: Duration;
}

const DISPOSABLE = {
  removalPolicy: RemovalPolicy.DESTROY,
  terminationProtection: false,
  recoveryPeriodDays: 1,
  reservedConcurrency: {},
} as const;

const DURABLE = {
  removalPolicy: RemovalPolicy.RETAIN,
  terminationProtection: true,
  recoveryPeriodDays: 35,
} as const;

export const STAGES = {
  dev: {
    ...DISPOSABLE,
    logRetention: RetentionDays.ONE_WEEK,
    throttle: { ratePerSecond: 50, burst: 100 },
    queueConcurrency: {
      dispatch: 2,
      deliver: 20,
      deliverSlow: 10,
      deadline: 2,
      route: 2,
      replay: 2,
      deletion: 2,
      measure: 2,
      review: 2,
    },
    latencyObjective: Duration.seconds(2),
  },
  staging: {
    ...DURABLE,
    logRetention: RetentionDays.ONE_MONTH,
    throttle: { ratePerSecond: 200, burst: 400 },
    queueConcurrency: {
      dispatch: 5,
      deliver: 100,
      deliverSlow: 60,
      deadline: 5,
      route: 5,
      replay: 5,
      deletion: 2,
      measure: 2,
      review: 2,
    },
    reservedConcurrency: {},
    latencyObjective: Duration.seconds(1),
  },
  prod: {
    ...DURABLE,
    logRetention: RetentionDays.THREE_MONTHS,
    throttle: { ratePerSecond: 1000, burst: 2000 },
    queueConcurrency: {
      dispatch: 20,
      deliver: 400,
      deliverSlow: 120,
      deadline: 20,
      route: 20,
      replay: 20,
      deletion: 2,
      measure: 5,
      review: 5,
    },
    reservedConcurrency: { deadline: 100, relay: 100 },
    latencyObjective: Duration.seconds(1),
  },
} as const satisfies Record<string, StageConfig>;

export type StageName = keyof typeof STAGES;
