import { endpointInputSchema, endpointPatchSchema } from '#domain/webhook/endpoint.ts';
import { secretRotationSchema } from '#domain/webhook/rotation-input.ts';
import { createEndpoint } from '#services/webhook/create-endpoint.ts';
import { deleteEndpoint } from '#services/webhook/delete-endpoint.ts';
import { getEndpoint } from '#services/webhook/get-endpoint.ts';
import { listEndpoints } from '#services/webhook/list-endpoints.ts';
import { rotateSecret } from '#services/webhook/rotate-secret.ts';
import { testEndpoint } from '#services/webhook/test-endpoint.ts';
import { updateEndpoint } from '#services/webhook/update-endpoint.ts';
import { eventExample } from '../event-examples/event-examples.ts';
import { defineRoute, type Route } from '../route.ts';
import { ETAG_HEADER, etagOf } from '../schemas/etag.ts';
import { pageQuery } from '../schemas/page.ts';
import { idParams } from '../schemas/params.ts';
import {
  endpointTest,
  endpointTestInput,
  newWebhookEndpoint,
  webhookEndpoint,
  webhookEndpointPage,
} from '../schemas/webhook-endpoint.ts';

const params = idParams('whe');

const create = defineRoute({
  method: 'POST',
  path: '/v1/webhook-endpoints',
  operationId: 'createWebhookEndpoint',
  summary: 'Add a webhook endpoint',
  description:
    'Sends events of these types to a URL from now on, signed by Standard Webhooks. The signing secret is shown this once. Private, loopback and metadata addresses are refused; in live mode only https is taken. `filter` lets only some of the events through, `headers` go with each post, and with `format` the events are told to people in Slack or Microsoft Teams. What cannot be is refused with every cause at once.',
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
    filtered: {
      summary: 'Late warnings of one clock alone, through a gateway that asks for a token',
      value: {
        url: 'https://example.com/pager',
        eventTypes: ['clock.warned', 'clock.breached'],
        filter: "event.data.clock == 'accept' && (event.type == 'clock.breached' || event.data.fraction >= 0.8)",
        headers: { Authorization: 'Bearer gateway-token' },
        rateLimit: 10,
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
  description: 'Without its secret, and with the values of its headers hidden.',
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
    'Changes the members that are sent; `null` takes one away, and `headers` replaces all headers. Switching an endpoint on or off is told to the others by `webhook_endpoint.enabled` or `webhook_endpoint.disabled`; switching it on forgets past failures. The secret is changed by rotating it.',
  tag: 'Webhooks',
  scope: 'webhooks:write',
  request: { params, body: () => endpointPatchSchema(), conditional: true },
  bodyExamples: {
    enable: { summary: 'Switch it on again', value: { enabled: true } },
    unfilter: { summary: 'Send everything again', value: { filter: null } },
  },
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
  request: { params, conditional: true },
  responses: { 204: { description: 'Removed.' } },
  errors: ['concurrent_update'],
}).handledBy(async ({ context, params, ifVersion }) => {
  await deleteEndpoint(context, params.id, ifVersion);
  return { status: 204 };
});

const rotate = defineRoute({
  method: 'POST',
  path: '/v1/webhook-endpoints/{id}/rotate-secret',
  operationId: 'rotateWebhookSecret',
  summary: 'Rotate the signing secret',
  description:
    'Gives the endpoint another secret, which is shown this once. Until the end of the overlap each post carries a signature by either. A second rotation in that time is refused, unless it is forced: then the oldest secret ends at once.',
  tag: 'Webhooks',
  scope: 'webhooks:write',
  request: { params, body: secretRotationSchema, conditional: true },
  bodyExamples: {
    usual: { summary: 'Both secrets sign for a day', value: {} },
    leaked: { summary: 'The secret has leaked: end it at once', value: { overlap: 'PT0S', force: true } },
  },
  responses: {
    200: { description: 'The endpoint and its new secret.', schema: newWebhookEndpoint, headers: ETAG_HEADER },
  },
  errors: ['conflict', 'concurrent_update'],
}).handledBy(async ({ context, params, body, ifVersion }) => {
  const rotated = await rotateSecret(context, params.id, body, ifVersion);
  return { status: 200, body: rotated, headers: etagOf(rotated.version) };
});

const test = defineRoute({
  method: 'POST',
  path: '/v1/webhook-endpoints/{id}/test',
  operationId: 'testWebhookEndpoint',
  summary: 'Send a test event',
  description:
    'Posts a `webhook_endpoint.test` to this endpoint and no other, whatever it subscribes to and filters. With `type` it holds an example of an event of that type. Look at the delivery to see what the receiver answered.',
  tag: 'Webhooks',
  scope: 'webhooks:write',
  request: { params, body: endpointTestInput, conditional: true },
  bodyExamples: {
    plain: { summary: 'Does it arrive?', value: {} },
    breach: { summary: 'With an example of a breach', value: { type: 'clock.breached' } },
  },
  responses: { 202: { description: 'The event that will be posted.', schema: endpointTest } },
  errors: ['conflict', 'concurrent_update'],
}).handledBy(async ({ context, params, body, ifVersion }) => {
  const example = body.type === undefined ? undefined : eventExample(body.type);
  return { status: 202, body: await testEndpoint(context, params.id, example, ifVersion) };
});

export const WEBHOOK_ENDPOINT_ROUTES: readonly Route[] = [create, list, get, update, remove, rotate, test];
