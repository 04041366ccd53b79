import * as z from 'zod';
import { once } from '#domain/once.ts';
import { keyRotationSchema, overlapSeconds } from '#domain/tenancy/key-rotation.ts';
import { SCOPES } from '#domain/tenancy/scope.ts';
import { canonicalInstantSchema, idSchema, instantSchema, modeSchema } from '#domain/wire.ts';
import { createApiKey } from '#services/tenancy/create-api-key.ts';
import { getApiKey } from '#services/tenancy/get-api-key.ts';
import { listApiKeys } from '#services/tenancy/list-api-keys.ts';
import { revokeApiKey } from '#services/tenancy/revoke-api-key.ts';
import { rotateApiKey } from '#services/tenancy/rotate-api-key.ts';
import { updateApiKey } from '#services/tenancy/update-api-key.ts';
import { defineRoute, type Route } from '../route.ts';
import { ETAG_HEADER, etagOf } from '../schemas/etag.ts';
import { pageOf, pageQuery } from '../schemas/page.ts';
import { idParams } from '../schemas/params.ts';

const scopes = () => z.array(z.enum(SCOPES).meta({ id: 'Scope' }));

const name = () =>
  z
    .string()
    .trim()
    .min(1)
    .max(200)
    .meta({ examples: ['CRM sync'] });

const keyInput = once(() =>
  z
    .strictObject({
      name: name(),
      scopes: scopes().min(1).max(SCOPES.length).meta({ description: 'At most those of the calling key.' }),
      expiresAt: instantSchema().optional().meta({ description: 'Never, if left out.' }),
    })
    .meta({ id: 'ApiKeyInput' }),
);

const keyPatch = once(() =>
  z
    .strictObject({
      name: name().optional(),
      expiresAt: instantSchema().nullable().optional().meta({ description: 'Null: never.' }),
    })
    .meta({ id: 'ApiKeyPatch' }),
);

const keyFields = once(() => ({
  id: idSchema('key'),
  version: z
    .int()
    .positive()
    .meta({ description: '1, and one more with each change.', examples: [1] }),
  name: z.string(),
  mode: modeSchema(),
  scopes: scopes(),
  hint: z.string().meta({ description: 'The last characters of the secret.' }),
  createdAt: canonicalInstantSchema(),
  expiresAt: canonicalInstantSchema().optional(),
  rotatedAt: canonicalInstantSchema().optional(),
  previousSecretExpiresAt: canonicalInstantSchema()
    .optional()
    .meta({ description: 'Until when the secret before the last rotation still holds.' }),
  lastUsedAt: canonicalInstantSchema()
    .optional()
    .meta({ description: 'When it was last used: noted at most once an hour by each process that serves it.' }),
}));

const apiKey = once(() =>
  z.strictObject(keyFields()).meta({ id: 'ApiKey', description: 'A key, without its secret.' }),
);
const apiKeyPage = pageOf('ApiKey', apiKey);

const newApiKey = once(() =>
  z
    .strictObject({ ...keyFields(), secret: z.string().meta({ description: 'Shown this once.' }) })
    .meta({ id: 'NewApiKey', description: 'A key with its secret, which is shown this once.' }),
);

const create = defineRoute({
  method: 'POST',
  path: '/v1/api-keys',
  operationId: 'createApiKey',
  summary: 'Create an API key',
  description: 'For the mode of the calling key, with no scope that the calling key lacks.',
  tag: 'Tenant',
  scope: 'tenant:admin',
  request: { body: keyInput },
  bodyExamples: {
    crm: { summary: 'For the CRM', value: { name: 'CRM sync', scopes: ['handoffs:read', 'handoffs:write'] } },
  },
  responses: { 201: { description: 'The key and its secret.', schema: newApiKey } },
  errors: ['limit_reached'],
}).handledBy(async ({ context, body }) => ({ status: 201, body: await createApiKey(context, body) }));

const list = defineRoute({
  method: 'GET',
  path: '/v1/api-keys',
  operationId: 'listApiKeys',
  summary: 'List API keys',
  description: 'Of both modes, in the order of their creation.',
  tag: 'Tenant',
  scope: 'tenant:admin',
  request: { query: pageQuery },
  responses: { 200: { description: 'One page.', schema: apiKeyPage } },
  errors: [],
}).handledBy(async ({ context, query }) => ({ status: 200, body: await listApiKeys(context, query) }));

const get = defineRoute({
  method: 'GET',
  path: '/v1/api-keys/{id}',
  operationId: 'getApiKey',
  summary: 'Get an API key',
  description: 'One key of either mode, without its secret.',
  tag: 'Tenant',
  scope: 'tenant:admin',
  request: { params: idParams('key') },
  responses: { 200: { description: 'The key.', schema: apiKey, headers: ETAG_HEADER } },
  errors: [],
}).handledBy(async ({ context, params }) => {
  const found = await getApiKey(context, params.id);
  return { status: 200, body: found, headers: etagOf(found.version) };
});

const revoke = defineRoute({
  method: 'DELETE',
  path: '/v1/api-keys/{id}',
  operationId: 'revokeApiKey',
  summary: 'Revoke an API key',
  description:
    'It is refused everywhere within ten seconds. A key may revoke itself. A key that has `tenant:admin` and does not expire stays while no other such key of its mode has all of its scopes.',
  tag: 'Tenant',
  scope: 'tenant:admin',
  request: { params: idParams('key'), conditional: true },
  responses: { 204: { description: 'Revoked.' } },
  errors: ['test_mode_forbids', 'in_use', 'concurrent_update'],
}).handledBy(async ({ context, params, ifVersion }) => {
  await revokeApiKey(context, params.id, ifVersion);
  return { status: 204 };
});

const update = defineRoute({
  method: 'PATCH',
  path: '/v1/api-keys/{id}',
  operationId: 'updateApiKey',
  summary: 'Change an API key',
  description:
    'Renames it, or changes when it expires. A key that has expired stays so, and one that has `tenant:admin` gets no expiry while no other such key of its mode, with all of its scopes, has none.',
  tag: 'Tenant',
  scope: 'tenant:admin',
  request: { params: idParams('key'), body: keyPatch, conditional: true },
  bodyExamples: { name: { summary: 'Rename it', value: { name: 'CRM sync, production' } } },
  responses: { 200: { description: 'The key after it.', schema: apiKey, headers: ETAG_HEADER } },
  errors: ['test_mode_forbids', 'in_use', 'concurrent_update'],
}).handledBy(async ({ context, params, body, ifVersion }) => {
  const changed = await updateApiKey(context, params.id, body, ifVersion);
  return { status: 200, body: changed, headers: etagOf(changed.version) };
});

const rotate = defineRoute({
  method: 'POST',
  path: '/v1/api-keys/{id}/rotate',
  operationId: 'rotateApiKey',
  summary: 'Rotate the secret of an API key',
  description:
    'Gives the key another secret, which is shown this once. The one before holds until the end of the overlap. A second rotation in that time is refused, unless it is forced: then the oldest secret ends at once.',
  tag: 'Tenant',
  scope: 'tenant:admin',
  request: { params: idParams('key'), body: () => keyRotationSchema(), conditional: true },
  bodyExamples: {
    planned: { summary: 'A day to roll it out', value: { overlap: 'PT24H' } },
    leaked: { summary: 'The secret has leaked: end it at once', value: { overlap: 'PT0S', force: true } },
  },
  responses: { 200: { description: 'The key and its new secret.', schema: newApiKey, headers: ETAG_HEADER } },
  errors: ['test_mode_forbids', 'conflict', 'concurrent_update'],
}).handledBy(async ({ context, params, body, ifVersion }) => {
  const rotation = { overlapSeconds: overlapSeconds(body), force: body.force };
  const rotated = await rotateApiKey(context, params.id, rotation, ifVersion);
  return { status: 200, body: rotated, headers: etagOf(rotated.version) };
});

export const API_KEY_ROUTES: readonly Route[] = [create, list, get, update, revoke, rotate];
