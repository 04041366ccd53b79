import { routingTraceSchema } from '#domain/routing/trace.ts';
import { listRouting } from '#services/handoff/list-routing.ts';
import { defineRoute, type Route } from '../route.ts';
import { wholeListOf } from '../schemas/page.ts';
import { idParams } from '../schemas/params.ts';

const traces = wholeListOf('RoutingTrace', routingTraceSchema);

const listTraces = defineRoute({
  method: 'GET',
  path: '/v1/handoffs/{id}/routing',
  operationId: 'listHandoffRouting',
  summary: 'Explain the routing',
  description:
    'Why it went where it went: each routing decision with the rules that were tried, who was asked, and why each was passed over; the latest first, a hundred at most. What people did by hand, such as a claim, is in the timeline. See [Routing](/docs/guides/routing).',
  tag: 'Handoffs',
  scope: 'handoffs:read',
  request: { params: idParams('hnd') },
  responses: { 200: { description: 'The decisions.', schema: traces } },
  errors: [],
}).handledBy(async ({ context, params }) => ({
  status: 200,
  body: { data: await listRouting(context, params.id), nextCursor: null },
}));

export const HANDOFF_ROUTING_ROUTES: readonly Route[] = [listTraces];
