import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Instant } from '#domain/instant.ts';
import { planTimer } from '#domain/sla/timer-plan.ts';
import type { DeadlineTimers } from './ports.ts';
import type { OneTimeSchedules } from './schedules.ts';

/** Has a handoff looked at again after a delay, by a message to the deadlines queue. */
export function createWaker(queue: SQSClient, queueUrl: string): DeadlineTimers['wake'] {
  return async (handoff, delaySeconds) => {
    const MessageBody = JSON.stringify(handoff);
    await queue.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds: delaySeconds }));
  };
}

export function createDeadlineTimers(options: {
  readonly schedules: OneTimeSchedules;
  readonly queue: SQSClient;
  readonly queueUrl: string;
  readonly now: () => Instant;
}): DeadlineTimers {
  const { schedules, queue, queueUrl, now } = options;
  const wake = createWaker(queue, queueUrl);
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
