import * as z from 'zod';
import { WEBHOOK_FORMATS } from '../notification/format.ts';
import { linkTemplateSchema } from '../notification/link-template.ts';
import { once } from '../once.ts';
import { MAX_CUSTOM_HEADERS } from './custom-headers.ts';
import { MAX_ENDPOINT_URL_LENGTH } from './endpoint-url.ts';
import { MAX_FILTER_LENGTH } from './filter.ts';

/** Posts per second that an endpoint may ask for at the most. */
export const MAX_RATE_LIMIT = 1000;

const required = once(() => ({
  url: z.string({ error: 'must be an absolute URL, such as https://example.com/hook' }).meta({
    description: 'Where events are posted. HTTPS in live mode; never a private address.',
    format: 'uri',
    maxLength: MAX_ENDPOINT_URL_LENGTH,
    examples: ['https://example.com/hook'],
  }),
  eventTypes: z
    .array(
      z
        .string({ error: 'must be an event type or a pattern, such as clock.* or *' })
        .max(100, { error: 'must be at most 100 characters' }),
      { error: 'must be a list of event types or patterns' },
    )
    .min(1, { error: 'must name at least one event type, or *' })
    .max(50, { error: 'must have at most 50 entries' })
    .meta({ description: 'Event types, families such as clock.*, or *.', examples: [['clock.*']] }),
}));

const optional = once(() => ({
  description: z
    .string({ error: 'must be text' })
    .max(500, { error: 'must be at most 500 characters' })
    .meta({ description: 'For people; Baton does not read it.', examples: ['Pager of the onboarding team'] }),
  linkTemplate: linkTemplateSchema(),
  filter: z
    .string({ error: "must be a CEL expression, such as event.data.clock == 'accept'" })
    .min(1, { error: 'must not be empty' })
    .max(MAX_FILTER_LENGTH, { error: `must be at most ${MAX_FILTER_LENGTH} characters` })
    .meta({
      description:
        'CEL over `event`, the event as it is posted: only what it is true for is sent. It is checked against the schemas of the subscribed types and must fit one of them at least.',
      examples: ["event.data.clock == 'accept' && event.data.fraction >= 0.8"],
    }),
  headers: z
    .record(z.string(), z.string({ error: 'must be text' }), { error: 'must be an object of headers by name' })
    .meta({
      description:
        'Headers that are sent with each post, for instance what a gateway in front of the receiver asks for. Values are never shown again. A change replaces all of them.',
      maxProperties: MAX_CUSTOM_HEADERS,
      examples: [{ Authorization: 'Bearer gateway-token' }],
    }),
  rateLimit: z
    .int({ error: 'must be an integer' })
    .min(1, { error: 'must be at least 1' })
    .max(MAX_RATE_LIMIT, { error: `must be at most ${MAX_RATE_LIMIT}` })
    .meta({ description: 'The most posts in a second; what is beyond waits.', examples: [50] }),
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

/** A signing secret as clients bring one along. Its form is for `checkSecret`, which does not tell what was sent. */
export const givenSecretSchema = once(() =>
  z.string({ error: 'must be text' }).meta({
    description:
      'A signing secret of your own: `whsec_` and the base64 of 24 to 64 random bytes. One is made if left out.',
    pattern: '^whsec_[A-Za-z0-9+/]{32,86}={0,2}$',
    examples: ['whsec_sBxpqsxIoScEMYQWiBpgVN0mqWtYMtbL8F8FE5T7Wgg='],
  }),
);

/** An endpoint as clients create it. What its members say is judged by `checkEndpoint`, which knows the mode. */
export const endpointInputSchema = once(() => {
  const { description, linkTemplate, filter, headers, rateLimit } = optional();
  return z
    .strictObject({
      ...required(),
      description: description.optional(),
      format: formatSchema().default('standard'),
      linkTemplate: linkTemplate.optional(),
      filter: filter.optional(),
      headers: headers.optional(),
      rateLimit: rateLimit.optional(),
      secret: givenSecretSchema().optional(),
      enabled: enabledSchema().default(true),
    })
    .meta({ id: 'WebhookEndpointInput', description: 'A receiver of events.' });
});
export type EndpointInput = z.infer<ReturnType<typeof endpointInputSchema>>;

/** What a client changes of an endpoint. No default: leaving `enabled` out must not switch the endpoint on. */
export const endpointPatchSchema = once(() => {
  const { description, linkTemplate, filter, headers, rateLimit } = optional();
  return z
    .strictObject({
      ...required(),
      description: description.nullable(),
      format: formatSchema(),
      linkTemplate: linkTemplate.nullable(),
      filter: filter.nullable(),
      headers: headers.nullable(),
      rateLimit: rateLimit.nullable(),
      enabled: enabledSchema(),
    })
    .partial()
    .meta({
      id: 'WebhookEndpointPatch',
      description: 'The fields of an endpoint that change; `null` takes one away.',
    });
});
export type EndpointPatch = z.infer<ReturnType<typeof endpointPatchSchema>>;
