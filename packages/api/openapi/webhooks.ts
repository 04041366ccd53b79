import type { ZodOpenApiOperationObject, ZodOpenApiPathItemObject } from 'zod-openapi';
import { EVENT_TYPES, type EventType } from '#domain/event-types.ts';
import { EVENT_DESCRIPTIONS } from '../schemas/event-descriptions.ts';
import { publishedEventSchema } from '../schemas/published-event.ts';
import { eventExample } from './event-examples.ts';

const SIGNATURE_HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
  $ref: `#/components/parameters/${name}`,
}));

/** What Baton posts to a subscriber, by event type. */
export function webhooksOf(): Record<string, ZodOpenApiPathItemObject> {
  return Object.fromEntries(EVENT_TYPES.map((type) => [type, { post: postOf(type) }]));
}

function postOf(type: EventType): ZodOpenApiOperationObject {
  return {
    operationId: `on${operationName(type)}`,
    summary: type,
    description: EVENT_DESCRIPTIONS[type],
    tags: ['Webhooks'],
    security: [],
    parameters: SIGNATURE_HEADERS,
    requestBody: {
      required: true,
      content: { 'application/json': { schema: publishedEventSchema(type), example: eventExample(type) } },
    },
    responses: {
      '2XX': { description: 'Received. Answer within 15 seconds; work on it afterwards.' },
      '410': { description: 'Never send here again: the endpoint is disabled.' },
      '4XX': { description: 'Not received. It is tried again, on the schedule of the webhooks guide.' },
    },
  };
}

function operationName(type: EventType): string {
  return type
    .split(/[._]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
