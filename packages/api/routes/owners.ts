import { ownerInputSchema, ownerPatchSchema, ownerSchema } from '#domain/routing/owner.ts';
import { createOwner } from '#services/routing/create-owner.ts';
import { deleteOwner } from '#services/routing/delete-owner.ts';
import { getOwner } from '#services/routing/get-owner.ts';
import { handOver } from '#services/routing/hand-over.ts';
import { listOwners } from '#services/routing/list-owners.ts';
import { updateOwner } from '#services/routing/update-owner.ts';
import { defineRoute, type Route } from '../route.ts';
import { ETAG_HEADER, etagOf } from '../schemas/etag.ts';
import { handOverExample, handOverInput, handOverResult, ownerView } from '../schemas/owner.ts';
import { pageOf } from '../schemas/page.ts';
import { idParams } from '../schemas/params.ts';
import { ownerQuery } from '../schemas/routing-query.ts';

const params = idParams('own');
const owner = () => ownerSchema();
const ownerPage = pageOf('Owner', owner);

const create = defineRoute({
  method: 'POST',
  path: '/v1/owners',
  operationId: 'createOwner',
  summary: 'Add an owner',
  description:
    'Adds a person who can receive handoffs. See [Routing](/docs/guides/routing) for hours, capacity and absence.',
  tag: 'Routing',
  scope: 'routing:write',
  request: { body: () => ownerInputSchema() },
  bodyExamples: {
    owner: { summary: 'A person', value: { name: 'Priya Raman', email: 'priya@acme.example' } },
    limited: {
      summary: 'With working hours and a capacity',
      value: { name: 'Jonas Weber', calendarId: 'cal_01JDA5K7ZWQ0R8T2V4X6Y8B0CD', capacity: 20 },
    },
  },
  responses: { 201: { description: 'The owner.', schema: ownerView, headers: ETAG_HEADER } },
  errors: ['limit_reached'],
}).handledBy(async ({ context, body }) => {
  const created = await createOwner(context, body);
  return { status: 201, body: created, headers: etagOf(created.version) };
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/owners',
  operationId: 'listOwners',
  summary: 'List owners',
  description:
    'In the order of their creation. With `active` or `name` a page may have fewer than `limit`, or none, and still go on: `nextCursor` is null only at the end.',
  tag: 'Routing',
  scope: 'routing:read',
  request: { query: ownerQuery },
  responses: { 200: { description: 'One page.', schema: ownerPage } },
  errors: [],
}).handledBy(async ({ context, query }) => ({ status: 200, body: await listOwners(context, query) }));

const get = defineRoute({
  method: 'GET',
  path: '/v1/owners/{id}',
  operationId: 'getOwner',
  summary: 'Get an owner',
  description: 'One owner.',
  tag: 'Routing',
  scope: 'routing:read',
  request: { params },
  responses: { 200: { description: 'The owner.', schema: ownerView, headers: ETAG_HEADER } },
  errors: [],
}).handledBy(async ({ context, params }) => {
  const found = await getOwner(context, params.id);
  return { status: 200, body: found, headers: etagOf(found.version) };
});

const update = defineRoute({
  method: 'PATCH',
  path: '/v1/owners/{id}',
  operationId: 'updateOwner',
  summary: 'Change an owner',
  description:
    'Changes the members that are sent; an `email`, `managerId`, `calendarId` or `capacity` that is null is taken away, and so are absences by an empty list. What is with an owner stays with them, also if they are no longer active: `openHandoffs` says how many, and a hand-over moves them.',
  tag: 'Routing',
  scope: 'routing:write',
  request: { params, body: () => ownerPatchSchema(), conditional: true },
  bodyExamples: {
    leave: {
      summary: 'On leave, with a delegate',
      value: {
        outOfOffice: [
          {
            from: '2026-12-21T00:00:00Z',
            to: '2027-01-04T00:00:00Z',
            delegateId: 'own_01JDA5K7ZX3M5N7P9R1T3V5W7Y',
          },
        ],
      },
    },
    gone: { summary: 'No longer there', value: { active: false } },
    unlimited: { summary: 'Without a capacity', value: { capacity: null } },
  },
  responses: { 200: { description: 'The owner after it.', schema: ownerView, headers: ETAG_HEADER } },
  errors: ['concurrent_update'],
}).handledBy(async ({ context, params, body, ifVersion }) => {
  const changed = await updateOwner(context, params.id, body, ifVersion);
  return { status: 200, body: changed, headers: etagOf(changed.version) };
});

const remove = defineRoute({
  method: 'DELETE',
  path: '/v1/owners/{id}',
  operationId: 'deleteOwner',
  summary: 'Remove an owner',
  description:
    'Refused while open handoffs are with them, while queues name them, and while they are the delegate of somebody: `handoffs`, `queues` and `owners` name the first ten of each. Set them inactive, so that they are given no more, and hand over what they have. A contract may go on naming them: routing passes them over.',
  tag: 'Routing',
  scope: 'routing:write',
  request: { params, conditional: true },
  responses: { 204: { description: 'Removed.' } },
  errors: ['in_use', 'concurrent_update'],
}).handledBy(async ({ context, params, ifVersion }) => {
  await deleteOwner(context, params.id, ifVersion);
  return { status: 204 };
});

const handOverRoute = defineRoute({
  method: 'POST',
  path: '/v1/owners/{id}/hand-over',
  operationId: 'handOver',
  repeatable: true,
  summary: 'Hand over what an owner has',
  description:
    'Reassigns the open handoffs that are with an owner to another owner or to a queue, page by page; as a dry run unless `dryRun` is false. Each is reassigned as if by a request of its own: clocks go on, and the new holder is asked to accept. See [Routing](/docs/guides/routing).',
  tag: 'Routing',
  scope: 'handoffs:write',
  request: { params, body: handOverInput, conditional: true },
  bodyExamples: {
    dryRun: {
      summary: 'What would happen',
      value: { to: { ownerId: 'own_01JDA5K7ZX3M5N7P9R1T3V5W7Y' }, reason: 'Jonas leaves at the end of the month.' },
    },
    toQueue: {
      summary: 'To a queue',
      value: { to: { queueId: 'que_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' }, reason: 'On sick leave.', dryRun: false },
    },
  },
  responses: {
    200: { description: 'What became of each handoff, or would.', schema: handOverResult, example: handOverExample },
  },
  errors: ['concurrent_update'],
}).handledBy(async ({ context, params, body, ifVersion }) => ({
  status: 200,
  body: await handOver(context, params.id, body, ifVersion),
}));

export const OWNER_ROUTES: readonly Route[] = [create, list, get, update, remove, handOverRoute];
