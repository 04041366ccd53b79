import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IAlarmAction,
  type IMetric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  detectionLag,
  functionThrottles,
  oldestMessage,
  relayIteratorAge,
  repairedDeadlines,
  repairedDeliveries,
  serverErrorRate,
  tableThrottles,
  waiting,
} from './metrics.ts';
import type { ServiceParts } from './service-parts.ts';

interface Condition {
  readonly metric: IMetric;
  /** The alarm goes off at this value or above. */
  readonly threshold: number;
  /** For a heartbeat: the alarm goes off below the threshold, and silence counts as below. */
  readonly heartbeat?: true;
  /** How many periods of the metric in a row; one if not said. */
  readonly periods?: number;
  /** What it means and what to do: the first thing that the person who was called reads. */
  readonly meaning: string;
}

type Conditions = Readonly<Record<string, Condition>>;

/** Every condition that is worth calling a person for, and none that is not. */
export class Alarms extends Construct {
  readonly all: readonly Alarm[];

  constructor(scope: Construct, id: string, parts: ServiceParts, action: IAlarmAction) {
    super(scope, id);
    const conditions = {
      ...deadLetters(parts),
      ...publicApi(parts),
      ...deadlines(parts),
      ...backlogs(parts),
      ...throttles(parts),
    };
    this.all = Object.entries(conditions).map(([name, condition]) => this.create(name, condition));
    for (const alarm of this.all) alarm.addAlarmAction(action);
  }

  private create(name: string, condition: Condition): Alarm {
    const { heartbeat = false, metric, threshold, meaning, periods = 1 } = condition;
    return new Alarm(this, name, {
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: heartbeat
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: heartbeat ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      alarmDescription: meaning,
    });
  }
}

function deadLetters(parts: ServiceParts): Conditions {
  const { relay, routing, webhooks, replays, deletion, deadlines, sweep, measuring } = parts;
  const { dispatchWork, lanes, busDeadLetters } = webhooks;
  return {
    RelayDeadLetters: notEmpty(
      relay.deadLetters,
      'Commits were not published. Replay them from the stream within hours.',
    ),
    RoutingDeadLetters: notEmpty(
      routing.work.deadLetters,
      'Waiting handoffs may have missed somebody who became free. Redrive.',
    ),
    BusDeadLetters: notEmpty(busDeadLetters, 'The bus could not reach the queues of dispatch or measure. Redrive.'),
    ReviewDeadLetters: notEmpty(
      parts.review.work.deadLetters,
      'The review of a month was not kept, or a tenant has no schedule for it. Redrive; reading it keeps it as well.',
    ),
    MeasureDeadLetters: notEmpty(measuring.work.deadLetters, 'Figures of tenants lack what is in these. Redrive.'),
    DispatchDeadLetters: notEmpty(dispatchWork.deadLetters, 'Events reached no webhook endpoint. Redrive.'),
    DeliveryDeadLetters: notEmpty(
      lanes.fast.deadLetters,
      'Deliveries were not attempted, or Scheduler could not send a retry. Redrive to the queue of deliver.',
    ),
    SlowDeliveryDeadLetters: notEmpty(
      lanes.slow.deadLetters,
      'Deliveries to slow endpoints were not attempted. Redrive.',
    ),
    ReplayDeadLetters: notEmpty(
      replays.work.deadLetters,
      'A replay failed at one page again and again. The sweep asks for that page until it succeeds.',
    ),
    DeletionDeadLetters: notEmpty(
      deletion.work.deadLetters,
      'A step of a tenant’s deletion failed again and again. It goes on from there once redriven.',
    ),
    DeadlineScheduleDeadLetters: notEmpty(deadlines.deadLetters, 'A timer fired and failed. The sweep repairs it.'),
    DeadlineDeadLetters: notEmpty(
      deadlines.work.deadLetters,
      'A deadline’s last seconds failed. The sweep repairs it.',
    ),
    SweepDeadLetters: notEmpty(sweep.deadLetters, 'A sweep failed: lost timers stay lost until one succeeds.'),
  };
}

function notEmpty(queue: Queue, meaning: string): Condition {
  return { metric: waiting(queue), threshold: 1, meaning };
}

function publicApi({ publicApi: { stage }, config }: ServiceParts): Conditions {
  return {
    ServerErrors: {
      metric: serverErrorRate(stage),
      threshold: 1,
      periods: 2,
      meaning: 'One request in a hundred, or three in a quiet minute, fails on our side.',
    },
    Latency: {
      metric: stage.metricLatency({ statistic: Stats.p(99), period: Duration.minutes(5) }),
      threshold: config.latencyObjective.toMilliseconds(),
      periods: 3,
      meaning: 'One caller in a hundred waits longer than the objective, for a quarter of an hour.',
    },
  };
}

function deadlines({ sweep, group }: ServiceParts): Conditions {
  return {
    DetectionLag: {
      metric: detectionLag(Stats.p(99)),
      threshold: 10,
      periods: 3,
      meaning: 'Breaches and warnings are noticed late. They carry the right instant, but escalation comes too late.',
    },
    SchedulesDropped: {
      metric: group.metricDropped({ statistic: Stats.SUM, period: Duration.minutes(1) }),
      threshold: 1,
      meaning: 'Scheduler gave up on a timer. The sweep repairs deadlines; a delivery is in its dead-letter queue.',
    },
    TimersLost: {
      metric: repairedDeadlines(Duration.minutes(15)),
      threshold: 10,
      periods: 2,
      meaning: 'Timers get lost again and again, and only the sweep notices the deadlines, minutes late.',
    },
    DeliveriesLost: {
      metric: repairedDeliveries(Duration.minutes(15)),
      threshold: 10,
      periods: 2,
      meaning: 'Messages of deliveries get lost again and again, and only the sweep sends them on, late.',
    },
    SweepStopped: {
      metric: sweep.function.metricInvocations({ statistic: Stats.SUM, period: Duration.minutes(15) }),
      threshold: 1,
      heartbeat: true,
      meaning: 'The sweep has not run for a quarter of an hour: lost timers would stay lost.',
    },
  };
}

function backlogs(parts: ServiceParts): Conditions {
  const { relay, routing, webhooks, replays, deletion, deadlines, measuring } = parts;
  const behind = (queue: Queue, age: Duration, meaning: string): Condition => ({
    metric: oldestMessage(queue),
    threshold: age.toSeconds(),
    periods: 3,
    meaning,
  });
  return {
    RelayBehind: {
      metric: relayIteratorAge(relay.function),
      threshold: Duration.minutes(1).toMilliseconds(),
      periods: 3,
      meaning: 'Events and timers lag behind the commits by more than a minute.',
    },
    DispatchBehind: behind(webhooks.dispatchWork.queue, Duration.minutes(5), 'Events wait for the webhook dispatcher.'),
    RoutingBehind: behind(
      routing.work.queue,
      Duration.minutes(5),
      'People are free, and what waits does not reach them.',
    ),
    // A message may lawfully wait for SQS's longest delay, and is as old as that when it becomes visible.
    DeliveryBehind: behind(webhooks.lanes.fast.queue, Duration.minutes(20), 'Deliveries wait for their turn.'),
    SlowDeliveryBehind: behind(
      webhooks.lanes.slow.queue,
      Duration.hours(1),
      'Deliveries to slow endpoints wait for an hour: more of them are slow than the slow lane is wide.',
    ),
    ReplaysBehind: behind(replays.work.queue, Duration.minutes(5), 'Replays wait for their turn.'),
    // before it counts anew, it waits until all others know of that
    MeasureBehind: behind(measuring.work.queue, Duration.minutes(10), 'Figures of tenants are not up to date.'),
    // it waits a quarter of an hour at a time for figures that are being counted anew
    ReviewsBehind: behind(parts.review.work.queue, Duration.minutes(30), 'Reviews of months are not kept in time.'),
    // between its steps a deletion pauses
    DeletionBehind: behind(deletion.work.queue, Duration.minutes(20), 'Closed tenants wait to be deleted.'),
    DeadlinesBehind: behind(deadlines.work.queue, Duration.minutes(5), 'Deadlines are not worked off in time.'),
  };
}

function throttles({ functions, table }: ServiceParts): Conditions {
  const { api, docs, dispatch, deliver, 'deliver-slow': deliverSlow, replay, ...others } = functions;
  return {
    // several alarms, as one takes ten metrics
    RequestThrottles: {
      metric: functionThrottles({ api, docs }),
      threshold: 1,
      periods: 3,
      meaning: 'Lambda refuses requests of callers: the account’s concurrency is used up.',
    },
    WebhookThrottles: {
      metric: functionThrottles({ dispatch, deliver, deliverSlow, replay }),
      threshold: 1,
      periods: 3,
      meaning: 'Lambda refuses to deliver webhooks: the account’s concurrency is used up.',
    },
    FunctionThrottles: {
      metric: functionThrottles(others),
      threshold: 1,
      periods: 3,
      meaning: 'Lambda refuses invocations: the account’s or a function’s concurrency is used up.',
    },
    TableThrottles: {
      metric: tableThrottles(table),
      threshold: 10,
      periods: 3,
      meaning: 'DynamoDB refuses requests: a partition of the table or of an index is hot.',
    },
  };
}
