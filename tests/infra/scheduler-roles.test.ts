import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { allowedBy, called, ofType, resourcesOf } from './resources.ts';
import { synthesize } from './synthesize.ts';

const resources = resourcesOf(synthesize());

/** All that each role may do that EventBridge Scheduler can take. */
const ALLOWED = {
  'Deadlines/SchedulerRole': [
    'lambda:InvokeFunction on Deadlines/Deadline/Function',
    'sqs:SendMessage on Deadlines/DeadLetters',
  ],
  'Webhooks/SchedulerRole': [
    'sqs:SendMessage on Webhooks/DeliveryWork/DeadLetters',
    'sqs:SendMessage on Webhooks/DeliveryWork/Queue',
  ],
  'Reviews/SchedulerRole': ['sqs:SendMessage on Reviews/Work/DeadLetters', 'sqs:SendMessage on Reviews/Work/Queue'],
  'Sweep/SchedulerRole': ['lambda:InvokeFunction on Sweep/Sweep/Function', 'sqs:SendMessage on Sweep/DeadLetters'],
};

const policiesSchema = z.array(
  z.object({ PolicyDocument: z.object({ Statement: z.array(z.looseObject({ Action: z.unknown() })) }) }),
);

const scheduler = ofType(resources, 'AWS::IAM::Role').filter(({ properties }) =>
  JSON.stringify(properties['AssumeRolePolicyDocument']).includes('scheduler.amazonaws.com'),
);

describe('the roles that EventBridge Scheduler takes', () => {
  it('are one per kind of schedule', () => {
    expect(scheduler.map(({ name }) => name).toSorted()).toEqual(Object.keys(ALLOWED).toSorted());
  });

  it.each(Object.entries(ALLOWED))(
    '%s may reach its one target and its dead-letter queue, nothing else',
    (name, allowed) => {
      expect(allowedBy(called(resources, name))).toEqual(allowed);
    },
  );

  it.each(scheduler.map((role) => [role.name, role] as const))(
    '%s is taken only for a schedule of this group in this account',
    (_, role) => {
      expect(role.properties['AssumeRolePolicyDocument']).toEqual({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': '<AWS::AccountId>', 'aws:SourceArn': 'Schedules.Arn' },
            },
          },
        ],
      });
    },
  );

  it('are handed over by the relay, by those who deliver and by those who review alone, each its own, and to Scheduler alone', () => {
    const handedOver = ofType(resources, 'AWS::IAM::Role').flatMap(({ name, properties }) =>
      policiesSchema
        .parse(properties['Policies'])
        .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
        .filter(({ Action }) => JSON.stringify(Action).includes('iam:'))
        .map((statement) => [name, statement]),
    );
    const handOver = (role: string) => ({
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: `${role}.Arn`,
      Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
    });
    expect(Object.fromEntries(handedOver)).toEqual({
      'Relay/Relay/Role': handOver('Deadlines/SchedulerRole'),
      'Reviews/Review/Role': handOver('Reviews/SchedulerRole'),
      'Webhooks/Deliver/Role': handOver('Webhooks/SchedulerRole'),
      'Webhooks/DeliverSlow/Role': handOver('Webhooks/SchedulerRole'),
    });
  });
});
