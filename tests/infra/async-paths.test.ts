import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { RELAY_FILTERS } from '#storage/table.ts';
import { allowedBy, called, ofType, type Resource, resourcesOf } from './resources.ts';
import { synthesize } from './synthesize.ts';

const resources = resourcesOf(synthesize({ stage: 'prod' }));
const queues = ofType(resources, 'AWS::SQS::Queue');
const roles = ofType(resources, 'AWS::IAM::Role');
const mappings = ofType(resources, 'AWS::Lambda::EventSourceMapping');
const queueMappings = mappings.filter(({ properties }) => String(properties['EventSourceArn']).endsWith('Queue.Arn'));

const retryPolicySchema = z.object({
  MaximumEventAgeInSeconds: z.number().positive(),
  MaximumRetryAttempts: z.number().positive(),
});
const targetSchema = z.object({
  Arn: z.string(),
  DeadLetterConfig: z.object({ Arn: z.string() }),
  RetryPolicy: retryPolicySchema,
});

function sourceOf(mapping: Resource): Resource {
  return called(resources, String(mapping.properties['EventSourceArn']).replace('.Arn', ''));
}

function isQueue(arn: string): boolean {
  return queues.some(({ name }) => `${name}.Arn` === arn);
}

describe.each(queues.map((queue) => [queue.name, queue] as const))('the queue %s', (name, { properties }) => {
  it('is encrypted and refuses plain HTTP', () => {
    expect(properties['SqsManagedSseEnabled']).toBe(true);
    expect(JSON.stringify(called(resources, `${name}/Policy`).properties['PolicyDocument'])).toContain(
      '{"Action":"sqs:*","Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny","Principal":{"AWS":"*"}',
    );
  });
});

describe('event source mappings', () => {
  it('feed relay, route, dispatch, deliver, deliver-slow, replay, measure, review, deadline and delete-tenant, and nothing else', () => {
    expect(mappings.map(({ properties }) => properties['FunctionName']).toSorted()).toEqual([
      'Deadlines/Deadline/Function',
      'Deletion/DeleteTenant/Function',
      'Measuring/Measure/Function',
      'Relay/Relay/Function',
      'Replays/Replay/Function',
      'Reviews/Review/Function',
      'Routing/Route/Function',
      'Webhooks/Deliver/Function',
      'Webhooks/DeliverSlow/Function',
      'Webhooks/Dispatch/Function',
    ]);
  });

  it.each(mappings.map((mapping) => [mapping.name, mapping] as const))('%s reports partial failures', (_, mapping) => {
    expect(mapping.properties['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
  });
});

describe.each(queueMappings.map((mapping) => [mapping.name, mapping] as const))('the queue of %s', (_, mapping) => {
  const queue = sourceOf(mapping);

  it('gives a message up to a dead-letter queue after five deliveries', () => {
    const redrive = z
      .object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() })
      .parse(queue.properties['RedrivePolicy']);
    expect(isQueue(redrive.deadLetterTargetArn)).toBe(true);
    expect(redrive.deadLetterTargetArn).not.toBe(`${queue.name}.Arn`);
    expect(redrive.maxReceiveCount).toBe(5);
  });

  it('hides a message for at least six times as long as its function may run', () => {
    const { properties } = called(resources, String(mapping.properties['FunctionName']));
    expect(queue.properties['VisibilityTimeout']).toBeGreaterThanOrEqual(6 * Number(properties['Timeout']));
  });

  it('is worked off by a bounded number of functions: deliveries one by one, what is measured by the hundred, the rest in batches of ten', () => {
    const sizes = { Delivery: 1, Measuring: 100 };
    const [, size = 10] = Object.entries(sizes).find(([name]) => queue.name.includes(name)) ?? [];
    expect(mapping.properties['BatchSize']).toBe(size);
    expect(mapping.properties['MaximumBatchingWindowInSeconds']).toBe(size === 100 ? 5 : undefined);
    expect(mapping.properties['ScalingConfig']).toEqual({ MaximumConcurrency: expect.any(Number) });
  });
});

describe('the relay of the stream', () => {
  const mapping = called(resources, 'Relay/Mapping');

  it('reads commits and changes to owners, queues and calendars alone, from the oldest on, and never waits for a batch to fill', () => {
    expect(mapping.properties).toMatchObject({
      EventSourceArn: 'Table.StreamArn',
      FilterCriteria: { Filters: RELAY_FILTERS.map((filter) => ({ Pattern: JSON.stringify(filter) })) },
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 0,
    });
  });

  it('narrows a failing batch down, retries, and gives a record up to a dead-letter queue before the stream drops it', () => {
    expect(mapping.properties).toMatchObject({
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 100,
      DestinationConfig: { OnFailure: { Destination: 'Relay/DeadLetters.Arn' } },
    });
    expect(mapping.properties['MaximumRecordAgeInSeconds']).toBeLessThan(24 * 3600);
  });
});

describe('every rule of the bus', () => {
  const rules = ofType(resources, 'AWS::Events::Rule');

  it.each(rules.map((rule) => [rule.name, rule] as const))('%s retries and has a dead-letter queue', (_, rule) => {
    const targets = z.array(targetSchema).nonempty().parse(rule.properties['Targets']);
    for (const target of targets) expect(isQueue(target.DeadLetterConfig.Arn)).toBe(true);
  });

  it('takes all events of Baton to the dispatcher, or those of handoffs to be measured', () => {
    const targetOf = ({ properties }: Resource) => properties['Targets'] as [{ Arn: string }];
    const patterns = rules.map((rule) => [targetOf(rule)[0].Arn, rule.properties['EventPattern']]);
    expect(Object.fromEntries(patterns)).toEqual({
      'Webhooks/DispatchWork/Queue.Arn': { source: ['baton'] },
      'Measuring/Work/Queue.Arn': { source: ['baton'], detail: { handoffId: [{ exists: true }] } },
    });
  });
});

describe('every schedule', () => {
  const schedules = ofType(resources, 'AWS::Scheduler::Schedule');

  it.each(schedules.map((schedule) => [schedule.name, schedule] as const))(
    '%s retries and has a dead-letter queue',
    (_, schedule) => {
      const target = targetSchema.parse(schedule.properties['Target']);
      expect(isQueue(target.DeadLetterConfig.Arn)).toBe(true);
    },
  );

  it('is the sweep, every five minutes, made after its group', () => {
    const [sweep] = schedules;
    expect(schedules).toHaveLength(1);
    expect(sweep?.properties).toMatchObject({
      ScheduleExpression: 'rate(5 minutes)',
      GroupName: 'baton-prod',
      Target: { Arn: 'Sweep/Sweep/Function.Arn' },
    });
    expect(sweep?.dependsOn).toContain('Schedules');
  });
});

describe('every function that Scheduler invokes', () => {
  const invoked = roles
    .flatMap(allowedBy)
    .flatMap((allowed) => /^lambda:InvokeFunction on (.*)$/.exec(allowed)?.[1] ?? [])
    .toSorted();

  it('is the deadline function or the sweep', () => {
    expect(invoked).toEqual(['Deadlines/Deadline/Function', 'Sweep/Sweep/Function']);
  });

  it.each(invoked)('%s is retried by Lambda and keeps what failed for good', (name) => {
    const configs = ofType(resources, 'AWS::Lambda::EventInvokeConfig');
    const config = configs.find(({ properties }) => properties['FunctionName'] === name);
    expect(config?.properties).toMatchObject({
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: expect.stringContaining('/DeadLetters.Arn') } },
    });
  });
});
