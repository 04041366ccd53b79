import { deliveryHandler } from '#runtime/deliver.ts';
import { createSlowDeliveryDesk } from '#runtime/delivery.ts';

/** What `deliver` does, for endpoints that are slow: they hold up each other and nobody else. */
export const handler = deliveryHandler(createSlowDeliveryDesk(process.env));
