import { queueInputSchema, queuePatchSchema, queueSchema } from '#domain/routing/queue.ts';
import { createQueue } from '#services/routing/create-queue.ts';
import { deleteQueue } from '#services/routing/delete-queue.ts';
import { getQueue } from '#services/routing/get-queue.ts';
import { listQueues } from '#services/routing/list-queues.ts';
import { updateQueue } from '#services/routing/update-queue.ts';
import { defineRoute, type Route } from '../route.ts';
import { ETAG_HEADER, etagOf } from '../schemas/etag.ts';
import { pageOf } from '../schemas/page.ts';
import { idParams } from '../schemas/params.ts';
import { queueQuery } from '../schemas/routing-query.ts';

const params = idParams('que');
const queue = () => queueSchema();
const queuePage = pageOf('Queue', queue);

const create = defineRoute({
  method: 'POST',
  path: '/v1/queues',
  operationId: 'createQueue',
  summary: 'Add a queue',
  description:
    'Adds a place where handoffs are given to a member by a strategy, or wait until one claims them by accepting. See [Routing](/docs/guides/routing) for the strategies.',
  tag: 'Routing',
  scope: 'routing:write',
  request: { body: () => queueInputSchema() },
  bodyExamples: {
    shared: {
      summary: 'Two people to whom it is given by turns, one of them twice as often',
      value: {
        name: 'DACH onboarding',
        strategy: 'weighted',
        members: [
          { ownerId: 'own_01JDA5K7ZWQ0R8T2V4X6Y8B0CD', weight: 2 },
          { ownerId: 'own_01JDA5K7ZX3M5N7P9R1T3V5W7Y' },
        ],
        fallback: { queueId: 'que_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' },
      },
    },
    claimed: {
      summary: 'Two people who claim what they take',
      value: {
        name: 'EMEA onboarding',
        members: [{ ownerId: 'own_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' }, { ownerId: 'own_01JDA5K7ZX3M5N7P9R1T3V5W7Y' }],
      },
    },
  },
  responses: { 201: { description: 'The queue.', schema: queue, headers: ETAG_HEADER } },
  errors: ['limit_reached'],
}).handledBy(async ({ context, body }) => {
  const created = await createQueue(context, body);
  return { status: 201, body: created, headers: etagOf(created.version) };
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/queues',
  operationId: 'listQueues',
  summary: 'List queues',
  description:
    'In the order of their creation. With `name` a page may have fewer than `limit`, or none, and still go on: `nextCursor` is null only at the end.',
  tag: 'Routing',
  scope: 'routing:read',
  request: { query: queueQuery },
  responses: { 200: { description: 'One page.', schema: queuePage } },
  errors: [],
}).handledBy(async ({ context, query }) => ({ status: 200, body: await listQueues(context, query) }));

const get = defineRoute({
  method: 'GET',
  path: '/v1/queues/{id}',
  operationId: 'getQueue',
  summary: 'Get a queue',
  description: 'One queue.',
  tag: 'Routing',
  scope: 'routing:read',
  request: { params },
  responses: { 200: { description: 'The queue.', schema: queue, headers: ETAG_HEADER } },
  errors: [],
}).handledBy(async ({ context, params }) => {
  const found = await getQueue(context, params.id);
  return { status: 200, body: found, headers: etagOf(found.version) };
});

const update = defineRoute({
  method: 'PATCH',
  path: '/v1/queues/{id}',
  operationId: 'updateQueue',
  summary: 'Change a queue',
  description:
    'Changes the members that are sent; `members` is replaced as a whole, and a fallback that is null is taken away.',
  tag: 'Routing',
  scope: 'routing:write',
  request: { params, body: () => queuePatchSchema(), conditional: true },
  bodyExamples: {
    rename: { summary: 'Another name', value: { name: 'EMEA onboarding, tier 1' } },
    strategy: { summary: 'Given by turns, and to nobody else', value: { strategy: 'round_robin', fallback: null } },
  },
  responses: { 200: { description: 'The queue after it.', schema: queue, headers: ETAG_HEADER } },
  errors: ['concurrent_update'],
}).handledBy(async ({ context, params, body, ifVersion }) => {
  const changed = await updateQueue(context, params.id, body, ifVersion);
  return { status: 200, body: changed, headers: etagOf(changed.version) };
});

const remove = defineRoute({
  method: 'DELETE',
  path: '/v1/queues/{id}',
  operationId: 'deleteQueue',
  summary: 'Remove a queue',
  description:
    'Refused while handoffs wait in it, and while other queues fall back to it: `handoffs` and `queues` name the first ten of each. A contract may go on naming it: routing passes it over.',
  tag: 'Routing',
  scope: 'routing:write',
  request: { params, conditional: true },
  responses: { 204: { description: 'Removed.' } },
  errors: ['in_use', 'concurrent_update'],
}).handledBy(async ({ context, params, ifVersion }) => {
  await deleteQueue(context, params.id, ifVersion);
  return { status: 204 };
});

export const QUEUE_ROUTES: readonly Route[] = [create, list, get, update, remove];
