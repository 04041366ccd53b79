import { Duration } from 'aws-cdk-lib';
import type { HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { TABLE_INDEXES } from '#storage/table.ts';

const MINUTE = Duration.minutes(1);
const SUM = { statistic: Stats.SUM, period: MINUTE };
const MAXIMUM = { statistic: Stats.MAXIMUM, period: MINUTE };

/** Seconds from a deadline to its detection, as the functions publish it in CloudWatch's embedded metric format. */
export function detectionLag(statistic: string): Metric {
  return new Metric({ namespace: 'Baton', metricName: 'DetectionLag', statistic, period: MINUTE });
}

/** Deadlines that the sweep had to record because no timer had: each one is a timer that was lost. */
export function repairedDeadlines(period: Duration): Metric {
  return new Metric({ namespace: 'Baton', metricName: 'RepairedDeadlines', statistic: Stats.SUM, period });
}

/** Deliveries and replays that the sweep had to send on: each one is a message that was lost. */
export function repairedDeliveries(period: Duration): Metric {
  return new Metric({ namespace: 'Baton', metricName: 'RepairedDeliveries', statistic: Stats.SUM, period });
}

/** How long the oldest commit has waited for the relay, in milliseconds. */
export function relayIteratorAge(relay: IFunction): Metric {
  return relay.metric('IteratorAge', MAXIMUM);
}

/** Messages that wait in a queue. */
export function waiting(queue: Queue): Metric {
  return queue.metricApproximateNumberOfMessagesVisible(MAXIMUM);
}

/** Age of a queue's oldest message in seconds. */
export function oldestMessage(queue: Queue): Metric {
  return queue.metricApproximateAgeOfOldestMessage(MAXIMUM);
}

/** Answers 5xx in percent; in a minute of few requests, where one is a large share, 100 from the third on. */
export function serverErrorRate(stage: HttpStage): MathExpression {
  return new MathExpression({
    expression: 'IF(requests >= 20, 100 * errors / requests, IF(errors >= 3, 100, 0))',
    usingMetrics: { requests: stage.metricCount(SUM), errors: stage.metricServerError(SUM) },
    label: 'Answers 5xx in percent',
    period: MINUTE,
  });
}

/** Invocations that Lambda refused, of all functions together. */
export function functionThrottles(functions: Readonly<Record<string, IFunction>>): MathExpression {
  const throttles = Object.entries(functions).map(([name, f]) => [variable(name), f.metricThrottles(SUM)] as const);
  return sumOf('Throttled invocations', Object.fromEntries(throttles));
}

/** A name as an expression can say it: `delete-tenant` is `deleteTenant`. */
function variable(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Requests that DynamoDB refused, at the table and at each of its indexes. */
export function tableThrottles(table: Table): MathExpression {
  const atIndex = (name: string) =>
    table.metric('WriteThrottleEvents', {
      ...SUM,
      dimensionsMap: { TableName: table.tableName, GlobalSecondaryIndexName: name },
    });
  return sumOf('Throttled requests', {
    reads: table.metric('ReadThrottleEvents', SUM),
    writes: table.metric('WriteThrottleEvents', SUM),
    ...Object.fromEntries(TABLE_INDEXES.map(({ name }, position) => [`index${position}`, atIndex(name)])),
  });
}

function sumOf(label: string, usingMetrics: Record<string, Metric>): MathExpression {
  const expression = `SUM([${Object.keys(usingMetrics).join(', ')}])`;
  return new MathExpression({ expression, usingMetrics, label, period: MINUTE });
}
