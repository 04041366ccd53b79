import { backtestContract } from '#services/contract/backtest-contract.ts';
import { lasting } from '../lasting.ts';
import { defineRoute, type Route } from '../route.ts';
import { backtestAnswer, backtestInput } from '../schemas/backtest.ts';
import { idParams } from '../schemas/params.ts';

/** How long a page goes on: well below the 15 s after which the function is cut off. */
const LIMIT_MS = 7_000;

const backtest = defineRoute({
  method: 'POST',
  path: '/v1/contracts/{id}/backtest',
  operationId: 'backtestContract',
  summary: 'Test on past handoffs',
  description:
    'What the draft, or the version in force, would have made of handoffs of this contract that were submitted in a window: which it would have refused, where its rules would have sent the rest, and which clocks would have been late. Page by page, the oldest first; the figures of the pages add up. Without effect. The key also needs `handoffs:read`. See [Backtests](/docs/guides/backtest).',
  tag: 'Contracts',
  scope: 'contracts:read',
  request: { params: idParams('ctr'), body: backtestInput, conditional: true },
  bodyExamples: {
    draft: {
      summary: 'The draft on a quarter',
      value: { from: '2026-07-01T00:00:00Z', to: '2026-10-01T00:00:00Z' },
    },
    patch: {
      summary: 'A change that is not saved',
      value: { from: '2026-07-01T00:00:00Z', to: '2026-10-01T00:00:00Z', patch: { maxAttempts: 2 }, limit: 200 },
    },
  },
  responses: { 200: { description: 'What would have become of them.', schema: backtestAnswer } },
  errors: ['contract_invalid', 'concurrent_update'],
}).handledBy(async ({ context, params, body, ifVersion }) => ({
  status: 200,
  body: await backtestContract(context, params.id, { ...body, ifRevision: ifVersion }, lasting(LIMIT_MS)),
}));

export const CONTRACT_BACKTEST_ROUTES: readonly Route[] = [backtest];
