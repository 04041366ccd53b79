import * as z from 'zod';
import { once } from '#domain/once.ts';
import { deliverySchema } from '#domain/webhook/delivery.ts';
import { getDelivery } from '#services/webhook/get-delivery.ts';
import { listDeliveries } from '#services/webhook/list-deliveries.ts';
import { retryDelivery } from '#services/webhook/retry-delivery.ts';
import { defineRoute, type Route } from '../route.ts';
import { deliveryDetail } from '../schemas/delivery.ts';
import { pageOf, pageParameters } from '../schemas/page.ts';
import { idParams } from '../schemas/params.ts';

const delivery = () => deliverySchema();
const deliveryPage = pageOf('Delivery', delivery);

const listQuery = once(() =>
  z.strictObject({
    status: z
      .enum(['pending', 'delivered', 'failed'])
      .optional()
      .meta({ description: 'Only deliveries that are this far.' }),
    ...pageParameters(),
  }),
);

const deliveryParams = once(() =>
  z.strictObject({
    id: z.string().min(1).max(200).meta({ description: 'The id of a delivery.' }),
  }),
);

const list = defineRoute({
  method: 'GET',
  path: '/v1/webhook-endpoints/{id}/deliveries',
  operationId: 'listDeliveries',
  summary: 'List deliveries',
  description:
    'What was sent to the endpoint, the newest first, kept for 90 days after it was last sent. What changes its status at this moment may be left out of a page that is filtered.',
  tag: 'Webhooks',
  scope: 'webhooks:read',
  request: { params: idParams('whe'), query: listQuery },
  responses: { 200: { description: 'One page.', schema: deliveryPage } },
  errors: [],
}).handledBy(async ({ context, params, query }) => ({
  status: 200,
  body: await listDeliveries(context, params.id, query),
}));

const get = defineRoute({
  method: 'GET',
  path: '/v1/deliveries/{id}',
  operationId: 'getDelivery',
  summary: 'Get a delivery',
  description:
    'One event on its way to one endpoint: what is posted, and the attempts with status, latency, and the start of the answer.',
  tag: 'Webhooks',
  scope: 'webhooks:read',
  request: { params: deliveryParams },
  responses: { 200: { description: 'The delivery.', schema: deliveryDetail } },
  errors: [],
}).handledBy(async ({ context, params }) => ({ status: 200, body: await getDelivery(context, params.id) }));

const retry = defineRoute({
  method: 'POST',
  path: '/v1/deliveries/{id}/retry',
  operationId: 'retryDelivery',
  summary: 'Retry a delivery',
  description:
    'Sends it at once under the same id, whatever became of it, and begins the schedule of its retries anew. A delivery that is about to be sent by hand already stays as it is.',
  tag: 'Webhooks',
  scope: 'webhooks:write',
  request: { params: deliveryParams },
  responses: { 202: { description: 'The delivery, which is due now.', schema: delivery } },
  errors: ['conflict', 'concurrent_update'],
}).handledBy(async ({ context, params }) => ({ status: 202, body: await retryDelivery(context, params.id) }));

export const DELIVERY_ROUTES: readonly Route[] = [list, get, retry];
