import { deliveryHandler } from '#runtime/deliver.ts';
import { createDeliveryDesk } from '#runtime/delivery.ts';

/** Webhooks to endpoints that answer, as far as it is known. */
export const handler = deliveryHandler(createDeliveryDesk(process.env));
