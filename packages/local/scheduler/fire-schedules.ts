import { createHash } from 'node:crypto';
import type { Clock } from '../aws-protocol/clock.ts';
import type { Database } from '../eventbridge/database.ts';
import type { Dispatcher } from '../eventbridge/delivery/dispatcher.ts';
import {
  DEFAULT_MAXIMUM_EVENT_AGE_SECONDS,
  DEFAULT_MAXIMUM_RETRY_ATTEMPTS,
  type Invocation,
} from '../eventbridge/delivery/invocation.ts';
import type { Journal } from '../eventbridge/delivery/journal.ts';
import { type Identity, scheduleArn, wholeSecondText } from '../eventbridge/identity.ts';
import { nextFire } from './schedule-expression.ts';
import { recurrenceOf } from './schedule-rules.ts';
import type { ScheduleStore, StoredSchedule } from './schedule-store.ts';

/** Schedules fired in one transaction, so that a backlog does not hold up requests. */
const BATCH = 100;

export interface FiringOptions {
  readonly database: Database;
  readonly schedules: ScheduleStore;
  readonly journal: Journal;
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly identity: Identity;
  /** The delay in milliseconds between a scheduled instant and its firing. */
  readonly delayOf: (schedule: Pick<StoredSchedule, 'request'>) => number;
}

/** Fires what is due: one journal entry per firing and the schedule's next instant, in one transaction. */
export class ScheduleFiring {
  readonly #options: FiringOptions;
  #cancelTimer: () => void = () => {};
  #running = false;

  constructor(options: FiringOptions) {
    this.#options = options;
  }

  /** Begins to fire. What fell due while the server was down fires now, each schedule once. */
  start(): void {
    this.#running = true;
    this.wake();
  }

  stop(): void {
    this.#running = false;
    this.#cancelTimer();
  }

  /** Fires what is due and waits for the next: called by the timer, and when a schedule has changed. */
  wake(): void {
    if (!this.#running) return;
    const { database, schedules, clock, dispatcher } = this.#options;
    const now = clock.now();
    const fired = database.transaction(() => {
      const due = schedules.due(now, BATCH);
      for (const schedule of due) this.#fire(schedule, now);
      return due.length;
    });
    this.#cancelTimer();
    const next = schedules.nextFireAt();
    this.#cancelTimer = next === undefined ? () => {} : clock.wakeAt(next, () => this.wake());
    if (fired > 0) dispatcher.wake();
  }

  #fire(schedule: StoredSchedule, now: number): void {
    const { schedules, journal, identity, delayOf } = this.#options;
    const scheduledAt = schedule.scheduledAt ?? now;
    const next = nextFire(recurrenceOf(schedule.request, schedule.modifiedAt), Math.max(now, scheduledAt));
    journal.accept(invocationOf(identity, schedule, scheduledAt, now, next === undefined));
    schedules.put({
      ...schedule,
      scheduledAt: next,
      fireAt: next === undefined ? undefined : next + delayOf(schedule),
    });
  }
}

function invocationOf(
  identity: Identity,
  { request, revision }: StoredSchedule,
  scheduledAt: number,
  now: number,
  isLast: boolean,
): Invocation {
  const { Target: target, GroupName: group, Name: name } = request;
  const arn = scheduleArn(identity, group, name);
  const executionId = createHash('sha256').update(`${arn} ${revision} ${scheduledAt}`).digest('hex').slice(0, 16);
  return {
    origin: {
      kind: 'schedule',
      scheduleArn: arn,
      executionId,
      scheduledAt,
      ...(isLast && request.ActionAfterCompletion === 'DELETE' ? { deletes: { group, name, revision } } : {}),
    },
    targetArn: target.Arn,
    roleArn: target.RoleArn,
    payload:
      target.Input === undefined
        ? defaultInput(identity, arn, executionId, scheduledAt)
        : withContext(target.Input, arn, executionId, scheduledAt),
    messageGroupId: target.SqsParameters?.MessageGroupId,
    deadLetterArn: target.DeadLetterConfig?.Arn,
    maximumRetryAttempts: target.RetryPolicy?.MaximumRetryAttempts ?? DEFAULT_MAXIMUM_RETRY_ATTEMPTS,
    maximumEventAgeSeconds: target.RetryPolicy?.MaximumEventAgeInSeconds ?? DEFAULT_MAXIMUM_EVENT_AGE_SECONDS,
    acceptedAt: now,
  };
}

/** Source: EventBridge Scheduler user guide, adding context attributes. The attempt number is filled per attempt. */
function withContext(input: string, arn: string, executionId: string, scheduledAt: number): string {
  return input
    .replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll('<aws.scheduler.scheduled-time>', wholeSecondText(scheduledAt))
    .replaceAll('<aws.scheduler.execution-id>', executionId);
}

/** The notification that AWS sends for a target without Input. */
function defaultInput({ accountId, region }: Identity, arn: string, executionId: string, scheduledAt: number): string {
  return JSON.stringify({
    version: '0',
    id: executionId,
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: accountId,
    time: wholeSecondText(scheduledAt),
    region,
    resources: [arn],
    detail: '{}',
  });
}
