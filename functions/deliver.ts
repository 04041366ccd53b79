import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { workOffQueue } from '#runtime/batches.ts';
import { createDeliveryDesk } from '#runtime/delivery.ts';
import { deliveryMessageSchema } from '#runtime/messages.ts';
import { deliverEvent, distinctMessages } from '#services/delivery/deliver-event.ts';

const desk = createDeliveryDesk(process.env);

/** One signed POST for each message; the attempt is recorded and the next one planned. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return workOffQueue(event, {
    schema: deliveryMessageSchema,
    groupOf: ({ endpointId, event: { id } }) => `${endpointId} ${id}`,
    work: async (messages) => {
      for (const message of distinctMessages(messages)) await deliverEvent(desk, message);
    },
  });
}
