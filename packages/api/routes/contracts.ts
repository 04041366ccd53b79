import { contractPatchSchema } from '#domain/contract/patch.ts';
import { createContract } from '#services/contract/create-contract.ts';
import { createContractFromTemplate } from '#services/contract/create-from-template.ts';
import { deleteContract } from '#services/contract/delete-contract.ts';
import { getContract } from '#services/contract/get-contract.ts';
import { listContracts } from '#services/contract/list-contracts.ts';
import { updateContract } from '#services/contract/update-contract.ts';
import { defineRoute, type Route } from '../route.ts';
import { contract, contractInput, contractInputBy, contractPage } from '../schemas/contract.ts';
import { ETAG_HEADER, etagOf } from '../schemas/etag.ts';
import { pageQuery } from '../schemas/page.ts';
import { idParams } from '../schemas/params.ts';

const params = idParams('ctr');

const create = defineRoute({
  method: 'POST',
  path: '/v1/contracts',
  operationId: 'createContract',
  summary: 'Draft a contract',
  description:
    'Starts a draft, from a whole body or from a template whose members you may replace. Criteria, routing rules and the packet schema are checked at once; every mistake is listed.',
  tag: 'Contracts',
  scope: 'contracts:write',
  request: { body: contractInput, bodyBy: contractInputBy },
  bodyExamples: {
    fromTemplate: {
      summary: 'From a template',
      value: {
        templateSlug: 'closed-won-to-onboarding',
        routing: { fallback: { ownerId: 'own_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' } },
      },
    },
    ofYourOwn: {
      summary: 'Of your own',
      value: {
        name: 'Closed-won to onboarding',
        from: { stage: 'closed_won', team: 'sales' },
        to: { stage: 'onboarding', team: 'implementation' },
        subjectType: 'account',
        packet: {
          schema: {
            type: 'object',
            required: ['goals'],
            properties: { goals: { type: 'string' }, arr: { type: 'number' } },
          },
        },
        entryCriteria: [{ id: 'arr_known', description: 'ARR is known', expression: 'packet.arr > 0' }],
        rejectionReasons: [{ code: 'missing_stakeholders', class: 'clerical', label: 'Stakeholder map incomplete' }],
        routing: { fallback: { ownerId: 'own_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' } },
        clocks: [{ name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target: 'PT4H', warnAt: [0.8] }],
      },
    },
  },
  responses: { 201: { description: 'The draft.', schema: contract, headers: ETAG_HEADER } },
  errors: ['contract_invalid'],
}).handledBy(async ({ context, body }) => {
  const created =
    'templateSlug' in body ? await createContractFromTemplate(context, body) : await createContract(context, body);
  return { status: 201, body: created, headers: etagOf(created.revision) };
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/contracts',
  operationId: 'listContracts',
  summary: 'List contracts',
  description: 'In the order of their creation.',
  tag: 'Contracts',
  scope: 'contracts:read',
  request: { query: pageQuery },
  responses: { 200: { description: 'One page.', schema: contractPage } },
  errors: [],
}).handledBy(async ({ context, query }) => ({ status: 200, body: await listContracts(context, query) }));

const get = defineRoute({
  method: 'GET',
  path: '/v1/contracts/{id}',
  operationId: 'getContract',
  summary: 'Get a contract',
  description: 'Its draft if it has one, else the version in force.',
  tag: 'Contracts',
  scope: 'contracts:read',
  request: { params },
  responses: { 200: { description: 'The contract.', schema: contract, headers: ETAG_HEADER } },
  errors: [],
}).handledBy(async ({ context, params }) => {
  const found = await getContract(context, params.id);
  return { status: 200, body: found, headers: etagOf(found.revision) };
});

const update = defineRoute({
  method: 'PATCH',
  path: '/v1/contracts/{id}',
  operationId: 'updateContract',
  summary: 'Edit a contract',
  description:
    'Replaces the members that are sent, each as a whole, in the draft; one that is null is taken away, or goes back to its default. The first edit after a publication starts a draft from the version in force, which stays in force until the next publication.',
  tag: 'Contracts',
  scope: 'contracts:write',
  request: { params, body: () => contractPatchSchema(), conditional: true },
  bodyExamples: {
    risk: { summary: 'Say what is at risk', value: { customerRisk: 'Promises made in the sale are lost.' } },
    without: { summary: 'Take members away', value: { customerRisk: null, pauseLimits: null } },
  },
  responses: { 200: { description: 'The draft after it.', schema: contract, headers: ETAG_HEADER } },
  errors: ['contract_invalid', 'contract_retired', 'concurrent_update'],
}).handledBy(async ({ context, params, body, ifVersion }) => {
  const changed = await updateContract(context, params.id, body, ifVersion);
  return { status: 200, body: changed, headers: etagOf(changed.revision) };
});

const remove = defineRoute({
  method: 'DELETE',
  path: '/v1/contracts/{id}',
  operationId: 'deleteContract',
  summary: 'Discard a contract',
  description: 'Removes a contract that was never published. One that was is kept for its handoffs: retire it.',
  tag: 'Contracts',
  scope: 'contracts:write',
  request: { params, conditional: true },
  responses: { 204: { description: 'Removed.' } },
  errors: ['in_use', 'concurrent_update'],
}).handledBy(async ({ context, params, ifVersion }) => {
  await deleteContract(context, params.id, ifVersion);
  return { status: 204 };
});

export const CONTRACT_ROUTES: readonly Route[] = [create, list, get, update, remove];
