import { CreateEventBusCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateScheduleCommand, CreateScheduleGroupCommand } from '@aws-sdk/client-scheduler';
import type { LocalClients } from './clients.ts';
import { SWEEP_ROLE } from './environment.ts';
import {
  BUS_NAME,
  DEAD_LETTER_QUEUES,
  EVENT_SOURCE,
  functionArn,
  MEASURE_RULE_NAME,
  queueArn,
  RULE_NAME,
  roleArn,
  SCHEDULE_GROUP,
  SWEEP_SCHEDULE,
  WORK_QUEUES,
} from './resources.ts';

/** Makes the bus be there, with the rules that send every event to `dispatch`, and those of handoffs to `measure`. */
export async function ensureBus({ events }: LocalClients): Promise<void> {
  await unlessThere(events.send(new CreateEventBusCommand({ Name: BUS_NAME })));
  await putRule(events, RULE_NAME, { source: [EVENT_SOURCE] }, 'dispatch');
  const ofHandoffs = { source: [EVENT_SOURCE], detail: { handoffId: [{ exists: true }] } };
  await putRule(events, MEASURE_RULE_NAME, ofHandoffs, 'metrics');
}

async function putRule(
  events: LocalClients['events'],
  name: string,
  pattern: object,
  queue: keyof typeof WORK_QUEUES,
): Promise<void> {
  const EventPattern = JSON.stringify(pattern);
  await events.send(new PutRuleCommand({ EventBusName: BUS_NAME, Name: name, EventPattern }));
  const Arn = queueArn(WORK_QUEUES[queue].name);
  const DeadLetterConfig = { Arn: queueArn(DEAD_LETTER_QUEUES.bus) };
  const Targets = [{ Id: queue, Arn, DeadLetterConfig }];
  await events.send(new PutTargetsCommand({ EventBusName: BUS_NAME, Rule: name, Targets }));
}

/** Makes the group of deadlines and delivery retries be there, and the sweep's schedule, which keeps its rhythm. */
export async function ensureSchedules({ scheduler }: LocalClients): Promise<void> {
  await unlessThere(scheduler.send(new CreateScheduleGroupCommand({ Name: SCHEDULE_GROUP })));
  await unlessThere(
    scheduler.send(
      new CreateScheduleCommand({
        GroupName: SCHEDULE_GROUP,
        Name: SWEEP_SCHEDULE,
        ScheduleExpression: 'rate(5 minutes)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: functionArn('sweep'),
          RoleArn: roleArn(SWEEP_ROLE),
          Input: '{}',
          DeadLetterConfig: { Arn: queueArn(DEAD_LETTER_QUEUES.sweep) },
          RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 300 },
        },
      }),
    ),
  );
}

async function unlessThere(creation: Promise<unknown>): Promise<void> {
  try {
    await creation;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name !== 'ResourceAlreadyExistsException' && name !== 'ConflictException') throw error;
  }
}
