import * as z from 'zod';
import { once } from '#domain/once.ts';
import { SCOPES } from '#domain/tenancy/scope.ts';
import { canonicalInstantSchema, idSchema, instantSchema, modeSchema } from '#domain/wire.ts';
import { createApiKey } from '#services/tenancy/create-api-key.ts';
import { listApiKeys } from '#services/tenancy/list-api-keys.ts';
import { revokeApiKey } from '#services/tenancy/revoke-api-key.ts';
import { defineRoute, type Route } from '../route.ts';
import { pageOf, pageQuery } from '../schemas/page.ts';
import { idParams } from '../schemas/params.ts';

const scopes = () => z.array(z.enum(SCOPES).meta({ id: 'Scope' }));

const keyInput = once(() =>
  z
    .strictObject({
      name: z
        .string()
        .trim()
        .min(1)
        .max(200)
        .meta({ examples: ['CRM sync'] }),
      scopes: scopes().min(1).max(SCOPES.length).meta({ description: 'At most those of the calling key.' }),
      expiresAt: instantSchema().optional().meta({ description: 'Never, if left out.' }),
    })
    .meta({ id: 'ApiKeyInput' }),
);

const keyFields = once(() => ({
  id: idSchema('key'),
  name: z.string(),
  mode: modeSchema(),
  scopes: scopes(),
  hint: z.string().meta({ description: 'The last characters of the secret.' }),
  createdAt: canonicalInstantSchema(),
  expiresAt: canonicalInstantSchema().optional(),
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

const revoke = defineRoute({
  method: 'DELETE',
  path: '/v1/api-keys/{id}',
  operationId: 'revokeApiKey',
  summary: 'Revoke an API key',
  description: 'It is refused everywhere within ten seconds.',
  tag: 'Tenant',
  scope: 'tenant:admin',
  request: { params: idParams('key') },
  responses: { 204: { description: 'Revoked.' } },
  errors: ['concurrent_update'],
}).handledBy(async ({ context, params }) => {
  await revokeApiKey(context, params.id);
  return { status: 204 };
});

export const API_KEY_ROUTES: readonly Route[] = [create, list, revoke];
