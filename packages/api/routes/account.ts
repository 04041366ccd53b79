import * as z from 'zod';
import { once } from '#domain/once.ts';
import { tenantInputSchema, tenantPatchSchema, tenantSchema } from '#domain/tenancy/tenant.ts';
import { getTenant } from '#services/tenancy/get-tenant.ts';
import { signUp } from '#services/tenancy/sign-up.ts';
import { updateTenant } from '#services/tenancy/update-tenant.ts';
import { definePublicRoute, defineRoute, type Route } from '../route.ts';
import { ETAG_HEADER, etagOf } from '../schemas/etag.ts';

const issuedKey = once(() =>
  z
    .strictObject({
      id: z.string().meta({ examples: ['key_01JDA5K7ZWQ0R8T2V4X6Y8B0CD'] }),
      secret: z.string().meta({ description: 'Shown this once. Send it as `Authorization: Bearer <secret>`.' }),
    })
    .meta({ id: 'IssuedKey' }),
);

const signedUp = once(() =>
  z
    .strictObject({ tenant: tenantSchema(), apiKeys: z.strictObject({ live: issuedKey(), test: issuedKey() }) })
    .meta({ id: 'SignedUp' }),
);

const createTenant = definePublicRoute({
  method: 'POST',
  path: '/v1/tenants',
  operationId: 'signUp',
  summary: 'Sign up',
  description:
    'Makes a tenant, with one live and one test API key that may do everything. Both secrets are shown this once: keep them.',
  tag: 'Tenant',
  scope: 'public',
  request: { body: () => tenantInputSchema() },
  bodyExamples: { tenant: { summary: 'A new tenant', value: { name: 'Acme RevOps', timezone: 'Europe/Berlin' } } },
  responses: { 201: { description: 'The tenant and its first keys.', schema: signedUp } },
  errors: [],
}).handledBy(async ({ context, body }) => ({ status: 201, body: await signUp(context.platform, body, context.now) }));

const getOwnTenant = defineRoute({
  method: 'GET',
  path: '/v1/tenant',
  operationId: 'getTenant',
  summary: 'Whose key is this?',
  description: 'The tenant that the key belongs to. One that was closed a moment ago is not found.',
  tag: 'Tenant',
  scope: 'authenticated',
  request: {},
  responses: { 200: { description: 'The tenant.', schema: () => tenantSchema(), headers: ETAG_HEADER } },
  errors: ['not_found'],
}).handledBy(async ({ context }) => {
  const tenant = await getTenant(context);
  return { status: 200, body: tenant, headers: etagOf(tenant.version) };
});

const updateOwnTenant = defineRoute({
  method: 'PATCH',
  path: '/v1/tenant',
  operationId: 'updateTenant',
  summary: 'Change the tenant',
  description: 'Its name, its address for the operator, its time zone. No clock depends on the last.',
  tag: 'Tenant',
  scope: 'tenant:admin',
  request: { body: () => tenantPatchSchema(), conditional: true },
  bodyExamples: { name: { summary: 'Rename it', value: { name: 'Acme Revenue Operations' } } },
  responses: { 200: { description: 'The tenant after it.', schema: () => tenantSchema(), headers: ETAG_HEADER } },
  errors: ['not_found', 'concurrent_update'],
}).handledBy(async ({ context, body, ifVersion }) => {
  const tenant = await updateTenant(context, body, ifVersion);
  return { status: 200, body: tenant, headers: etagOf(tenant.version) };
});

export const ACCOUNT_ROUTES: readonly Route[] = [createTenant, getOwnTenant, updateOwnTenant];
