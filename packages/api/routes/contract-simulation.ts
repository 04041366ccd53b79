import * as z from 'zod';
import { prioritySchema, subjectSchema } from '#domain/handoff/parts.ts';
import { once } from '#domain/once.ts';
import { instantSchema } from '#domain/wire.ts';
import { simulateContract } from '#services/contract/simulate-contract.ts';
import { defineRoute, type Route } from '../route.ts';
import { packet } from '../schemas/handoff.ts';
import { handoffCheck } from '../schemas/handoff-check.ts';
import { idParams } from '../schemas/params.ts';

const simulation = once(() =>
  z
    .strictObject({
      packet: packet(),
      subject: subjectSchema(),
      priority: prioritySchema().optional().meta({ description: '`normal` if left out.' }),
      at: instantSchema().optional().meta({
        description:
          'When it would be submitted, in the years 1970 to 2200; now if left out. Loads and turns are those of now in any case.',
      }),
    })
    .meta({ id: 'Simulation' }),
);

const simulate = defineRoute({
  method: 'POST',
  path: '/v1/contracts/{id}/simulate',
  operationId: 'simulateContract',
  summary: 'Simulate a submission',
  description:
    'What a submission would come to under the draft, or, if there is none, under the version in force: what is missing, who would receive it and why, and by when. Without effect. A draft that could not be published is refused as publishing refuses it.',
  tag: 'Contracts',
  scope: 'contracts:read',
  request: { params: idParams('ctr'), body: simulation, conditional: true },
  bodyExamples: {
    monday: {
      summary: 'On a Monday morning',
      value: {
        packet: { goals: 'Live before the season starts', arr: 48000 },
        subject: { type: 'account', id: 'acme-42' },
        at: '2026-11-23T08:00:00Z',
      },
    },
  },
  responses: { 200: { description: 'What submitting would find.', schema: handoffCheck } },
  errors: ['contract_invalid', 'concurrent_update'],
}).handledBy(async ({ context, params, body, ifVersion }) => ({
  status: 200,
  body: await simulateContract(context, params.id, body, ifVersion),
}));

export const CONTRACT_SIMULATION_ROUTES: readonly Route[] = [simulate];
