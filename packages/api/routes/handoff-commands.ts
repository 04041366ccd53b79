import type { ProblemCode } from '#domain/problem.ts';
import { acceptHandoff } from '#services/handoff/accept-handoff.ts';
import { cancelHandoff } from '#services/handoff/cancel-handoff.ts';
import { completeHandoff } from '#services/handoff/complete-handoff.ts';
import { reachMilestone } from '#services/handoff/reach-milestone.ts';
import { rejectHandoff } from '#services/handoff/reject-handoff.ts';
import type { HandoffView } from '#services/handoff/view.ts';
import { defineRoute, type Route } from '../route.ts';
import { ETAG_HEADER, etagOf } from '../schemas/etag.ts';
import { handoff } from '../schemas/handoff.ts';
import { acceptance, cancellation, completion, milestoneInput, rejection } from '../schemas/handoff-commands.ts';
import { idParams } from '../schemas/params.ts';

const params = idParams('hnd');
const responses = { 200: { description: 'The handoff after it.', schema: handoff, headers: ETAG_HEADER } } as const;
const errors: readonly ProblemCode[] = ['illegal_transition', 'conflict', 'concurrent_update'];

function after(view: HandoffView) {
  return { status: 200, body: view, headers: etagOf(view.version) } as const;
}

const accept = defineRoute({
  method: 'POST',
  path: '/v1/handoffs/{id}/accept',
  operationId: 'acceptHandoff',
  summary: 'Accept',
  description:
    'The owner takes responsibility: the assigned one, or whoever claims it from a queue. Of two simultaneous claims exactly one wins.',
  tag: 'Handoffs',
  scope: 'handoffs:write',
  request: { params, body: acceptance, conditional: true },
  bodyExamples: { claim: { summary: 'Claim from a queue', value: { ownerId: 'own_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' } } },
  responses,
  errors,
}).handledBy(async ({ context, params, body, ifVersion }) =>
  after(await acceptHandoff(context, params.id, body, ifVersion)),
);

const reject = defineRoute({
  method: 'POST',
  path: '/v1/handoffs/{id}/reject',
  operationId: 'rejectHandoff',
  summary: 'Reject',
  description:
    "Sends it back with a reason of the contract and what is at fault. A timely rejection meets the accept clock. A reason of the class `procedural` (the wrong owner) hands it on to the contract's fallback instead.",
  tag: 'Handoffs',
  scope: 'handoffs:write',
  request: { params, body: rejection, conditional: true },
  bodyExamples: {
    incomplete: {
      summary: 'Something is missing',
      value: { reason: 'missing_stakeholders', fields: ['/stakeholders'], note: 'Who signs off on their side?' },
    },
  },
  responses,
  errors,
}).handledBy(async ({ context, params, body: { note, ...body }, ifVersion }) =>
  after(await rejectHandoff(context, params.id, { ...body, ...(note !== undefined && { note }) }, ifVersion)),
);

const milestone = defineRoute({
  method: 'POST',
  path: '/v1/handoffs/{id}/milestones',
  operationId: 'reachMilestone',
  summary: 'Report a milestone',
  description:
    'Something that the contract waits for has happened: the clocks that wait for it stop, or begin. Each milestone once.',
  tag: 'Handoffs',
  scope: 'handoffs:write',
  request: { params, body: milestoneInput, conditional: true },
  bodyExamples: { touched: { summary: 'The customer was contacted', value: { name: 'first_touch' } } },
  responses,
  errors: [...errors, 'conflict'],
}).handledBy(async ({ context, params, body, ifVersion }) =>
  after(await reachMilestone(context, params.id, body, ifVersion)),
);

const complete = defineRoute({
  method: 'POST',
  path: '/v1/handoffs/{id}/complete',
  operationId: 'completeHandoff',
  summary: 'Complete',
  description:
    'Done: the exit criteria of the contract hold over the outcome. Those that do not are listed, all at once.',
  tag: 'Handoffs',
  scope: 'handoffs:write',
  request: { params, body: completion, conditional: true },
  bodyExamples: {
    done: { summary: 'Done', value: { outcome: { kickoffHeldAt: '2026-11-24T09:00:00Z' } } },
  },
  responses,
  errors: [...errors, 'exit_criteria_unmet'],
}).handledBy(async ({ context, params, body, ifVersion }) =>
  after(await completeHandoff(context, params.id, body, ifVersion)),
);

const cancel = defineRoute({
  method: 'POST',
  path: '/v1/handoffs/{id}/cancel',
  operationId: 'cancelHandoff',
  summary: 'Cancel',
  description: 'Calls it off. Its clocks end without being met or breached.',
  tag: 'Handoffs',
  scope: 'handoffs:write',
  request: { params, body: cancellation, conditional: true },
  bodyExamples: { withdrawn: { summary: 'Called off', value: { reason: 'The customer withdrew.' } } },
  responses,
  errors,
}).handledBy(async ({ context, params, body, ifVersion }) =>
  after(await cancelHandoff(context, params.id, body, ifVersion)),
);

export const HANDOFF_COMMAND_ROUTES: readonly Route[] = [accept, reject, milestone, complete, cancel];
