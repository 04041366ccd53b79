import { describe, expect, it } from 'vitest';
import { called, ofType, resourcesOf } from './resources.ts';
import { synthesize } from './synthesize.ts';

const resources = resourcesOf(synthesize({ alarmEmail: 'alarms@example.com' }));
const alarms = ofType(resources, 'AWS::CloudWatch::Alarm');
const alarm = (name: string) => called(resources, `Observability/Alarms/${name}`).properties;

describe('alarms', () => {
  it('watch every dead-letter queue from its first message on', () => {
    const deadLetterQueues = ofType(resources, 'AWS::SQS::Queue')
      .map(({ name }) => name)
      .filter((name) => name.endsWith('DeadLetters'));
    const watched = alarms
      .filter(({ properties }) => properties['MetricName'] === 'ApproximateNumberOfMessagesVisible')
      .map(({ properties }) => {
        expect(properties).toMatchObject({ Threshold: 1, EvaluationPeriods: 1, Period: 60, Statistic: 'Maximum' });
        return (properties['Dimensions'] as { Value: string }[])[0]?.Value.replace('.QueueName', '');
      });
    expect(deadLetterQueues).toHaveLength(13);
    expect(watched.toSorted()).toEqual(deadLetterQueues.toSorted());
  });

  it('watch how far the relay is behind', () => {
    expect(alarm('RelayBehind')).toMatchObject({
      Namespace: 'AWS/Lambda',
      MetricName: 'IteratorAge',
      Threshold: 60_000,
    });
    expect(alarm('RelayBehind')['Dimensions']).toEqual([{ Name: 'FunctionName', Value: 'Relay/Relay/Function' }]);
  });

  it('watch how late deadlines are detected', () => {
    expect(alarm('DetectionLag')).toMatchObject({
      Namespace: 'Baton',
      MetricName: 'DetectionLag',
      ExtendedStatistic: 'p99',
      Threshold: 10,
    });
  });

  it('watch whether timers get lost', () => {
    expect(alarm('TimersLost')).toMatchObject({
      Namespace: 'Baton',
      MetricName: 'RepairedDeadlines',
      Statistic: 'Sum',
      Threshold: 10,
    });
  });

  it('watch what callers see: failures and the slowest of a hundred', () => {
    expect(JSON.stringify(alarm('ServerErrors')['Metrics'])).toContain('"MetricName":"5xx"');
    expect(alarm('Latency')).toMatchObject({ MetricName: 'Latency', ExtendedStatistic: 'p99', Threshold: 2000 });
  });

  it('watch the throttles of every function, of the table and of each index', () => {
    const functions = ofType(resources, 'AWS::Lambda::Function').map(({ name }) => name);
    const throttles = ['RequestThrottles', 'WebhookThrottles', 'FunctionThrottles'];
    const byFunction = JSON.stringify(throttles.map((name) => alarm(name)['Metrics']));
    for (const name of functions) expect(byFunction).toContain(`"Value":"${name}"`);
    const byTable = JSON.stringify(alarm('TableThrottles')['Metrics']);
    for (const name of ['by-contract', 'by-subject', 'by-holder', 'by-state', 'by-tenant', 'by-due']) {
      expect(byTable).toContain(`"Value":"${name}"`);
    }
  });

  it('take silence for health, but for the sweep’s heartbeat', () => {
    const bad = alarms.filter(({ properties }) => properties['TreatMissingData'] !== 'notBreaching');
    expect(bad.map(({ name }) => name)).toEqual(['Observability/Alarms/SweepStopped']);
    expect(alarm('SweepStopped')).toMatchObject({ ComparisonOperator: 'LessThanThreshold', Threshold: 1, Period: 900 });
  });

  it('say what they mean and tell the operator', () => {
    for (const { properties } of alarms) {
      expect(String(properties['AlarmDescription']).length).toBeGreaterThan(20);
      expect(properties['AlarmActions']).toEqual(['Observability/AlarmTopic']);
    }
    expect(called(resources, 'Observability/AlarmTopic/alarms@example.com').properties).toMatchObject({
      Protocol: 'email',
      Endpoint: 'alarms@example.com',
    });
  });

  it('may publish to the topic, over TLS and from this account alone', () => {
    expect(called(resources, 'Observability/AlarmTopic/Policy').properties['PolicyDocument']).toMatchObject({
      Statement: expect.arrayContaining([
        expect.objectContaining({
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
          Condition: { StringEquals: { 'aws:SourceAccount': '<AWS::AccountId>' } },
        }),
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ]),
    });
  });
});

describe('the dashboard', () => {
  it('shows the alarms and the detection lag', () => {
    const body = String(called(resources, 'Observability/Dashboard').properties['DashboardBody']);
    expect(body).toContain('"type":"alarm"');
    expect(body).toContain('DetectionLag');
  });
});
