import * as z from 'zod';
import { WEBHOOK_FORMATS } from '#domain/notification/format.ts';
import { once } from '#domain/once.ts';
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
  enabled: z.boolean(),
  failingSince: canonicalInstantSchema()
    .optional()
    .meta({ description: 'Every attempt since then has failed; absent while it is healthy.' }),
  disabledReason: z
    .enum(['gone', 'failing_for_5_days'])
    .optional()
    .meta({ description: 'Why Baton switched it off, if Baton did.' }),
  createdAt: canonicalInstantSchema(),
  updatedAt: canonicalInstantSchema(),
}));

export const webhookEndpoint = once(() =>
  z.strictObject(fields()).meta({ id: 'WebhookEndpoint', description: 'A receiver of events.' }),
);

export const webhookEndpointPage = pageOf('WebhookEndpoint', webhookEndpoint);

export const newWebhookEndpoint = once(() =>
  z
    .strictObject({
      ...fields(),
      secret: z.string().meta({ description: 'Verifies deliveries. Shown this once.', examples: ['whsec_…'] }),
    })
    .meta({ id: 'NewWebhookEndpoint', description: 'A receiver of events, with its signing secret.' }),
);
