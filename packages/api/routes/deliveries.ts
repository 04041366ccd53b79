import * as z from 'zod';
import { once } from '#domain/once.ts';
import { deliverySchema } from '#domain/webhook/delivery.ts';
import { getDelivery } from '#services/webhook/get-delivery.ts';
import { listDeliveries } from '#services/webhook/list-deliveries.ts';
import { defineRoute, type Route } from '../route.ts';
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
    'What was sent to the endpoint, the newest events first, kept for 90 days. A page that is filtered may have fewer entries than `limit`, and still a next one.',
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
    'One event on its way to one endpoint, with every attempt: status, latency, and the start of the answer.',
  tag: 'Webhooks',
  scope: 'webhooks:read',
  request: { params: deliveryParams },
  responses: { 200: { description: 'The delivery.', schema: delivery } },
  errors: [],
}).handledBy(async ({ context, params }) => ({ status: 200, body: await getDelivery(context, params.id) }));

export const DELIVERY_ROUTES: readonly Route[] = [list, get];
