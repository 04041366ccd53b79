import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { workOffQueue } from '#runtime/batches.ts';
import { createSlowDeliveryDesk } from '#runtime/delivery.ts';
import { deliveryMessageSchema } from '#runtime/messages.ts';
import { deliverEvent, distinctMessages } from '#services/delivery/deliver-event.ts';

const desk = createSlowDeliveryDesk(process.env);

/** What `deliver` does, for endpoints that are slow: they hold up each other and nobody else. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return workOffQueue(event, {
    schema: deliveryMessageSchema,
    groupOf: ({ endpointId, event: { id } }) => `${endpointId} ${id}`,
    work: async (messages) => {
      for (const message of distinctMessages(messages)) await deliverEvent(desk, message);
    },
  });
}
