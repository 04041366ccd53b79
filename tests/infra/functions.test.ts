import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { FUNCTION_NAMES, type FunctionName } from '#infra/function-names.ts';
import { FUNCTION_TIMEOUT_SECONDS } from '#local/resources.ts';
import { readConfig } from '#runtime/config.ts';
import { allowedBy, called, ofType, resourcesOf } from './resources.ts';
import { synthesize } from './synthesize.ts';

const resources = resourcesOf(synthesize());

const PATHS: Record<FunctionName, string> = {
  api: 'PublicApi/Api',
  docs: 'PublicApi/Docs',
  relay: 'Relay/Relay',
  route: 'Routing/Route',
  dispatch: 'Webhooks/Dispatch',
  deliver: 'Webhooks/Deliver',
  'deliver-slow': 'Webhooks/DeliverSlow',
  replay: 'Replays/Replay',
  deadline: 'Deadlines/Deadline',
  sweep: 'Sweep/Sweep',
  measure: 'Measuring/Measure',
  review: 'Reviews/Review',
  'delete-tenant': 'Deletion/DeleteTenant',
};

const READ_KEY = ['kms:Decrypt on TableKey', 'kms:DescribeKey on TableKey'];
const WRITE_KEY = [
  ...READ_KEY,
  'kms:Encrypt on TableKey',
  'kms:GenerateDataKey on TableKey',
  'kms:GenerateDataKeyWithoutPlaintext on TableKey',
  'kms:ReEncryptFrom on TableKey',
  'kms:ReEncryptTo on TableKey',
];
const SCHEDULES = 'arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule/baton-dev';

const itemsOfTable = (...actions: string[]) => actions.map((action) => `dynamodb:${action} on Table`);
const workOff = (queue: string) =>
  ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((action) => `sqs:${action} on ${queue}`);

/** All that each function may do beside writing its own log and trace. */
const ALLOWED: Record<FunctionName, readonly string[]> = {
  // beside its own role it has `PublicApi/TenantIsolation`: see tenant-isolation.test.ts
  api: [],
  docs: [],
  relay: [
    ...itemsOfTable('GetItem', 'Query', 'BatchWriteItem'),
    ...['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
      (action) => `dynamodb:${action} on Table.StreamArn`,
    ),
    ...WRITE_KEY,
    'events:PutEvents on Bus',
    `scheduler:CreateSchedule on ${SCHEDULES}/hnd_*`,
    `scheduler:UpdateSchedule on ${SCHEDULES}/hnd_*`,
    `scheduler:DeleteSchedule on ${SCHEDULES}/hnd_*`,
    'iam:PassRole on Deadlines/SchedulerRole',
    'sqs:SendMessage on Deadlines/Work/Queue',
    'sqs:SendMessage on Routing/Work/Queue',
    'sqs:SendMessage on Replays/Work/Queue',
    'sqs:SendMessage on Deletion/Work/Queue',
    'sqs:SendMessage on Measuring/Work/Queue',
    'sqs:SendMessage on Relay/DeadLetters',
  ],
  route: [
    ...itemsOfTable('GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'),
    ...WRITE_KEY,
    ...workOff('Routing/Work/Queue'),
    'sqs:SendMessage on Routing/Work/Queue',
  ],
  dispatch: [
    'sqs:SendMessage on Webhooks/SlowDeliveryWork/Queue',
    ...itemsOfTable('Query'),
    ...READ_KEY,
    ...workOff('Webhooks/DispatchWork/Queue'),
    'sqs:SendMessage on Webhooks/DeliveryWork/Queue',
  ],
  deliver: [
    ...itemsOfTable('GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'),
    'dynamodb:Query on Table/index/by-state',
    ...WRITE_KEY,
    ...workOff('Webhooks/DeliveryWork/Queue'),
    'sqs:SendMessage on Webhooks/DeliveryWork/Queue',
    'sqs:SendMessage on Webhooks/SlowDeliveryWork/Queue',
    `scheduler:CreateSchedule on ${SCHEDULES}/dlv-*`,
    `scheduler:UpdateSchedule on ${SCHEDULES}/dlv-*`,
    'iam:PassRole on Webhooks/SchedulerRole',
  ],
  'deliver-slow': [
    ...itemsOfTable('GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'),
    'dynamodb:Query on Table/index/by-state',
    ...WRITE_KEY,
    ...workOff('Webhooks/SlowDeliveryWork/Queue'),
    'sqs:SendMessage on Webhooks/DeliveryWork/Queue',
    'sqs:SendMessage on Webhooks/SlowDeliveryWork/Queue',
    `scheduler:CreateSchedule on ${SCHEDULES}/dlv-*`,
    `scheduler:UpdateSchedule on ${SCHEDULES}/dlv-*`,
    'iam:PassRole on Webhooks/SchedulerRole',
  ],
  replay: [
    ...itemsOfTable('GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'),
    ...WRITE_KEY,
    ...workOff('Replays/Work/Queue'),
    'sqs:SendMessage on Replays/Work/Queue',
    'sqs:SendMessage on Webhooks/DeliveryWork/Queue',
    'sqs:SendMessage on Webhooks/SlowDeliveryWork/Queue',
  ],
  deadline: [
    ...itemsOfTable('GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'),
    ...WRITE_KEY,
    ...workOff('Deadlines/Work/Queue'),
    'sqs:SendMessage on Deadlines/Work/Queue',
    'sqs:SendMessage on Deadlines/DeadLetters',
  ],
  sweep: [
    ...itemsOfTable('GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'),
    'dynamodb:Query on Table/index/by-due',
    ...WRITE_KEY,
    'sqs:SendMessage on Sweep/DeadLetters',
    'sqs:SendMessage on Webhooks/DeliveryWork/Queue',
    'sqs:SendMessage on Webhooks/SlowDeliveryWork/Queue',
    'sqs:SendMessage on Replays/Work/Queue',
  ],
  measure: [
    ...itemsOfTable('GetItem', 'BatchGetItem', 'Query', 'PutItem', 'BatchWriteItem'),
    'dynamodb:Query on Table/index/by-contract',
    ...WRITE_KEY,
    ...workOff('Measuring/Work/Queue'),
    'sqs:SendMessage on Measuring/Work/Queue',
    'sqs:SendMessage on Reviews/Work/Queue',
  ],
  review: [
    ...itemsOfTable('GetItem', 'BatchGetItem', 'Query', 'PutItem'),
    ...WRITE_KEY,
    `scheduler:CreateSchedule on ${SCHEDULES}/rev-*`,
    `scheduler:UpdateSchedule on ${SCHEDULES}/rev-*`,
    `scheduler:DeleteSchedule on ${SCHEDULES}/rev-*`,
    'iam:PassRole on Reviews/SchedulerRole',
    ...workOff('Reviews/Work/Queue'),
    'sqs:SendMessage on Reviews/Work/Queue',
  ],
  'delete-tenant': [
    ...itemsOfTable('GetItem', 'Query', 'PutItem', 'BatchWriteItem', 'DeleteItem'),
    'dynamodb:Query on Table/index/by-state',
    'dynamodb:Query on Table/index/by-tenant',
    ...WRITE_KEY,
    `scheduler:DeleteSchedule on ${SCHEDULES}/hnd_*`,
    `scheduler:DeleteSchedule on ${SCHEDULES}/dlv-*`,
    `scheduler:DeleteSchedule on ${SCHEDULES}/rev-*`,
    ...workOff('Deletion/Work/Queue'),
    'sqs:SendMessage on Deletion/Work/Queue',
  ],
};

/** What each variable is set to. */
const VALUES: Record<string, string> = {
  BATON_TABLE: 'Table',
  BATON_BUS: 'Bus',
  BATON_SCHEDULE_GROUP: 'baton-dev',
  BATON_DEADLINE_FUNCTION_ARN: 'Deadlines/Deadline/Function.Arn',
  BATON_DEADLINE_ROLE_ARN: 'Deadlines/SchedulerRole.Arn',
  BATON_DEADLINE_DLQ_ARN: 'Deadlines/DeadLetters.Arn',
  BATON_DEADLINE_QUEUE_URL: 'Deadlines/Work/Queue',
  BATON_ROUTING_QUEUE_URL: 'Routing/Work/Queue',
  BATON_REPLAY_QUEUE_URL: 'Replays/Work/Queue',
  BATON_METRICS_QUEUE_URL: 'Measuring/Work/Queue',
  BATON_REVIEW_QUEUE_URL: 'Reviews/Work/Queue',
  BATON_REVIEW_QUEUE_ARN: 'Reviews/Work/Queue.Arn',
  BATON_REVIEW_ROLE_ARN: 'Reviews/SchedulerRole.Arn',
  BATON_REVIEW_DLQ_ARN: 'Reviews/Work/DeadLetters.Arn',
  BATON_DELETION_QUEUE_URL: 'Deletion/Work/Queue',
  BATON_DELETION_PAUSE_SECONDS: '120',
  BATON_DELIVERY_QUEUE_URL: 'Webhooks/DeliveryWork/Queue',
  BATON_SLOW_DELIVERY_QUEUE_URL: 'Webhooks/SlowDeliveryWork/Queue',
  BATON_DELIVERY_QUEUE_ARN: 'Webhooks/DeliveryWork/Queue.Arn',
  BATON_DELIVERY_ROLE_ARN: 'Webhooks/SchedulerRole.Arn',
  BATON_DELIVERY_DLQ_ARN: 'Webhooks/DeliveryWork/DeadLetters.Arn',
  BATON_TENANT_ROLE_ARN: 'PublicApi/TenantIsolation/TenantRole.Arn',
  BATON_CURSOR_KEY: '{{resolve:secretsmanager:PublicApi/CursorKey:SecretString:::}}',
  BATON_EGRESS: 'strict',
  BATON_SITE_DIR: '/var/task/site',
};

/** Variables that a function can do without, and that are set all the same, so that nothing depends on a default. */
const HAS_DEFAULT = new Set(['BATON_EGRESS', 'BATON_TENANT_ROLE_ARN', 'BATON_DELETION_PAUSE_SECONDS']);

/** The variables that the table of docs/architecture.md gives to a function. */
function documentedVariables(name: FunctionName): string[] {
  const page = readFileSync(new URL('../../docs/architecture.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `(BATON_\w+)`\s*\| ([\w, -]+?)\s*\|/gm)];
  return rows.flatMap(([, variable = '', functions = '']) => (functions.split(', ').includes(name) ? variable : []));
}

function environmentOf(name: FunctionName): Record<string, string> {
  const { properties } = called(resources, `${PATHS[name]}/Function`);
  return z.object({ Variables: z.record(z.string(), z.string()) }).parse(properties['Environment']).Variables;
}

it('cursors are sealed by a secret that nobody has seen', () => {
  const { properties } = called(resources, 'PublicApi/CursorKey');
  expect(properties).toMatchObject({ GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true } });
  expect(properties['SecretString']).toBeUndefined();
});

describe('the functions', () => {
  it('are those of docs/architecture.md', () => {
    expect(ofType(resources, 'AWS::Lambda::Function').map(({ name }) => name)).toHaveLength(FUNCTION_NAMES.length);
  });
});

describe.each(FUNCTION_NAMES)('the function %s', (name) => {
  const { properties } = called(resources, `${PATHS[name]}/Function`);
  const role = called(resources, `${PATHS[name]}/Role`);
  const own = ['CreateLogStream', 'PutLogEvents'].map((action) => `logs:${action} on ${PATHS[name]}/Logs`);
  const tracing = ['xray:PutTelemetryRecords on *', 'xray:PutTraceSegments on *'];

  it('runs on Node 24 on arm64', () => {
    expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
  });

  it('has as much time as on the local stack', () => {
    expect(properties['Timeout']).toBe(FUNCTION_TIMEOUT_SECONDS[name]);
  });

  it('may do its own work and nothing of another function’s', () => {
    expect(properties['Role']).toBe(`${role.name}.Arn`);
    expect(allowedBy(role)).toEqual([...ALLOWED[name], ...own, ...tracing].toSorted());
    expect(role.properties['ManagedPolicyArns']).toBeUndefined();
  });

  it('uses the key of the table through DynamoDB alone', () => {
    const policies = JSON.stringify(role.properties['Policies']);
    const uses = policies.split('"Resource":"TableKey.Arn"').length - 1;
    const conditions = policies.split('{"kms:ViaService":"dynamodb.<AWS::Region>.amazonaws.com"}').length - 1;
    expect(conditions).toBe(uses);
  });

  it('has each of its variables set to what it stands for', () => {
    const environment = environmentOf(name);
    expect(environment).toEqual(Object.fromEntries(Object.keys(environment).map((key) => [key, VALUES[key]])));
  });

  it('keeps its log for the time that the stage says', () => {
    expect(properties['LoggingConfig']).toMatchObject({ LogGroup: `${PATHS[name]}/Logs` });
    expect(called(resources, `${PATHS[name]}/Logs`).properties['RetentionInDays']).toBe(7);
  });
});

describe.each(FUNCTION_NAMES.filter((name) => name !== 'docs'))('the environment of %s', (name) => {
  const environment = environmentOf(name);

  it('is what the function starts with, and nothing that it could do without', () => {
    expect(() => readConfig(name, environment)).not.toThrow();
    for (const variable of Object.keys(environment).filter((key) => !HAS_DEFAULT.has(key))) {
      expect(() => readConfig(name, { ...environment, [variable]: undefined })).toThrow(variable);
    }
  });

  it('has no variable that docs/architecture.md does not give to it', () => {
    expect(documentedVariables(name)).toEqual(expect.arrayContaining(Object.keys(environment)));
  });
});

describe('in production', () => {
  it('deadlines and the relay have concurrency that no other function can use up', () => {
    const prod = resourcesOf(synthesize({ stage: 'prod' }));
    const reserved = ofType(prod, 'AWS::Lambda::Function')
      .filter(({ properties }) => properties['ReservedConcurrentExecutions'] !== undefined)
      .map(({ name }) => name);
    expect(reserved.toSorted()).toEqual(['Deadlines/Deadline/Function', 'Relay/Relay/Function']);
  });
});
