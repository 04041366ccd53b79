import * as z from 'zod';
import { once } from '#domain/once.ts';
import { tenantInputSchema, tenantSchema } from '#domain/tenancy/tenant.ts';
import { getTenant } from '#services/tenancy/get-tenant.ts';
import { signUp } from '#services/tenancy/sign-up.ts';
import { definePublicRoute, defineRoute, type Route } from '../route.ts';

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
  description: 'The tenant that the key belongs to.',
  tag: 'Tenant',
  scope: 'authenticated',
  request: {},
  responses: { 200: { description: 'The tenant.', schema: () => tenantSchema() } },
  errors: [],
}).handledBy(async ({ context }) => ({ status: 200, body: await getTenant(context) }));

export const ACCOUNT_ROUTES: readonly Route[] = [createTenant, getOwnTenant];
