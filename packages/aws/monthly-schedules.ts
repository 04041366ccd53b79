import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  FlexibleTimeWindowMode,
  type SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import type { Mode } from '#domain/wire.ts';
import { RETRY, removeSchedule, type ScheduleTarget } from './schedules.ts';

/** On the first of each month at five in the morning: no time zone moves its clocks at that hour. */
const FIRST_OF_MONTH = 'cron(0 5 1 * ? *)';

/** The one schedule by which a tenant's reviews are called; the same for the same tenant and mode. */
export function reviewScheduleName({ tenantId, mode }: { readonly tenantId: string; readonly mode: Mode }): string {
  return `rev-${tenantId}-${mode}`;
}

/** Schedules that recur on the first of each month, in one group. */
export class MonthlySchedules {
  readonly #client: SchedulerClient;
  readonly #group: string;
  readonly #target: ScheduleTarget;

  constructor(client: SchedulerClient, group: string, target: ScheduleTarget) {
    this.#client = client;
    this.#group = group;
    this.#target = target;
  }

  /** Makes `name` fire by the clocks of `timeZone`, whether or not it was there before. Repeating it changes nothing. */
  async put(name: string, timeZone: string, input: unknown): Promise<void> {
    const schedule = this.#schedule(name, timeZone, input);
    try {
      await this.#client.send(new CreateScheduleCommand(schedule));
    } catch (error) {
      if (!(error instanceof ConflictException)) throw error;
      await this.#client.send(new UpdateScheduleCommand(schedule));
    }
  }

  async remove(name: string): Promise<void> {
    await removeSchedule(this.#client, this.#group, name);
  }

  #schedule(name: string, timeZone: string, input: unknown): CreateScheduleCommandInput {
    return {
      Name: name,
      GroupName: this.#group,
      ScheduleExpression: FIRST_OF_MONTH,
      ScheduleExpressionTimezone: timeZone,
      FlexibleTimeWindow: { Mode: FlexibleTimeWindowMode.OFF },
      Target: {
        Arn: this.#target.arn,
        RoleArn: this.#target.roleArn,
        Input: JSON.stringify(input),
        DeadLetterConfig: { Arn: this.#target.deadLetterArn },
        RetryPolicy: RETRY,
      },
    };
  }
}
