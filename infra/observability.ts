import { Annotations, Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { createDashboard } from './dashboard.ts';
import type { ServiceParts } from './service-parts.ts';

export interface ObservabilityProps {
  readonly prefix: string;
  readonly parts: ServiceParts;
  readonly alarmEmail: string | undefined;
}

/** Alarms, who is told of them, and the dashboard. */
export class Observability extends Construct {
  constructor(scope: Construct, id: string, { prefix, parts, alarmEmail }: ObservabilityProps) {
    super(scope, id);
    const topic = createTopic(this, prefix);
    if (alarmEmail === undefined) {
      Annotations.of(this).addInfo('Alarms notify nobody: give an address with -c alarmEmail=…');
    } else {
      topic.addSubscription(new EmailSubscription(alarmEmail));
    }
    const alarms = new Alarms(this, 'Alarms', parts, new SnsAction(topic));
    createDashboard(this, prefix, parts, alarms);
  }
}

function createTopic(scope: Construct, prefix: string): Topic {
  const topic = new Topic(scope, 'AlarmTopic', { displayName: `${prefix} alarms`, enforceSSL: true });
  // A topic with a policy of its own loses the one that lets the account's alarms publish.
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  return topic;
}
