import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { deliverEvent, distinctMessages } from '#services/delivery/deliver-event.ts';
import type { DeliveryDesk } from '#services/delivery/delivery-desk.ts';
import { workOffQueue } from './batches.ts';
import { deliveryMessageSchema } from './messages.ts';

/** One signed POST for each message of a lane; the attempt is recorded and the next one planned. */
export function deliveryHandler(desk: DeliveryDesk): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return (event) =>
    workOffQueue(event, {
      schema: deliveryMessageSchema,
      groupOf: ({ endpointId, event: { id } }) => `${endpointId} ${id}`,
      work: async (messages) => {
        for (const message of distinctMessages(messages)) await deliverEvent(desk, message);
      },
    });
}
