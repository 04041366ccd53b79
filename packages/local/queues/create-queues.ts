import { CreateQueueCommand, QueueNameExists, SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { QueueDefinition } from './queue-definitions.ts';
import type { RunningQueues } from './start-queues.ts';

/** Makes each queue be there with these attributes, keeping the messages of one that already is. */
export async function ensureQueues(
  client: SQSClient,
  queues: RunningQueues,
  definitions: readonly QueueDefinition[],
): Promise<void> {
  for (const { name, attributes } of definitions) {
    try {
      await client.send(new CreateQueueCommand({ QueueName: name, Attributes: { ...attributes } }));
    } catch (error) {
      if (!(error instanceof QueueNameExists)) throw error;
      await client.send(
        new SetQueueAttributesCommand({ QueueUrl: queues.queueUrl(name), Attributes: { ...attributes } }),
      );
    }
  }
}
