import { ownerInputSchema, ownerPatchSchema, ownerSchema } from '#domain/routing/owner.ts';
import { createOwner } from '#services/routing/create-owner.ts';
import { deleteOwner } from '#services/routing/delete-owner.ts';
import { getOwner } from '#services/routing/get-owner.ts';
import { listOwners } from '#services/routing/list-owners.ts';
import { updateOwner } from '#services/routing/update-owner.ts';
import { defineRoute, type Route } from '../route.ts';
import { ETAG_HEADER, etagOf } from '../schemas/etag.ts';
import { pageOf, pageQuery } from '../schemas/page.ts';
import { idParams } from '../schemas/params.ts';

const params = idParams('own');
const owner = () => ownerSchema();
const ownerPage = pageOf('Owner', owner);

const create = defineRoute({
  method: 'POST',
  path: '/v1/owners',
  operationId: 'createOwner',
  summary: 'Add an owner',
  description: 'Adds a person who can receive handoffs.',
  tag: 'Routing',
  scope: 'routing:write',
  request: { body: () => ownerInputSchema() },
  bodyExamples: {
    owner: { summary: 'A person', value: { name: 'Priya Raman', email: 'priya@acme.example' } },
  },
  responses: { 201: { description: 'The owner.', schema: owner, headers: ETAG_HEADER } },
  errors: [],
}).handledBy(async ({ context, body }) => {
  const created = await createOwner(context, body);
  return { status: 201, body: created, headers: etagOf(created.version) };
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/owners',
  operationId: 'listOwners',
  summary: 'List owners',
  description: 'In the order of their creation.',
  tag: 'Routing',
  scope: 'routing:read',
  request: { query: pageQuery },
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
  responses: { 200: { description: 'The owner.', schema: owner, headers: ETAG_HEADER } },
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
  description: 'Changes the members that are sent. An owner who is not active is given no handoffs.',
  tag: 'Routing',
  scope: 'routing:write',
  request: { params, body: () => ownerPatchSchema(), conditional: true },
  bodyExamples: { leave: { summary: 'On leave', value: { active: false } } },
  responses: { 200: { description: 'The owner after it.', schema: owner, headers: ETAG_HEADER } },
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
    'Refused while open handoffs are with them. Set them inactive, so that they are given no more, and remove them when those have ended or an escalation has moved them on.',
  tag: 'Routing',
  scope: 'routing:write',
  request: { params },
  responses: { 204: { description: 'Removed.' } },
  errors: ['in_use', 'concurrent_update'],
}).handledBy(async ({ context, params }) => {
  await deleteOwner(context, params.id);
  return { status: 204 };
});

export const OWNER_ROUTES: readonly Route[] = [create, list, get, update, remove];
