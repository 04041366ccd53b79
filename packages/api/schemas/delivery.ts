import * as z from 'zod';
import { once } from '#domain/once.ts';
import { deliverySchema } from '#domain/webhook/delivery.ts';

const request = once(() =>
  z
    .strictObject({
      url: z.string().meta({ examples: ['https://example.com/hook'] }),
      body: z.string().meta({ description: 'Signed and posted exactly so.' }),
    })
    .optional()
    .meta({ description: 'What was posted last, or would be now. Absent once its endpoint is removed.' }),
);

/** A delivery with what is posted. */
export const deliveryDetail = once(() => {
  const [pending, delivered, failed] = deliverySchema().options;
  return z
    .discriminatedUnion('status', [
      pending.extend({ request: request() }),
      delivered.extend({ request: request() }),
      failed.extend({ request: request() }),
    ])
    .meta({ id: 'DeliveryDetail', description: 'One event on its way to one endpoint, with what is posted.' });
});
