import * as z from 'zod';
import { once } from '#domain/once.ts';
import { getEvent } from '#services/event/get-event.ts';
import { listEvents } from '#services/event/list-events.ts';
import { defineRoute, type Route } from '../route.ts';
import { eventQuery } from '../schemas/event-query.ts';
import { recordedEvent, recordedEventPage } from '../schemas/recorded-event.ts';

const params = once(() =>
  z.strictObject({
    id: z
      .string()
      .regex(/^evt_[0-9A-HJKMNP-TV-Z]{26}(?:_\d{6,9})?$/, { error: 'must be an id that begins with evt_' })
      .meta({ description: 'The id of an event.', examples: ['evt_01JDA5K7ZWQ0R8T2V4X6Y8B0CD_000007'] }),
  }),
);

const breach = {
  id: 'evt_01JDA5K7ZWQ0R8T2V4X6Y8B0CD_000005',
  type: 'clock.breached',
  occurredAt: '2026-11-22T13:00:00.000Z',
  detectedAt: '2026-11-22T13:00:00.412Z',
  tenantId: 'ten_01JDA5K7ZWQ0R8T2V4X6Y8B0CD',
  mode: 'live',
  handoffId: 'hnd_01JDA5K7ZWQ0R8T2V4X6Y8B0CD',
  sequence: 5,
  actor: { type: 'system', id: 'deadline' },
  data: { clock: 'accept', attempt: 1, dueAt: '2026-11-22T13:00:00.000Z', escalations: [] },
  recordedAt: '2026-11-22T13:00:00.000Z',
};

const list = defineRoute({
  method: 'GET',
  path: '/v1/events',
  operationId: 'listEvents',
  summary: 'List events',
  description:
    'All that was published in the last 90 days, the newest first, unless asked otherwise. Filters add up. A page may have fewer entries than `limit`, and still a next one. The [guide](/docs/guides/events) says how to follow the log without missing anything.',
  tag: 'Webhooks',
  scope: 'webhooks:read',
  request: { query: eventQuery },
  responses: {
    200: {
      description: 'One page.',
      schema: recordedEventPage,
      example: { data: [breach], nextCursor: null },
    },
  },
  errors: [],
}).handledBy(async ({ context, query: { limit, cursor, ...filter } }) => ({
  status: 200,
  body: await listEvents(context, filter, { limit, cursor }),
}));

const get = defineRoute({
  method: 'GET',
  path: '/v1/events/{id}',
  operationId: 'getEvent',
  summary: 'Get an event',
  description: 'One event as subscribers receive it, and when it was recorded; also when it is older than the log.',
  tag: 'Webhooks',
  scope: 'webhooks:read',
  request: { params },
  responses: { 200: { description: 'The event.', schema: recordedEvent, example: breach } },
  errors: [],
}).handledBy(async ({ context, params: { id } }) => ({ status: 200, body: await getEvent(context, id) }));

export const EVENT_ROUTES: readonly Route[] = [list, get];
