import { Duration } from 'aws-cdk-lib';
import { AlarmStatusWidget, Dashboard, GraphWidget, type IMetric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import {
  detectionLag,
  oldestMessage,
  relayIteratorAge,
  repairedDeadlines,
  repairedDeliveries,
  waiting,
} from './metrics.ts';
import type { ServiceParts } from './service-parts.ts';

const FULL_WIDTH = 24;
const HALF_WIDTH = 12;

/** The state of the service on one page, from what callers see down to what it is made of. */
export function createDashboard(scope: Construct, name: string, parts: ServiceParts, alarms: Alarms): Dashboard {
  const { publicApi, relay, routing, deadlines, webhooks, replays, measuring } = parts;
  const functions = Object.values(parts.functions);
  const queues = [
    webhooks.dispatchWork,
    webhooks.lanes.fast,
    webhooks.lanes.slow,
    replays.work,
    deadlines.work,
    routing.work,
    measuring.work,
  ].map(({ queue }) => queue);
  const deadLetterQueues = [
    relay.deadLetters,
    routing.work.deadLetters,
    webhooks.busDeadLetters,
    webhooks.dispatchWork.deadLetters,
    webhooks.lanes.fast.deadLetters,
    webhooks.lanes.slow.deadLetters,
    replays.work.deadLetters,
    parts.deletion.work.deadLetters,
    measuring.work.deadLetters,
    parts.review.work.deadLetters,
    deadlines.deadLetters,
    deadlines.work.deadLetters,
    parts.sweep.deadLetters,
  ];
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: name,
    defaultInterval: Duration.hours(3),
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', width: FULL_WIDTH, height: 4, alarms: [...alarms.all] })],
      [
        graph('Requests', [
          publicApi.stage.metricCount({ statistic: Stats.SUM }),
          publicApi.stage.metricClientError({ statistic: Stats.SUM }),
          publicApi.stage.metricServerError({ statistic: Stats.SUM }),
        ]),
        graph('Latency', [
          publicApi.stage.metricLatency({ statistic: Stats.p(50) }),
          publicApi.stage.metricLatency({ statistic: Stats.p(99) }),
        ]),
      ],
      [
        graph('Detection lag in seconds', [detectionLag(Stats.p(50)), detectionLag(Stats.p(99))]),
        graph('Relay: age of the oldest commit', [relayIteratorAge(relay.function)]),
      ],
      [
        graph('What the sweep had to repair', [
          repairedDeadlines(Duration.minutes(5)),
          repairedDeliveries(Duration.minutes(5)),
        ]),
        graph('Dead letters', deadLetterQueues.map(waiting)),
      ],
      [
        graph('Queues: age of the oldest message', queues.map(oldestMessage)),
        graph('Schedules', [
          parts.group.metricAttempts({ statistic: Stats.SUM }),
          parts.group.metricTargetErrors({ statistic: Stats.SUM }),
          parts.group.metricDropped({ statistic: Stats.SUM }),
        ]),
      ],
      [
        graph(
          'Function errors',
          functions.map((f) => f.metricErrors({ statistic: Stats.SUM })),
        ),
        graph(
          'Function duration, p99',
          functions.map((f) => f.metricDuration({ statistic: Stats.p(99) })),
        ),
      ],
    ],
  });
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: HALF_WIDTH });
}
