import {
  DEAD_LETTER_QUEUES,
  FUNCTION_TIMEOUT_SECONDS,
  MAX_RECEIVE_COUNT,
  queueArn,
  WORK_QUEUES,
} from '../resources.ts';

/** A queue to be there: its name and its attributes, as SQS names them. */
export interface QueueDefinition {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** AWS's rule for a queue that feeds a function: a message stays hidden for six times the function's timeout. */
const VISIBILITY_PER_TIMEOUT = 6;

/** What nobody has dealt with is kept as long as SQS can: 14 days. */
const DEAD_LETTER_ATTRIBUTES = { MessageRetentionPeriod: String(14 * 24 * 60 * 60) };

/** Every queue of the system; dead-letter queues come before the queues that name them. */
export const QUEUE_DEFINITIONS: readonly QueueDefinition[] = [
  ...Object.values(DEAD_LETTER_QUEUES).map((name) => ({ name, attributes: DEAD_LETTER_ATTRIBUTES })),
  ...Object.values(WORK_QUEUES).flatMap(({ name, functionName }) => [
    { name: `${name}-dlq`, attributes: DEAD_LETTER_ATTRIBUTES },
    {
      name,
      attributes: {
        VisibilityTimeout: String(VISIBILITY_PER_TIMEOUT * FUNCTION_TIMEOUT_SECONDS[functionName]),
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: queueArn(`${name}-dlq`),
          maxReceiveCount: MAX_RECEIVE_COUNT,
        }),
      },
    },
  ]),
];
