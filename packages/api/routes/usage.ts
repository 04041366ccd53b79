import * as z from 'zod';
import { once } from '#domain/once.ts';
import { PLAN_NAMES } from '#domain/tenancy/plan.ts';
import { modeSchema } from '#domain/wire.ts';
import { getUsage } from '#services/tenancy/get-usage.ts';
import { defineRoute, type Route } from '../route.ts';

const number = (description: string) => z.int().min(0).meta({ description });

const amounts = () => ({
  openHandoffs: number('Handoffs that have not ended, about.'),
  contracts: number('Contracts, retired ones included.'),
  calendars: number('Calendars.'),
  owners: number('Owners.'),
  queues: number('Queues.'),
  webhookEndpoints: number('Webhook endpoints.'),
  testClocks: number('Test clocks.'),
  apiKeys: number('API keys.'),
});

const traffic = (when: string) =>
  z
    .strictObject({
      requests: number('Requests that were let in.'),
      refused: number('Requests that were refused because there were too many.'),
    })
    .meta({ description: `Requests ${when}, in UTC; the last few seconds may be missing.` });

const usage = once(() =>
  z
    .strictObject({
      mode: modeSchema(),
      plan: z.enum(PLAN_NAMES),
      limits: z.strictObject({ ...amounts(), packetBytes: number('The size of a packet.') }),
      current: z.strictObject(amounts()),
      rate: z.strictObject({
        perSecond: number('Requests per second that can be kept up.'),
        burst: number('Requests at once, after a pause.'),
      }),
      today: traffic('of this day'),
      month: traffic('of this month'),
    })
    .meta({ id: 'Usage', description: 'What the tenant may have and do, has, and has done, in one mode.' }),
);

const AMOUNTS = { contracts: 500, calendars: 500, owners: 5000, queues: 500, webhookEndpoints: 20, testClocks: 100 };

const EXAMPLE = {
  mode: 'live',
  plan: 'standard',
  limits: { openHandoffs: 100_000, ...AMOUNTS, apiKeys: 100, packetBytes: 131_072 },
  current: {
    openHandoffs: 1_204,
    contracts: 7,
    calendars: 3,
    owners: 42,
    queues: 6,
    webhookEndpoints: 2,
    testClocks: 0,
    apiKeys: 5,
  },
  rate: { perSecond: 200, burst: 1_000 },
  today: { requests: 18_211, refused: 0 },
  month: { requests: 402_310, refused: 12 },
};

const get = defineRoute({
  method: 'GET',
  path: '/v1/usage',
  operationId: 'getUsage',
  summary: 'Get limits and usage',
  description: 'The limits of the plan, what there is of each, and how many requests came, in the mode of the key.',
  tag: 'Tenant',
  scope: 'tenant:admin',
  request: {},
  responses: { 200: { description: 'Limits and usage.', schema: usage, example: EXAMPLE } },
  errors: [],
}).handledBy(async ({ context }) => ({ status: 200, body: await getUsage(context) }));

export const USAGE_ROUTES: readonly Route[] = [get];
