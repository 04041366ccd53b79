import * as z from 'zod';
import { once } from '#domain/once.ts';
import { canonicalInstantSchema, idSchema } from '#domain/wire.ts';
import { getDeletion } from '#services/deletion/get-deletion.ts';
import { deleteTenant } from '#services/tenancy/delete-tenant.ts';
import { exportTenant } from '#services/tenancy/export-tenant.ts';
import { definePublicRoute, defineRoute, type Route } from '../route.ts';
import { pageParameters } from '../schemas/page.ts';

/** Lines of a page, unless it is said. */
const LINES = 500;
const RECEIPT = 'del_01JDA5K7ZWQ0R8T2V4X6Y8B0CD_7H3KQ9ZT2M4XW8RB5NVJ6YCD1PFS0GAE';

const confirmation = once(() =>
  z
    .strictObject({ confirm: z.string().max(200).meta({ description: 'The id of the tenant, so that it is meant.' }) })
    .meta({ id: 'TenantDeletionInput' }),
);

const requestedAt = () => canonicalInstantSchema().meta({ description: 'When the tenant was closed.' });

const closed = once(() =>
  z
    .strictObject({
      tenantId: idSchema('ten'),
      status: z.literal('deleting'),
      requestedAt: requestedAt(),
      receipt: z.string().meta({ description: 'Shown this once: by it you can ask how far the deletion is.' }),
    })
    .meta({ id: 'TenantClosed', description: 'A tenant that is closed, and is being deleted.' }),
);

const deletion = once(() =>
  z
    .strictObject({
      tenantId: idSchema('ten'),
      status: z.enum(['deleting', 'deleted']),
      requestedAt: requestedAt(),
      deletedAt: canonicalInstantSchema()
        .optional()
        .meta({ description: 'When nothing of the tenant was found any more, twice in a row.' }),
      itemsRemoved: z.int().min(0).meta({ description: 'How many stored items are gone.' }),
    })
    .meta({ id: 'TenantDeletion', description: 'How far the deletion of a tenant is.' }),
);

const INSTANTS = { requestedAt: '2026-11-22T09:00:00.000Z', deletedAt: '2026-11-22T09:07:31.412Z' };
const TENANT = 'ten_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';

const exportLine = once(() =>
  z
    .looseObject({
      kind: z.string().meta({
        description:
          'What the line is: `export` (the first), `tenant`, `api_key`, `calendar`, `contract`, `handoff`, … `cursor` (the last of each page).',
        examples: ['contract'],
      }),
      data: z.unknown().optional().meta({ description: 'What there is of it, as the API shows it elsewhere.' }),
    })
    .meta({ id: 'ExportLine', description: 'One line of an export.' }),
);

const exportQuery = once(() =>
  z.strictObject({
    ...pageParameters(),
    limit: z
      .string()
      .regex(/^(?:[1-9]\d{0,2}|1000)$/, { error: 'must be an integer from 1 to 1000' })
      .transform(Number)
      .default(LINES)
      .meta({
        description: 'The most lines of a page, beside the last, which says where to go on.',
        override: { type: 'integer', minimum: 1, maximum: 1000, default: LINES, pattern: undefined },
        examples: [LINES],
      }),
  }),
);

const take = defineRoute({
  method: 'GET',
  path: '/v1/tenant/export',
  operationId: 'exportTenant',
  summary: 'Export everything',
  description:
    'Everything that the tenant owns in the mode of the key, and its account, line by line as NDJSON, in an order that does not change. The last line of each page is `{"kind":"cursor","nextCursor":…}`: go on there, or by the `Link` header, until it is null. Secrets are not exported. See [your data](/docs/guides/data-export).',
  tag: 'Tenant',
  scope: 'tenant:admin',
  request: { query: exportQuery },
  responses: {
    200: {
      description: 'One page, one JSON value a line.',
      schema: exportLine,
      lines: true,
      headers: {
        Link: { description: 'The next page, if there is one.', example: '</v1/tenant/export?cursor=AQ>; rel="next"' },
      },
      example: { kind: 'owner', data: { id: 'own_01JDA5K7ZWQ0R8T2V4X6Y8B0CD', name: 'Ana' } },
    },
  },
  errors: [],
}).handledBy(async ({ context, query }) => ({ status: 200, body: await exportTenant(context, query) }));

const remove = defineRoute({
  method: 'DELETE',
  path: '/v1/tenant',
  operationId: 'deleteTenant',
  summary: 'Delete the tenant',
  description:
    'Closes the tenant for good, with all of its keys, live and test: they are refused everywhere within ten seconds. Then everything that it owns is removed, in both modes, which takes some minutes. There is no way back; [export](/docs/guides/data-export) first what you want to keep.',
  tag: 'Tenant',
  scope: 'tenant:admin',
  request: { body: confirmation, conditional: true },
  bodyExamples: { tenant: { summary: 'The tenant of the key', value: { confirm: TENANT } } },
  responses: {
    202: {
      description: 'The tenant is closed, and is being deleted.',
      schema: closed,
      headers: { Location: { description: 'Where to ask how far it is.', example: `/v1/tenant-deletions/${RECEIPT}` } },
      example: { tenantId: TENANT, status: 'deleting', requestedAt: INSTANTS.requestedAt, receipt: RECEIPT },
    },
  },
  errors: ['test_mode_forbids', 'conflict', 'concurrent_update'],
}).handledBy(async ({ context, body, ifVersion }) => {
  const answer = await deleteTenant(context, body.confirm, ifVersion);
  return { status: 202, body: answer, headers: { location: `/v1/tenant-deletions/${answer.receipt}` } };
});

const receiptParams = once(() =>
  z.strictObject({
    receipt: z
      .string()
      .max(200)
      .meta({ description: 'What `deleteTenant` answered.', examples: [RECEIPT] }),
  }),
);

const get = definePublicRoute({
  method: 'GET',
  path: '/v1/tenant-deletions/{receipt}',
  operationId: 'getTenantDeletion',
  summary: 'How far is a deletion?',
  description:
    'For whoever has the receipt of a deletion: no key of the tenant is left to ask with. It is told for 90 days after the end.',
  tag: 'Tenant',
  scope: 'public',
  request: { params: receiptParams },
  responses: {
    200: {
      description: 'How far it is.',
      schema: deletion,
      example: { tenantId: TENANT, status: 'deleted', ...INSTANTS, itemsRemoved: 48_213 },
    },
  },
  errors: ['not_found', 'rate_limited', 'unavailable'],
}).handledBy(async ({ context, params }) => ({
  status: 200,
  body: await getDeletion(context.platform, params.receipt, context),
}));

export const TENANT_LIFE_ROUTES: readonly Route[] = [take, remove, get];
