import { acceptHandoff } from '#services/handoff/accept-handoff.ts';
import { cancelHandoff } from '#services/handoff/cancel-handoff.ts';
import { completeHandoff } from '#services/handoff/complete-handoff.ts';
import { disqualifyHandoff } from '#services/handoff/disqualify-handoff.ts';
import { reachMilestone } from '#services/handoff/reach-milestone.ts';
import { reassignHandoff } from '#services/handoff/reassign-handoff.ts';
import { rejectHandoff } from '#services/handoff/reject-handoff.ts';
import { resubmitHandoff } from '#services/handoff/resubmit-handoff.ts';
import { defineRoute, type Route } from '../route.ts';
import {
  acceptance,
  cancellation,
  completion,
  disqualification,
  milestoneInput,
  reassignment,
  reassignmentBy,
  rejection,
  resubmission,
} from '../schemas/handoff-commands.ts';
import { after, HANDOFF_COMMAND, params } from './handoff-command.ts';

const accept = defineRoute({
  ...HANDOFF_COMMAND,
  path: '/v1/handoffs/{id}/accept',
  operationId: 'acceptHandoff',
  summary: 'Accept',
  description:
    'The owner takes responsibility: the assigned one, or whoever claims it from a queue. Of two simultaneous claims exactly one wins.',
  scope: 'handoffs:write',
  request: { params, body: acceptance, conditional: true },
  bodyExamples: { claim: { summary: 'Claim from a queue', value: { ownerId: 'own_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' } } },
}).handledBy(async ({ context, params, body, ifVersion }) =>
  after(await acceptHandoff(context, params.id, body, ifVersion)),
);

const reject = defineRoute({
  ...HANDOFF_COMMAND,
  path: '/v1/handoffs/{id}/reject',
  operationId: 'rejectHandoff',
  summary: 'Reject',
  description:
    'Sends it back with a reason of the contract and what is at fault. A timely rejection meets the accept clock. A reason of the class `procedural` (the wrong owner) has it routed anew without that owner instead, once per attempt.',
  scope: 'handoffs:write',
  request: { params, body: rejection, conditional: true },
  bodyExamples: {
    incomplete: {
      summary: 'Something is missing',
      value: { reason: 'missing_stakeholders', fields: ['/stakeholders'], note: 'Who signs off on their side?' },
    },
  },
}).handledBy(async ({ context, params, body: { note, ...body }, ifVersion }) =>
  after(await rejectHandoff(context, params.id, { ...body, ...(note !== undefined && { note }) }, ifVersion)),
);

const resubmit = defineRoute({
  ...HANDOFF_COMMAND,
  path: '/v1/handoffs/{id}/resubmit',
  operationId: 'resubmitHandoff',
  summary: 'Resubmit',
  description:
    'The next attempt after a rejection: something of what was cited has changed, and the packet is ready. It is routed anew, with a fresh accept clock; the handoff stays the same, and its total time goes on.',
  scope: 'handoffs:write',
  request: { params, body: resubmission, conditional: true },
  bodyExamples: {
    mended: {
      summary: 'What was missing is there',
      value: { packet: { goals: 'Live before the season starts', arr: 48000, stakeholders: ['Mara, CFO'] } },
    },
  },
  errors: [...HANDOFF_COMMAND.errors, 'not_ready'],
}).handledBy(async ({ context, params, body, ifVersion }) =>
  after(await resubmitHandoff(context, params.id, body, ifVersion)),
);

const reassign = defineRoute({
  ...HANDOFF_COMMAND,
  path: '/v1/handoffs/{id}/reassign',
  operationId: 'reassignHandoff',
  summary: 'Reassign',
  description:
    'To another owner or queue, who is asked to accept, also where it was accepted before. The clocks go on. With `misroute` it had gone to the wrong one: the accept clock begins anew, once per attempt.',
  scope: 'handoffs:write',
  request: { params, body: reassignment, bodyBy: reassignmentBy, conditional: true },
  bodyExamples: {
    colleague: {
      summary: 'To a colleague',
      value: { ownerId: 'own_01JDA5K7ZWQ0R8T2V4X6Y8B0CD', reason: 'Jonas is away from tomorrow.' },
    },
    misroute: {
      summary: 'It came to the wrong team',
      value: { queueId: 'que_01JDA5K7ZWQ0R8T2V4X6Y8B0CD', reason: 'This is a renewal.', misroute: true },
    },
  },
}).handledBy(async ({ context, params, body: { reason, misroute, ...to }, ifVersion }) =>
  after(await reassignHandoff(context, params.id, { to, reason, misroute }, ifVersion)),
);

const milestone = defineRoute({
  ...HANDOFF_COMMAND,
  path: '/v1/handoffs/{id}/milestones',
  operationId: 'reachMilestone',
  summary: 'Report a milestone',
  description:
    'Something that the contract waits for has happened: the clocks that wait for it stop, or begin, at `occurredAt`. Each milestone once. What lies in the past may be reported with the scope `handoffs:override` only.',
  scope: 'handoffs:write',
  request: { params, body: milestoneInput, conditional: true },
  bodyExamples: { touched: { summary: 'The customer was contacted', value: { name: 'first_touch' } } },
}).handledBy(async ({ context, params, body, ifVersion }) =>
  after(await reachMilestone(context, params.id, body, ifVersion)),
);

const complete = defineRoute({
  ...HANDOFF_COMMAND,
  path: '/v1/handoffs/{id}/complete',
  operationId: 'completeHandoff',
  summary: 'Complete',
  description:
    'Done: the exit criteria of the contract hold over the outcome. Those that do not are listed, all at once.',
  scope: 'handoffs:write',
  request: { params, body: completion, conditional: true },
  bodyExamples: {
    done: { summary: 'Done', value: { outcome: { kickoffHeldAt: '2026-11-24T09:00:00Z' } } },
  },
  errors: [...HANDOFF_COMMAND.errors, 'exit_criteria_unmet'],
}).handledBy(async ({ context, params, body, ifVersion }) =>
  after(await completeHandoff(context, params.id, body, ifVersion)),
);

const disqualify = defineRoute({
  ...HANDOFF_COMMAND,
  path: '/v1/handoffs/{id}/disqualify',
  operationId: 'disqualifyHandoff',
  summary: 'Disqualify',
  description:
    'It was accepted, and has turned out not to be what the receiver can go on with. Clocks that wait for this are met; the others end.',
  scope: 'handoffs:write',
  request: { params, body: disqualification, conditional: true },
  bodyExamples: { noBudget: { summary: 'No budget', value: { reason: 'There is no budget before next year.' } } },
}).handledBy(async ({ context, params, body, ifVersion }) =>
  after(await disqualifyHandoff(context, params.id, body, ifVersion)),
);

const cancel = defineRoute({
  ...HANDOFF_COMMAND,
  path: '/v1/handoffs/{id}/cancel',
  operationId: 'cancelHandoff',
  summary: 'Cancel',
  description: 'Calls it off. Its clocks end without being met or breached.',
  scope: 'handoffs:write',
  request: { params, body: cancellation, conditional: true },
  bodyExamples: { withdrawn: { summary: 'Called off', value: { reason: 'The customer withdrew.' } } },
}).handledBy(async ({ context, params, body, ifVersion }) =>
  after(await cancelHandoff(context, params.id, body, ifVersion)),
);

export const HANDOFF_COMMAND_ROUTES: readonly Route[] = [
  accept,
  reject,
  resubmit,
  reassign,
  milestone,
  complete,
  disqualify,
  cancel,
];
