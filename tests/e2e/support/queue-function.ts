import { setTimeout as delay } from 'node:timers/promises';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { note } from './journal.ts';

/** Notes each message; a body of "fail…" fails, "slow…" takes a second. */
export function queueFunction(by: string): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async (event) => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const { body, messageId } of event.Records) {
      note({ by, what: body });
      if (body.startsWith('slow')) await delay(1_000);
      if (body.startsWith('fail')) batchItemFailures.push({ itemIdentifier: messageId });
      else note({ by: `${by}-done`, what: body });
    }
    return { batchItemFailures };
  };
}
