import { maturitySchema } from '#domain/maturity/maturity.ts';
import { getMaturity } from '#services/maturity/get-maturity.ts';
import { defineRoute, type Route } from '../route.ts';

const get = defineRoute({
  method: 'GET',
  path: '/v1/maturity',
  operationId: 'getMaturity',
  summary: 'Measure maturity',
  description:
    'Six capabilities, each from 1 (ad hoc) to 5 (operationalized), by rules over the contracts in force and the figures of the last 90 days; with what was found, its key figure, and the next step. See [Maturity](/docs/guides/maturity).',
  tag: 'Measurement',
  scope: 'metrics:read',
  request: {},
  responses: { 200: { description: 'The six capabilities.', schema: () => maturitySchema() } },
  errors: [],
}).handledBy(async ({ context }) => ({ status: 200, body: await getMaturity(context) }));

export const MATURITY_ROUTES: readonly Route[] = [get];
