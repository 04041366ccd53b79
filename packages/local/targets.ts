import { randomUUID } from 'node:crypto';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { FunctionInvocation, QueueMessage, TargetPorts } from './eventbridge/delivery/invocation.ts';
import { UnretryableTargetError } from './eventbridge/delivery/invocation.ts';
import { failedEventRecord } from './failure-records.ts';
import type { FunctionHost } from './host/function-host.ts';
import { type DeadLetter, invokeAsynchronously } from './host/invoke-asynchronously.ts';
import type { Log } from './log.ts';
import { DEAD_LETTER_QUEUES, FUNCTION_NAMES, type FunctionName, functionArn, queueArn } from './resources.ts';

/** Where the events go that these functions gave up on; the others are not invoked asynchronously. */
const ASYNC_FAILURES: Partial<Record<FunctionName, string>> = {
  deadline: DEAD_LETTER_QUEUES.deadline,
  sweep: DEAD_LETTER_QUEUES.sweep,
};

/**
 * How schedules and rules reach functions and queues. `host` may still be starting: what fell due while the stack was
 * down waits for it.
 */
export function targetPorts(options: {
  readonly host: Promise<FunctionHost>;
  readonly sqs: SQSClient;
  readonly queueUrl: (name: string) => string;
  readonly log: Log;
}): TargetPorts {
  const { sqs, queueUrl, log } = options;
  const deadLetter: DeadLetter = async (failure) => {
    const queue = ASYNC_FAILURES[failure.functionName];
    if (queue === undefined) return;
    const body = failedEventRecord({ ...failure, requestId: randomUUID(), at: new Date() });
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl(queue), MessageBody: body }));
  };
  return {
    async invoke({ arn, input }: FunctionInvocation) {
      const functionName = FUNCTION_NAMES.find((name) => functionArn(name) === arn);
      if (functionName === undefined) throw new UnretryableTargetError('FUNCTION_NOT_FOUND', `no function ${arn}`);
      await invokeAsynchronously(functionName, input, { host: await options.host, deadLetter, log });
    },
    async sendMessage({ queueArn: arn, body, messageGroupId, attributes }: QueueMessage) {
      const name = arn.slice(arn.lastIndexOf(':') + 1);
      if (queueArn(name) !== arn) throw new UnretryableTargetError('QUEUE_NOT_FOUND', `no queue ${arn}`);
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: queueUrl(name),
          MessageBody: body,
          MessageGroupId: messageGroupId,
          MessageAttributes: Object.fromEntries(
            Object.entries(attributes).map(([key, value]) => [key, { DataType: 'String', StringValue: value }]),
          ),
        }),
      );
    },
  };
}
