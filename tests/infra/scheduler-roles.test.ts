import { describe, expect, it } from 'vitest';
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
  'Sweep/SchedulerRole': ['lambda:InvokeFunction on Sweep/Sweep/Function', 'sqs:SendMessage on Sweep/DeadLetters'],
};

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

  it('can be handed over by no function to a service other than Scheduler', () => {
    const statements = ofType(resources, 'AWS::IAM::Role')
      .flatMap(({ properties }) => properties['Policies'] as { PolicyDocument: { Statement: object[] } }[])
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .filter((statement) => JSON.stringify(statement).includes('iam:PassRole'));
    expect(statements).toHaveLength(3);
    for (const statement of statements) {
      expect(statement).toMatchObject({
        Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      });
    }
  });
});
