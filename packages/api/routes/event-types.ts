import * as z from 'zod';
import { EVENT_TYPES } from '#domain/event-types.ts';
import { once } from '#domain/once.ts';
import { publishedEventJsonSchema } from '#domain/published-event-schemas.ts';
import { defineRoute, type Route } from '../route.ts';
import { EVENT_DESCRIPTIONS } from '../schemas/event-descriptions.ts';
import { wholeListOf } from '../schemas/page.ts';

const eventType = once(() =>
  z
    .strictObject({
      type: z.enum(EVENT_TYPES),
      description: z.string(),
      schema: z
        .record(z.string(), z.unknown())
        .meta({ description: 'JSON Schema 2020-12 of the whole event, as subscribers receive it.' }),
    })
    .meta({ id: 'EventType' }),
);
const eventTypes = wholeListOf('EventType', eventType);

/** Rendered at the first call, and not by an import of that moment: a bundler would then unpick all of zod for it. */
const rendered = once(() => ({
  data: EVENT_TYPES.map((type) => ({
    type,
    description: EVENT_DESCRIPTIONS[type],
    schema: publishedEventJsonSchema(type),
  })),
  nextCursor: null,
}));

const list = defineRoute({
  method: 'GET',
  path: '/v1/event-types',
  operationId: 'listEventTypes',
  summary: 'List event types',
  description: 'Every type that Baton publishes, with the JSON Schema of its events.',
  tag: 'Webhooks',
  scope: 'webhooks:read',
  request: {},
  responses: { 200: { description: 'All event types.', schema: eventTypes } },
  errors: [],
}).handledBy(() => ({ status: 200, body: rendered() }));

export const EVENT_TYPE_ROUTES: readonly Route[] = [list];
