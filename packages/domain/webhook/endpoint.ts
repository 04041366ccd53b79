import * as z from 'zod';
import { EVENT_TYPES } from '../event-types.ts';
import { WEBHOOK_FORMATS } from '../notification/format.ts';
import { linkTemplateSchema } from '../notification/link-template.ts';
import { once } from '../once.ts';
import { MAX_ENDPOINT_URL_LENGTH } from './endpoint-url.ts';

const eventPatternSchema = once(() =>
  z
    .string({ error: 'must be an event type or a pattern, such as clock.* or *' })
    .max(100, { error: 'must be at most 100 characters' })
    .refine((pattern) => EVENT_TYPES.some((type) => matchesEventType([pattern], type)), {
      error: 'must be an event type that exists, a family such as clock.*, or *',
      params: { code: 'unknown_event_type' },
    }),
);

const fields = once(() => ({
  url: z
    .url({ error: 'must be an absolute URL, such as https://example.com/hook' })
    .max(MAX_ENDPOINT_URL_LENGTH, { error: `must be at most ${MAX_ENDPOINT_URL_LENGTH} characters` })
    .meta({ description: 'Where events are posted. HTTPS in live mode.', examples: ['https://example.com/hook'] }),
  description: z
    .string({ error: 'must be text' })
    .max(500, { error: 'must be at most 500 characters' })
    .optional()
    .meta({ description: 'For people; Baton does not read it.' }),
  eventTypes: z
    .array(eventPatternSchema(), { error: 'must be a list of event types or patterns' })
    .min(1, { error: 'must name at least one event type, or *' })
    .max(50, { error: 'must have at most 50 entries' })
    .meta({ description: 'Event types, families such as clock.*, or *.', examples: [['clock.*']] }),
}));
const formatSchema = once(() =>
  z.enum(WEBHOOK_FORMATS, { error: `must be one of ${WEBHOOK_FORMATS.join(', ')}` }).meta({
    description:
      'What is posted: the event itself (`standard`), or a message for people, as an incoming webhook of Slack (`slack`) or a workflow of Microsoft Teams (`teams`) takes it.',
    examples: ['slack'],
  }),
);
const enabledSchema = once(() =>
  z.boolean({ error: 'must be true or false' }).meta({ description: 'A disabled endpoint receives nothing.' }),
);

/** An endpoint as clients create it. Whether its URL may be called is for `checkEndpointUrl`, which knows the mode. */
export const endpointInputSchema = once(() =>
  z
    .strictObject({
      ...fields(),
      format: formatSchema().default('standard'),
      linkTemplate: linkTemplateSchema().optional(),
      enabled: enabledSchema().default(true),
    })
    .meta({ id: 'WebhookEndpointInput', description: 'A receiver of events.' }),
);

/** What a client changes of an endpoint. No default: leaving `enabled` out must not switch the endpoint on. */
export const endpointPatchSchema = once(() =>
  z
    .strictObject({
      ...fields(),
      format: formatSchema(),
      linkTemplate: linkTemplateSchema().nullable().meta({ description: '`null` takes it away.' }),
      enabled: enabledSchema(),
    })
    .partial()
    .meta({ id: 'WebhookEndpointPatch', description: 'The fields of an endpoint that change.' }),
);

/** Whether one of `patterns` (an exact type, a family `clock.*`, or `*`) covers `type`. */
export function matchesEventType(patterns: readonly string[], type: string): boolean {
  return patterns.some(
    (pattern) =>
      pattern === '*' || pattern === type || (/^[^*]+\.\*$/.test(pattern) && type.startsWith(pattern.slice(0, -1))),
  );
}
