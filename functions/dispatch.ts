import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { workOffQueue } from '#runtime/batches.ts';
import { createDispatcher } from '#runtime/delivery.ts';
import { busEventSchema } from '#runtime/messages.ts';
import { dispatchEvents } from '#services/delivery/dispatch-events.ts';

const { enter, dispatcher } = createDispatcher(process.env);

/** One delivery per matching webhook endpoint of each event. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return workOffQueue(event, {
    schema: busEventSchema,
    groupOf: ({ event: { tenantId, mode } }) => `${tenantId} ${mode}`,
    work: async (messages, sentAt) => {
      const { tenantId, mode } = messages[0].event;
      await dispatchEvents(enter({ tenantId, mode }), dispatcher, messages, sentAt);
    },
  });
}
