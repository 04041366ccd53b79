import * as z from 'zod';
import { once } from '#domain/once.ts';
import { idSchema } from '#domain/wire.ts';
import { getContractVersion } from '#services/contract/get-contract-version.ts';
import { listContractVersions } from '#services/contract/list-contract-versions.ts';
import { migrateHandoffs } from '#services/contract/migrate-handoffs.ts';
import { publishContract } from '#services/contract/publish-contract.ts';
import { retireContract } from '#services/contract/retire-contract.ts';
import { defineRoute, type Route } from '../route.ts';
import { contract, contractVersion, contractVersionPage } from '../schemas/contract.ts';
import { ETAG_HEADER, etagOf } from '../schemas/etag.ts';
import { migration, migrationExample, migrationInput } from '../schemas/migration.ts';
import { pageQuery } from '../schemas/page.ts';
import { idParams } from '../schemas/params.ts';

const params = idParams('ctr');

const retirement = once(() =>
  z
    .strictObject({
      successorId: idSchema('ctr')
        .optional()
        .meta({ description: 'The published contract that new submissions should use instead.' }),
    })
    .meta({ id: 'ContractRetirement' }),
);

const versionParams = once(() =>
  z.strictObject({
    id: idSchema('ctr'),
    version: z
      .string()
      .regex(/^[1-9]\d{0,5}$/)
      .transform(Number)
      .meta({
        description: 'The number of the version.',
        override: { type: 'integer', minimum: 1, pattern: undefined },
      }),
  }),
);

const publish = defineRoute({
  method: 'POST',
  path: '/v1/contracts/{id}/publish',
  operationId: 'publishContract',
  summary: 'Publish the draft',
  description:
    'Makes the draft the version in force for all submissions from now on. Handoffs in flight keep the version they began under. A published version never changes.',
  tag: 'Contracts',
  scope: 'contracts:write',
  request: { params, conditional: true },
  responses: { 200: { description: 'The contract, published.', schema: contract, headers: ETAG_HEADER } },
  errors: ['contract_invalid', 'contract_retired', 'conflict', 'concurrent_update'],
}).handledBy(async ({ context, params, ifVersion }) => {
  const published = await publishContract(context, params.id, ifVersion);
  return { status: 200, body: published, headers: etagOf(published.revision) };
});

const retire = defineRoute({
  method: 'POST',
  path: '/v1/contracts/{id}/retire',
  operationId: 'retireContract',
  summary: 'Retire a contract',
  description: 'Takes no new handoffs from now on; those in flight finish. A refused submission names the successor.',
  tag: 'Contracts',
  scope: 'contracts:write',
  request: { params, body: retirement, conditional: true },
  bodyExamples: {
    successor: { summary: 'With a successor', value: { successorId: 'ctr_01JDA5K7ZX3M5N7P9R1T3V5W7Y' } },
  },
  responses: { 200: { description: 'The contract, retired.', schema: contract, headers: ETAG_HEADER } },
  errors: ['conflict', 'concurrent_update'],
}).handledBy(async ({ context, params, body, ifVersion }) => {
  const retired = await retireContract(context, params.id, body.successorId, ifVersion);
  return { status: 200, body: retired, headers: etagOf(retired.revision) };
});

const listVersions = defineRoute({
  method: 'GET',
  path: '/v1/contracts/{id}/versions',
  operationId: 'listContractVersions',
  summary: 'List published versions',
  description: 'The first one first.',
  tag: 'Contracts',
  scope: 'contracts:read',
  request: { params, query: pageQuery },
  responses: { 200: { description: 'One page.', schema: contractVersionPage } },
  errors: [],
}).handledBy(async ({ context, params, query }) => ({
  status: 200,
  body: await listContractVersions(context, params.id, query),
}));

const getVersion = defineRoute({
  method: 'GET',
  path: '/v1/contracts/{id}/versions/{version}',
  operationId: 'getContractVersion',
  summary: 'Get a published version',
  description: 'As it was published.',
  tag: 'Contracts',
  scope: 'contracts:read',
  request: { params: versionParams },
  responses: { 200: { description: 'The version.', schema: contractVersion } },
  errors: [],
}).handledBy(async ({ context, params }) => ({
  status: 200,
  body: await getContractVersion(context, params.id, params.version),
}));

const migrate = defineRoute({
  method: 'POST',
  path: '/v1/contracts/{id}/migrate',
  operationId: 'migrateHandoffs',
  repeatable: true,
  summary: 'Migrate handoffs in flight',
  description:
    'Moves open handoffs of the contract to one of its published versions, page by page; as a dry run unless `dryRun` is false. What their clocks have counted carries over, and none becomes late by it: one whose new target has passed is due after a minimum notice. See [Migrating](/docs/guides/migrating).',
  tag: 'Contracts',
  scope: 'contracts:write',
  request: { params, body: migrationInput, conditional: true },
  bodyExamples: { dryRun: { summary: 'What would happen', value: { toVersion: 2 } } },
  responses: {
    200: { description: 'What became of each handoff, or would.', schema: migration, example: migrationExample },
  },
  errors: ['concurrent_update'],
}).handledBy(async ({ context, params, body, ifVersion }) => ({
  status: 200,
  body: await migrateHandoffs(context, params.id, body, ifVersion),
}));

export const CONTRACT_LIFECYCLE_ROUTES: readonly Route[] = [publish, retire, listVersions, getVersion, migrate];
