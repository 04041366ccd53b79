import { wholeSecondText } from '../identity.ts';
import { type Invocation, type QueueMessage, UnretryableTargetError } from './invocation.ts';
import type { ExhaustedRetryCondition } from './retry.ts';

/** Why an invocation was given up; stored beside it until its dead letter is sent. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly retryAttempts: number;
  readonly exhausted: ExhaustedRetryCondition | undefined;
}

export function failureOf(error: unknown, attempts: number, exhausted: ExhaustedRetryCondition | undefined): Failure {
  const message = error instanceof Error ? error.message : String(error);
  return { code: codeOf(error), message: message.slice(0, 1024), retryAttempts: attempts - 1, exhausted };
}

function codeOf(error: unknown): string {
  if (error instanceof UnretryableTargetError) return error.code;
  return error instanceof Error && error.name !== 'Error' ? error.name : 'SDK_CLIENT_ERROR';
}

/**
 * The dead letter of an invocation: the event of a rule or the input of a schedule, with the message attributes of AWS.
 * Sources: EventBridge user guide, dead-letter queues; EventBridge Scheduler user guide, dead-letter queue.
 */
export function deadLetter(invocation: Invocation, queueArn: string, failure: Failure): QueueMessage {
  const { origin } = invocation;
  return {
    queueArn,
    body: origin.kind === 'rule' ? origin.event : invocation.payload,
    messageGroupId: undefined,
    attributes: {
      ERROR_CODE: failure.code,
      ERROR_MESSAGE: failure.message,
      RETRY_ATTEMPTS: String(failure.retryAttempts),
      TARGET_ARN: invocation.targetArn,
      ...(failure.exhausted === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: failure.exhausted }),
      ...originAttributes(invocation),
    },
  };
}

function originAttributes({ origin }: Invocation): Record<string, string> {
  switch (origin.kind) {
    case 'rule':
      return { RULE_ARN: origin.ruleArn };
    case 'schedule':
      return {
        SCHEDULE_ARN: origin.scheduleArn,
        SCHEDULED_TIME: wholeSecondText(origin.scheduledAt),
        EXECUTION_ID: origin.executionId,
        IS_PAYLOAD_TRUNCATED: 'false',
      };
  }
}
