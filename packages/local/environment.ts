import {
  BUS_NAME,
  DEAD_LETTER_QUEUES,
  functionArn,
  queueArn,
  REGION,
  roleArn,
  SCHEDULE_GROUP,
  TABLE_NAME,
  WORK_QUEUES,
} from './resources.ts';

/** Where each AWS service answers on loopback. */
export interface Endpoints {
  readonly dynamodb: string;
  readonly sqs: string;
  /** EventBridge and EventBridge Scheduler, one server. */
  readonly events: string;
}

/** Whether webhooks may go to loopback over plain HTTP. */
export type Egress = 'strict' | 'loopback';

export const DEADLINE_ROLE = 'baton-deadline-schedule';
export const DELIVERY_ROLE = 'baton-delivery-schedule';
export const REVIEW_ROLE = 'baton-review-schedule';
export const SWEEP_ROLE = 'baton-sweep-schedule';

/** The functions' environment, as docs/architecture.md lists it. */
export function functionEnvironment(
  endpoints: Endpoints,
  queueUrl: (name: string) => string,
  egress: Egress,
  cursorKey: string,
): Readonly<Record<string, string>> {
  return {
    ...awsEnvironment(endpoints),
    BATON_TABLE: TABLE_NAME,
    BATON_BUS: BUS_NAME,
    BATON_SCHEDULE_GROUP: SCHEDULE_GROUP,
    BATON_DEADLINE_FUNCTION_ARN: functionArn('deadline'),
    BATON_DEADLINE_ROLE_ARN: roleArn(DEADLINE_ROLE),
    BATON_DEADLINE_DLQ_ARN: queueArn(DEAD_LETTER_QUEUES.deadline),
    BATON_DEADLINE_QUEUE_URL: queueUrl(WORK_QUEUES.deadlines.name),
    BATON_ROUTING_QUEUE_URL: queueUrl(WORK_QUEUES.routing.name),
    BATON_METRICS_QUEUE_URL: queueUrl(WORK_QUEUES.metrics.name),
    BATON_REPLAY_QUEUE_URL: queueUrl(WORK_QUEUES.replays.name),
    BATON_REVIEW_QUEUE_URL: queueUrl(WORK_QUEUES.reviews.name),
    BATON_REVIEW_QUEUE_ARN: queueArn(WORK_QUEUES.reviews.name),
    BATON_REVIEW_ROLE_ARN: roleArn(REVIEW_ROLE),
    BATON_REVIEW_DLQ_ARN: queueArn(`${WORK_QUEUES.reviews.name}-dlq`),
    BATON_DELETION_QUEUE_URL: queueUrl(WORK_QUEUES.deletions.name),
    BATON_DELIVERY_QUEUE_URL: queueUrl(WORK_QUEUES.deliveries.name),
    BATON_SLOW_DELIVERY_QUEUE_URL: queueUrl(WORK_QUEUES.slowDeliveries.name),
    BATON_DELIVERY_QUEUE_ARN: queueArn(WORK_QUEUES.deliveries.name),
    BATON_DELIVERY_ROLE_ARN: roleArn(DELIVERY_ROLE),
    BATON_DELIVERY_DLQ_ARN: queueArn(`${WORK_QUEUES.deliveries.name}-dlq`),
    BATON_EGRESS: egress,
    BATON_CURSOR_KEY: cursorKey,
  };
}

/**
 * What keeps every SDK client of this process on this machine: made-up credentials, loopback endpoints (also for
 * services that Baton does not use), no profile, no instance metadata.
 */
function awsEnvironment({ dynamodb, sqs, events }: Endpoints): Readonly<Record<string, string>> {
  return {
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_ENDPOINT_URL: events,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: dynamodb,
    AWS_ENDPOINT_URL_SQS: sqs,
    AWS_ENDPOINT_URL_EVENTBRIDGE: events,
    AWS_ENDPOINT_URL_SCHEDULER: events,
  };
}

/** Of the user's own AWS set-up, what would win over the values above. */
const FOREIGN = [
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_ROLE_ARN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_ACCOUNT_ID',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
];

/** Sets the environment of this process, which the functions share. Answers the way to put it back. */
export function applyEnvironment(variables: Readonly<Record<string, string>>): () => void {
  // Also the endpoint of a service that Baton does not use: none may lead elsewhere.
  const foreign = [...FOREIGN, ...Object.keys(process.env).filter((name) => name.startsWith('AWS_ENDPOINT_URL'))];
  const names = new Set([...foreign, ...Object.keys(variables)]);
  const before = [...names].map((name) => [name, process.env[name]] as const);
  for (const name of foreign) delete process.env[name];
  Object.assign(process.env, variables);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}
