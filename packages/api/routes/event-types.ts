import * as z from 'zod';
import { EVENT_TYPES, type EventType } from '#domain/event-types.ts';
import { once } from '#domain/once.ts';
import { publishedEventJsonSchema } from '#domain/published-event-schemas.ts';
import { eventExample } from '../event-examples/event-examples.ts';
import { defineRoute, type Route } from '../route.ts';
import { EVENT_DESCRIPTIONS } from '../schemas/event-descriptions.ts';
import { wholeListOf } from '../schemas/page.ts';

const eventType = once(() =>
  z
    .strictObject({
      type: z.enum(EVENT_TYPES),
      family: z.string().meta({ description: 'What comes before the dot: `family.*` stands for all of it.' }),
      description: z.string(),
      schema: z
        .record(z.string(), z.unknown())
        .meta({ description: 'JSON Schema 2020-12 of the whole event, as subscribers receive it.' }),
      example: z.record(z.string(), z.unknown()).meta({ description: 'A whole event of this type.' }),
    })
    .meta({ id: 'EventType' }),
);
const eventTypes = wholeListOf('EventType', eventType);

/** Rendered at the first call, and not by an import of that moment: a bundler would then unpick all of zod for it. */
const rendered = once(() => ({
  data: EVENT_TYPES.map((type) => ({
    type,
    family: familyOf(type),
    description: EVENT_DESCRIPTIONS[type],
    schema: publishedEventJsonSchema(type),
    example: eventExample(type),
  })),
  nextCursor: null,
}));

const list = defineRoute({
  method: 'GET',
  path: '/v1/event-types',
  operationId: 'listEventTypes',
  summary: 'List event types',
  description: 'Every type that Baton publishes, with the JSON Schema of its events and an example.',
  tag: 'Webhooks',
  scope: 'webhooks:read',
  request: {},
  responses: { 200: { description: 'All event types.', schema: eventTypes } },
  errors: [],
}).handledBy(() => ({ status: 200, body: rendered() }));

export const EVENT_TYPE_ROUTES: readonly Route[] = [list];

function familyOf(type: EventType): string {
  return type.slice(0, type.indexOf('.'));
}
