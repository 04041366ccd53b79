import * as z from 'zod';
import { contractBodySchema } from '#domain/contract/body.ts';
import { once } from '#domain/once.ts';
import { checkContract } from '#services/contract/check-contract.ts';
import { defineRoute, type Route } from '../route.ts';

const checkQuery = once(() =>
  z.strictObject({
    for: z.enum(['draft', 'publication']).optional().meta({
      description:
        'What it is to be good for. For `publication` the owners, queues and calendars that it names must be there. `draft` if left out.',
    }),
  }),
);

const check = defineRoute({
  method: 'POST',
  path: '/v1/contracts/check',
  operationId: 'checkContract',
  summary: 'Check a contract',
  description:
    'Refused with every mistake at once, as saving or publishing it would be; otherwise the contract as it would be kept, with its defaults. Without effect: for editors, and for contracts that live in version control.',
  tag: 'Contracts',
  scope: 'contracts:read',
  request: { query: checkQuery, body: () => contractBodySchema() },
  bodyExamples: {
    draft: {
      summary: 'Before it is saved',
      value: {
        name: 'Closed-won to onboarding',
        from: { stage: 'closed_won' },
        to: { stage: 'onboarding' },
        subjectType: 'account',
        packet: { schema: { type: 'object', properties: { arr: { type: 'number' } } } },
        entryCriteria: [{ id: 'arr_known', description: 'ARR is known', expression: 'packet.arr > 0' }],
      },
    },
  },
  responses: { 200: { description: 'As it would be kept.', schema: () => contractBodySchema() } },
  errors: ['contract_invalid'],
}).handledBy(async ({ context, query, body }) => ({
  status: 200,
  body: await checkContract(context, body, query.for ?? 'draft'),
}));

export const CONTRACT_CHECK_ROUTES: readonly Route[] = [check];
