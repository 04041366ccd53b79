import * as z from 'zod';
import { EVENT_TYPES } from '#domain/event-types.ts';
import { WEBHOOK_FORMATS } from '#domain/notification/format.ts';
import { once } from '#domain/once.ts';
import { publishedEventSchema } from '#domain/published-event-schemas.ts';
import { HIDDEN_VALUE } from '#domain/webhook/custom-headers.ts';
import { DISABLED_REASONS } from '#domain/webhook/stored-endpoint.ts';
import { canonicalInstantSchema, idSchema } from '#domain/wire.ts';
import { pageOf } from './page.ts';

const fields = once(() => ({
  id: idSchema('whe'),
  version: z.int().positive().meta({ description: 'Counts edits; the ETag.' }),
  url: z.string().meta({ examples: ['https://example.com/hook'] }),
  description: z.string().optional(),
  eventTypes: z.array(z.string()).meta({ examples: [['clock.*']] }),
  format: z.enum(WEBHOOK_FORMATS).meta({
    description: 'What is posted: the event itself, or a message for people in a chat.',
    examples: ['standard'],
  }),
  linkTemplate: z
    .string()
    .optional()
    .meta({
      description: 'Where people open a handoff, for the rendered formats.',
      examples: ['https://crm.example/handoffs/{handoffId}'],
    }),
  filter: z
    .string()
    .optional()
    .meta({
      description: 'CEL over `event`: only what it is true for is sent.',
      examples: ["event.data.clock == 'accept'"],
    }),
  headers: z
    .record(z.string(), z.string())
    .optional()
    .meta({
      description: 'What is sent with each post, by name. The values are hidden.',
      examples: [{ Authorization: HIDDEN_VALUE }],
    }),
  rateLimit: z
    .int()
    .positive()
    .optional()
    .meta({ description: 'The most posts in a second.', examples: [50] }),
  enabled: z.boolean(),
  secretRotatedAt: canonicalInstantSchema()
    .optional()
    .meta({ description: 'When its secret was last replaced; absent if it never was.' }),
  previousSecretExpiresAt: canonicalInstantSchema()
    .optional()
    .meta({ description: 'Until when the secret before signs beside the current one; absent if only one signs.' }),
  failingSince: canonicalInstantSchema()
    .optional()
    .meta({ description: 'Every attempt since then has failed; absent while it is healthy.' }),
  slowSince: canonicalInstantSchema().optional().meta({
    description:
      'Since then it takes longer than 3 seconds to answer, and its deliveries wait in a line of their own; absent while it answers quickly.',
  }),
  disabledReason: z.enum(DISABLED_REASONS).optional().meta({
    description:
      'Why it is disabled: it answered 410 (gone), nothing succeeded for five days, or somebody did it (manual).',
  }),
  disabledAt: canonicalInstantSchema().optional().meta({ description: 'Since when it receives nothing.' }),
  missedSince: canonicalInstantSchema().optional().meta({
    description:
      'From when on to replay what it missed, with `undeliveredOnly`, once it is enabled: before `disabledAt`, by what was on its way then, had failed or waited. What has waited longest moves it back in the minutes after it was disabled.',
  }),
  createdAt: canonicalInstantSchema(),
  updatedAt: canonicalInstantSchema(),
}));

export const webhookEndpoint = once(() =>
  z.strictObject(fields()).meta({ id: 'WebhookEndpoint', description: 'A receiver of events.' }),
);

export const webhookEndpointPage = pageOf('WebhookEndpoint', webhookEndpoint);

/** What a test sends, and where to see what came of it. */
export const endpointTest = once(() =>
  z
    .strictObject({
      event: publishedEventSchema('webhook_endpoint.test'),
      deliveryId: z.string().meta({
        description: 'The delivery, which can be looked at once the first attempt was made.',
        examples: ['dlv_01JDA5K7ZWQ0R8T2V4X6Y8B0CD_1NG5STG_01JDA5K7ZWQ0R8T2V4X6Y8B0CE'],
      }),
    })
    .meta({ id: 'WebhookEndpointTest', description: 'A test event on its way.' }),
);

/** What an endpoint is tried with. */
export const endpointTestInput = once(() =>
  z
    .strictObject({
      type: z
        .enum(EVENT_TYPES, { error: 'must be an event type, such as clock.breached' })
        .optional()
        .meta({ description: 'The test holds an example of this type.', examples: ['clock.breached'] }),
    })
    .meta({ id: 'WebhookEndpointTestInput' }),
);

export const newWebhookEndpoint = once(() =>
  z
    .strictObject({
      ...fields(),
      secret: z.string().meta({ description: 'Verifies deliveries. Shown this once.', examples: ['whsec_…'] }),
    })
    .meta({ id: 'NewWebhookEndpoint', description: 'A receiver of events, with its signing secret.' }),
);
