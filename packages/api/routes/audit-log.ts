import * as z from 'zod';
import { once } from '#domain/once.ts';
import { auditEntrySchema } from '#domain/tenancy/audit.ts';
import { idSchema, instantSchema } from '#domain/wire.ts';
import { listAuditLog } from '#services/tenancy/list-audit-log.ts';
import { defineRoute, type Route } from '../route.ts';
import { pageOf, pageParameters } from '../schemas/page.ts';

const query = once(() =>
  z.strictObject({
    from: instantSchema().optional().meta({ description: 'Made at or after this instant.' }),
    to: instantSchema().optional().meta({ description: 'Made before this instant.' }),
    actor: idSchema('key').optional().meta({ description: 'Made with this API key.' }),
    resource: z
      .string()
      .regex(/^[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}$/, { error: 'must be the id of something, such as ctr_…' })
      .optional()
      .meta({ description: 'About this resource.', examples: ['ctr_01JDA5K7ZWQ0R8T2V4X6Y8B0CD'] }),
    ...pageParameters(),
  }),
);

const auditPage = pageOf('AuditEntry', auditEntrySchema);

const EXAMPLE = {
  data: [
    {
      id: 'aud_01JDA5K7ZWQ0R8T2V4X6Y8B0CD',
      occurredAt: '2026-11-22T09:00:00.000Z',
      requestId: 'JKJaXmPLvHcESHA=',
      actor: { type: 'api_key', id: 'key_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' },
      action: 'owner.updated',
      resource: { type: 'owner', id: 'own_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' },
      changes: [{ member: 'capacity', before: 10, after: 5 }],
    },
  ],
  nextCursor: null,
};

const list = defineRoute({
  method: 'GET',
  path: '/v1/audit-log',
  operationId: 'listAuditLog',
  summary: 'List changes of the configuration',
  description:
    'Who changed what, the latest first: of the mode of the calling key, and of the tenant and its keys. Kept for 400 days. A page whose filters drop much may be short, or empty, and still have a next one.',
  tag: 'Tenant',
  scope: 'tenant:admin',
  request: { query },
  responses: { 200: { description: 'One page.', schema: auditPage, example: EXAMPLE } },
  errors: [],
}).handledBy(async ({ context, query: { limit, cursor, ...filter } }) => ({
  status: 200,
  body: await listAuditLog(context, filter, { limit, cursor }),
}));

export const AUDIT_LOG_ROUTES: readonly Route[] = [list];
