import { endpointInputSchema, endpointPatchSchema } from '#domain/webhook/endpoint.ts';
import { createEndpoint } from '#services/webhook/create-endpoint.ts';
import { deleteEndpoint } from '#services/webhook/delete-endpoint.ts';
import { getEndpoint } from '#services/webhook/get-endpoint.ts';
import { listEndpoints } from '#services/webhook/list-endpoints.ts';
import { updateEndpoint } from '#services/webhook/update-endpoint.ts';
import { defineRoute, type Route } from '../route.ts';
import { ETAG_HEADER, etagOf } from '../schemas/etag.ts';
import { pageQuery } from '../schemas/page.ts';
import { idParams } from '../schemas/params.ts';
import { newWebhookEndpoint, webhookEndpoint, webhookEndpointPage } from '../schemas/webhook-endpoint.ts';

const params = idParams('whe');

const create = defineRoute({
  method: 'POST',
  path: '/v1/webhook-endpoints',
  operationId: 'createWebhookEndpoint',
  summary: 'Add a webhook endpoint',
  description:
    'Sends events of these types to a URL from now on, signed by Standard Webhooks. The signing secret is shown this once. Private, loopback and metadata addresses are refused; in live mode only https is taken. With `format` the events are told to people in Slack or Microsoft Teams.',
  tag: 'Webhooks',
  scope: 'webhooks:write',
  request: { body: () => endpointInputSchema() },
  bodyExamples: {
    clocks: {
      summary: 'All that clocks do, and escalations',
      value: { url: 'https://example.com/hook', eventTypes: ['clock.*', 'escalation.triggered'] },
    },
    slack: {
      summary: 'Told to people in a Slack channel, with a link to the CRM',
      value: {
        url: 'https://hooks.slack.com/services/T00000000/B00000000/example',
        eventTypes: ['clock.warned', 'clock.breached', 'escalation.triggered', 'handoff.rejected'],
        format: 'slack',
        linkTemplate: 'https://crm.example/handoffs/{handoffId}',
      },
    },
  },
  responses: { 201: { description: 'The endpoint and its secret.', schema: newWebhookEndpoint, headers: ETAG_HEADER } },
  errors: ['limit_reached'],
}).handledBy(async ({ context, body }) => {
  const created = await createEndpoint(context, body);
  return { status: 201, body: created, headers: etagOf(created.version) };
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/webhook-endpoints',
  operationId: 'listWebhookEndpoints',
  summary: 'List webhook endpoints',
  description: 'In the order of their creation.',
  tag: 'Webhooks',
  scope: 'webhooks:read',
  request: { query: pageQuery },
  responses: { 200: { description: 'One page.', schema: webhookEndpointPage } },
  errors: [],
}).handledBy(async ({ context, query }) => ({ status: 200, body: await listEndpoints(context, query) }));

const get = defineRoute({
  method: 'GET',
  path: '/v1/webhook-endpoints/{id}',
  operationId: 'getWebhookEndpoint',
  summary: 'Get a webhook endpoint',
  description: 'Without its secret.',
  tag: 'Webhooks',
  scope: 'webhooks:read',
  request: { params },
  responses: { 200: { description: 'The endpoint.', schema: webhookEndpoint, headers: ETAG_HEADER } },
  errors: [],
}).handledBy(async ({ context, params }) => {
  const found = await getEndpoint(context, params.id);
  return { status: 200, body: found, headers: etagOf(found.version) };
});

const update = defineRoute({
  method: 'PATCH',
  path: '/v1/webhook-endpoints/{id}',
  operationId: 'updateWebhookEndpoint',
  summary: 'Change a webhook endpoint',
  description:
    'Changes the members that are sent. Enabling an endpoint that Baton switched off also forgets why it was.',
  tag: 'Webhooks',
  scope: 'webhooks:write',
  request: { params, body: () => endpointPatchSchema(), conditional: true },
  bodyExamples: { enable: { summary: 'Switch it on again', value: { enabled: true } } },
  responses: { 200: { description: 'The endpoint after it.', schema: webhookEndpoint, headers: ETAG_HEADER } },
  errors: ['concurrent_update'],
}).handledBy(async ({ context, params, body, ifVersion }) => {
  const changed = await updateEndpoint(context, params.id, body, ifVersion);
  return { status: 200, body: changed, headers: etagOf(changed.version) };
});

const remove = defineRoute({
  method: 'DELETE',
  path: '/v1/webhook-endpoints/{id}',
  operationId: 'deleteWebhookEndpoint',
  summary: 'Remove a webhook endpoint',
  description: 'Nothing more is sent there; what was on its way is dropped.',
  tag: 'Webhooks',
  scope: 'webhooks:write',
  request: { params },
  responses: { 204: { description: 'Removed.' } },
  errors: ['concurrent_update'],
}).handledBy(async ({ context, params }) => {
  await deleteEndpoint(context, params.id);
  return { status: 204 };
});

export const WEBHOOK_ENDPOINT_ROUTES: readonly Route[] = [create, list, get, update, remove];
