import { checkHandoff } from '#services/handoff/check-handoff.ts';
import { getHandoff } from '#services/handoff/get-handoff.ts';
import { listHandoffs } from '#services/handoff/list-handoffs.ts';
import { submitHandoff } from '#services/handoff/submit-handoff.ts';
import { defineRoute, type Route } from '../route.ts';
import { ETAG_HEADER, etagOf } from '../schemas/etag.ts';
import { handoff, handoffInput, handoffPage } from '../schemas/handoff.ts';
import { handoffCheck } from '../schemas/handoff-check.ts';
import { handoffQuery } from '../schemas/handoff-query.ts';
import { idParams } from '../schemas/params.ts';

const submission = {
  summary: 'A customer is won',
  value: {
    contractId: 'ctr_01JDA5K7ZWQ0R8T2V4X6Y8B0CD',
    subject: { type: 'account', id: 'acme-42', name: 'Acme GmbH' },
    packet: { goals: 'Live before the season starts', arr: 48000 },
    sender: { name: 'Priya', team: 'sales' },
  },
};

const submit = defineRoute({
  method: 'POST',
  path: '/v1/handoffs',
  operationId: 'submitHandoff',
  summary: 'Submit a handoff',
  description:
    'Hands a customer over under the published version of a contract. Refused with every gap at once if the packet is not ready. Routing finds who receives it, and the clocks of the contract start.',
  tag: 'Handoffs',
  scope: 'handoffs:write',
  request: { body: handoffInput },
  bodyExamples: { submission },
  responses: {
    201: {
      description: 'The handoff.',
      schema: handoff,
      headers: {
        ...ETAG_HEADER,
        Location: { description: 'Its path.', example: '/v1/handoffs/hnd_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' },
      },
    },
  },
  errors: ['not_ready', 'contract_not_published', 'contract_retired', 'insufficient_scope', 'limit_reached'],
}).handledBy(async ({ context, body }) => {
  const submitted = await submitHandoff(context, body);
  return {
    status: 201,
    body: submitted,
    headers: { ...etagOf(submitted.version), location: `/v1/handoffs/${submitted.id}` },
  };
});

const check = defineRoute({
  method: 'POST',
  path: '/v1/handoffs/check',
  operationId: 'checkHandoff',
  summary: 'Try a submission',
  description: 'The same body, without effect: what is missing, who would receive it and why, and by when.',
  tag: 'Handoffs',
  scope: 'handoffs:read',
  request: { body: handoffInput },
  bodyExamples: { submission },
  responses: { 200: { description: 'What submitting would find.', schema: handoffCheck } },
  errors: ['contract_not_published', 'contract_retired'],
}).handledBy(async ({ context, body }) => ({ status: 200, body: await checkHandoff(context, body) }));

const list = defineRoute({
  method: 'GET',
  path: '/v1/handoffs',
  operationId: 'listHandoffs',
  summary: 'List handoffs',
  description:
    'The newest first, unless asked otherwise. Filters add up. A page may have fewer entries than `limit`, and still a next one.',
  tag: 'Handoffs',
  scope: 'handoffs:read',
  request: { query: handoffQuery },
  responses: { 200: { description: 'One page.', schema: handoffPage } },
  errors: [],
}).handledBy(async ({ context, query: { limit, cursor, ...filter } }) => ({
  status: 200,
  body: await listHandoffs(context, filter, { limit, cursor }),
}));

const get = defineRoute({
  method: 'GET',
  path: '/v1/handoffs/{id}',
  operationId: 'getHandoff',
  summary: 'Get a handoff',
  description: 'Its state and clocks as of now: a deadline that has passed counts, whether or not a timer has fired.',
  tag: 'Handoffs',
  scope: 'handoffs:read',
  request: { params: idParams('hnd') },
  responses: { 200: { description: 'The handoff.', schema: handoff, headers: ETAG_HEADER } },
  errors: [],
}).handledBy(async ({ context, params }) => {
  const found = await getHandoff(context, params.id);
  return { status: 200, body: found, headers: etagOf(found.version) };
});

export const HANDOFF_ROUTES: readonly Route[] = [submit, check, list, get];
