import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Instant } from '#domain/instant.ts';
import { planTimer } from '#domain/sla/timer-plan.ts';
import type { DeadlineTimers, HandoffRef } from './ports.ts';
import type { OneTimeSchedules } from './schedules.ts';

export function createDeadlineTimers(options: {
  readonly schedules: OneTimeSchedules;
  readonly queue: SQSClient;
  readonly queueUrl: string;
  readonly now: () => Instant;
}): DeadlineTimers {
  const { schedules, queue, queueUrl, now } = options;
  const wake = async (handoff: HandoffRef, delaySeconds: number) => {
    const MessageBody = JSON.stringify(handoff);
    await queue.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds: delaySeconds }));
  };
  return {
    async arm(handoff, at, { fresh }) {
      const { scheduleAt, delaySeconds } = planTimer(at, now());
      const name = handoff.handoffId;
      await (fresh ? schedules.create(name, scheduleAt, handoff) : schedules.put(name, scheduleAt, handoff));
      if (delaySeconds !== undefined) await wake(handoff, delaySeconds);
    },
    disarm: (handoff) => schedules.remove(handoff.handoffId),
    wake,
  };
}
