import {
  ActionAfterCompletion,
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  FlexibleTimeWindowMode,
  ResourceNotFoundException,
  type SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import type { Instant } from '#domain/instant.ts';

/** Who is invoked by a schedule, and by which role. */
export interface ScheduleTarget {
  readonly arn: string;
  readonly roleArn: string;
  readonly deadLetterArn: string;
}

/** How long Scheduler goes on trying to reach its target before it gives the message up to the dead-letter queue. */
export const RETRY = { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 30 };

/** How often a schedule is created that comes and goes at the same moment. */
const ATTEMPTS = 3;

/** Removes a schedule; one that is not there is no error. */
export async function removeSchedule(client: SchedulerClient, group: string, name: string): Promise<void> {
  try {
    await client.send(new DeleteScheduleCommand({ Name: name, GroupName: group }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
}

/** One-time schedules in one group, which remove themselves once they have fired. */
export class OneTimeSchedules {
  readonly #client: SchedulerClient;
  readonly #group: string;
  readonly #target: ScheduleTarget;

  constructor(client: SchedulerClient, group: string, target: ScheduleTarget) {
    this.#client = client;
    this.#group = group;
    this.#target = target;
  }

  /** Makes `name` fire at the second of `at`, whether or not it was there before. */
  async put(name: string, at: Instant, input: unknown): Promise<void> {
    if (!(await this.#update(this.#schedule(name, at, input)))) await this.create(name, at, input);
  }

  /** Like `put`, for a name that is probably new: one call instead of two. */
  async create(name: string, at: Instant, input: unknown): Promise<void> {
    const schedule = this.#schedule(name, at, input);
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#client.send(new CreateScheduleCommand(schedule));
        return;
      } catch (error) {
        if (!(error instanceof ConflictException) || attempt === ATTEMPTS) throw error;
      }
      // it is there, perhaps only just now: replaced like any other, unless it has just fired and removed itself
      if (await this.#update(schedule)) return;
    }
  }

  async remove(name: string): Promise<void> {
    await removeSchedule(this.#client, this.#group, name);
  }

  async #update(schedule: CreateScheduleCommandInput): Promise<boolean> {
    try {
      await this.#client.send(new UpdateScheduleCommand(schedule));
      return true;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return false;
      throw error;
    }
  }

  #schedule(name: string, at: Instant, input: unknown): CreateScheduleCommandInput {
    return {
      Name: name,
      GroupName: this.#group,
      ScheduleExpression: `at(${at.slice(0, 19)})`,
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: FlexibleTimeWindowMode.OFF },
      ActionAfterCompletion: ActionAfterCompletion.DELETE,
      Target: {
        Arn: this.#target.arn,
        RoleArn: this.#target.roleArn,
        // Scheduler replaces <aws.scheduler.…> wherever it stands, tenants' own texts included
        Input: JSON.stringify(input).replaceAll('<', '\\u003c'),
        DeadLetterConfig: { Arn: this.#target.deadLetterArn },
        RetryPolicy: RETRY,
      },
    };
  }
}
