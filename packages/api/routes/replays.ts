import { getReplay } from '#services/replay/get-replay.ts';
import { listReplays } from '#services/replay/list-replays.ts';
import { startReplay } from '#services/replay/start-replay.ts';
import { stopReplay } from '#services/replay/stop-replay.ts';
import { defineRoute, type Route } from '../route.ts';
import { pageQuery } from '../schemas/page.ts';
import { idParams } from '../schemas/params.ts';
import { replay, replayInput, replayPage } from '../schemas/replay.ts';

const start = defineRoute({
  method: 'POST',
  path: '/v1/webhook-endpoints/{id}/replay',
  operationId: 'startReplay',
  summary: 'Replay events to an endpoint',
  description:
    'Sends events to the endpoint again under the ids that they have, at its rate limit or 20 a second: those of a window that its event types and filter match as they are now, or certain events. What it missed while it was disabled is sent so. An endpoint has at most five replays at once.',
  tag: 'Webhooks',
  scope: 'webhooks:write',
  request: { params: idParams('whe'), body: replayInput, conditional: true },
  bodyExamples: {
    window: {
      summary: 'What was not delivered over a weekend',
      value: { from: '2026-11-20T17:00:00Z', to: '2026-11-23T08:00:00Z', undeliveredOnly: true },
    },
    since: {
      summary: 'Everything since then, up to now',
      value: { from: '2026-11-20T17:00:00Z' },
    },
    events: {
      summary: 'Two events',
      value: { eventIds: ['evt_01JDA5K7ZWQ0R8T2V4X6Y8B0CD_000004', 'evt_01JDA5K7ZWQ0R8T2V4X6Y8B0CD_000005'] },
    },
  },
  responses: { 202: { description: 'The replay, which is about to begin.', schema: replay } },
  errors: ['conflict', 'concurrent_update', 'limit_reached'],
}).handledBy(async ({ context, params, body, ifVersion }) => ({
  status: 202,
  body: await startReplay(context, params.id, body, ifVersion),
}));

const list = defineRoute({
  method: 'GET',
  path: '/v1/webhook-endpoints/{id}/replays',
  operationId: 'listReplays',
  summary: 'List replays of an endpoint',
  description: 'The newest first, retries by hand among them, kept for 90 days.',
  tag: 'Webhooks',
  scope: 'webhooks:read',
  request: { params: idParams('whe'), query: pageQuery },
  responses: { 200: { description: 'One page.', schema: replayPage } },
  errors: [],
}).handledBy(async ({ context, params, query }) => ({
  status: 200,
  body: await listReplays(context, params.id, query),
}));

const get = defineRoute({
  method: 'GET',
  path: '/v1/replays/{id}',
  operationId: 'getReplay',
  summary: 'Get a replay',
  description: 'How far it is.',
  tag: 'Webhooks',
  scope: 'webhooks:read',
  request: { params: idParams('rpl') },
  responses: { 200: { description: 'The replay.', schema: replay } },
  errors: [],
}).handledBy(async ({ context, params }) => ({ status: 200, body: await getReplay(context, params.id) }));

const cancel = defineRoute({
  method: 'POST',
  path: '/v1/replays/{id}/cancel',
  operationId: 'cancelReplay',
  summary: 'Cancel a replay',
  description:
    'Sends nothing more of it, except for what was handed to delivery already: that of the last ten seconds at the most. A cancelled replay stays as it is.',
  tag: 'Webhooks',
  scope: 'webhooks:write',
  request: { params: idParams('rpl') },
  responses: { 200: { description: 'The replay after it.', schema: replay } },
  errors: ['conflict', 'concurrent_update'],
}).handledBy(async ({ context, params }) => ({ status: 200, body: await stopReplay(context, params.id) }));

export const REPLAY_ROUTES: readonly Route[] = [start, list, get, cancel];
