import * as z from 'zod';
import { contractBodySchema } from '#domain/contract/body.ts';
import { CONTRACT_TEMPLATES, findTemplate } from '#domain/contract/templates/index.ts';
import { once } from '#domain/once.ts';
import { DomainError } from '#domain/problem.ts';
import { defineRoute, type Route } from '../route.ts';
import { wholeListOf } from '../schemas/page.ts';

const summaryFields = once(() => ({
  slug: z.string().meta({ examples: ['closed-won-to-onboarding'] }),
  name: z.string(),
  description: z.string(),
  moment: z.string().meta({ description: "The moment in the customer's journey at which ownership changes." }),
}));

const summary = once(() => z.strictObject(summaryFields()).meta({ id: 'ContractTemplateSummary' }));
const templateList = wholeListOf('ContractTemplate', summary);

const json = () => z.record(z.string(), z.unknown());

const template = once(() =>
  z
    .strictObject({
      ...summaryFields(),
      body: contractBodySchema(),
      examples: z.strictObject({
        ready: json().meta({ description: 'A packet that the contract calls ready.' }),
        notReady: json().meta({ description: 'A packet as it often arrives, with its gaps.' }),
        outcome: json().meta({ description: 'An outcome with which the handoff may be completed.' }),
      }),
    })
    .meta({ id: 'ContractTemplate', description: 'A contract to start from.' }),
);

const list = defineRoute({
  method: 'GET',
  path: '/v1/contract-templates',
  operationId: 'listContractTemplates',
  summary: 'List contract templates',
  description: "The common handoffs of a customer's journey, in its order.",
  tag: 'Contracts',
  scope: 'contracts:read',
  request: {},
  responses: { 200: { description: 'All templates.', schema: templateList } },
  errors: [],
}).handledBy(() => {
  const data = CONTRACT_TEMPLATES.map(({ slug, name, description, moment }) => ({ slug, name, description, moment }));
  return { status: 200, body: { data, nextCursor: null } };
});

const get = defineRoute({
  method: 'GET',
  path: '/v1/contract-templates/{slug}',
  operationId: 'getContractTemplate',
  summary: 'Get a contract template',
  description:
    'The whole contract, with example packets and an outcome. `POST /v1/contracts` with its `templateSlug` drafts it; only owners, queues and calendars are yours to add.',
  tag: 'Contracts',
  scope: 'contracts:read',
  request: {
    params: once(() =>
      z.strictObject({
        slug: z
          .string()
          .regex(/^[a-z0-9-]{1,100}$/)
          .meta({ description: 'The slug of the template.', examples: ['closed-won-to-onboarding'] }),
      }),
    ),
  },
  responses: { 200: { description: 'The template.', schema: template } },
  errors: [],
}).handledBy(({ params }) => {
  const found = findTemplate(params.slug);
  if (found === undefined) throw new DomainError('not_found', `There is no contract template ${params.slug}.`);
  return { status: 200, body: found };
});

export const CONTRACT_TEMPLATE_ROUTES: readonly Route[] = [list, get];
