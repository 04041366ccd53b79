import type * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathItemObject } from 'zod-openapi';
import { EVENT_TYPES, type EventType } from '#domain/event-types.ts';
import { eventName, publishedEventSchema } from '#domain/published-event-schemas.ts';
import { eventExample } from '../event-examples/event-examples.ts';
import { EVENT_DESCRIPTIONS } from '../schemas/event-descriptions.ts';

const SIGNATURE_HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
  $ref: `#/components/parameters/${name}`,
}));

/** What Baton posts to a subscriber, by event type. */
export function webhooksOf(): Record<string, ZodOpenApiPathItemObject> {
  return Object.fromEntries(EVENT_TYPES.map((type) => [type, { post: postOf(type) }]));
}

function postOf(type: EventType): ZodOpenApiOperationObject {
  return {
    operationId: `on${eventName(type)}`,
    summary: type,
    description: EVENT_DESCRIPTIONS[type],
    tags: ['Webhooks'],
    security: [],
    parameters: SIGNATURE_HEADERS,
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: { $ref: `#/components/schemas/${eventName(type)}` },
          example: eventExample(type),
        },
      },
    },
    responses: {
      '2XX': { description: 'Received. Answer within 15 seconds; work on it afterwards.' },
      '410': { description: 'Never send here again: the endpoint is disabled.' },
      '4XX': { description: 'Not received. It is tried again, on the schedule of the webhooks guide.' },
    },
  };
}

/** The events by name. Registered beside the requests that carry them, since here Baton is the one who sends. */
export function eventSchemas(): Record<string, z.ZodType> {
  return Object.fromEntries(EVENT_TYPES.map((type) => [eventName(type), publishedEventSchema(type)]));
}
