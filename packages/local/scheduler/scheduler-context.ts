import type { Clock } from '../aws-protocol/clock.ts';
import type { Database } from '../eventbridge/database.ts';
import type { Identity } from '../eventbridge/identity.ts';
import type { TagStore } from '../eventbridge/tag-store.ts';
import type { ScheduleStore, StoredSchedule } from './schedule-store.ts';

/** AWS's default quotas: 10 million schedules, 500 groups, per account and region. */
export interface SchedulerQuotas {
  readonly schedules: number;
  readonly groups: number;
}

/** What the operations of EventBridge Scheduler work on. */
export interface SchedulerContext {
  readonly identity: Identity;
  readonly clock: Clock;
  readonly database: Database;
  readonly schedules: ScheduleStore;
  readonly tags: TagStore;
  readonly quotas: SchedulerQuotas;
  /** The delay in milliseconds between a scheduled instant and its firing. */
  readonly delayOf: (schedule: Pick<StoredSchedule, 'request'>) => number;
  /** Called once a request that may have moved the next firing is committed. */
  readonly schedulesChanged: () => void;
}
