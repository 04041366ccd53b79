import { acknowledgeEscalation } from '#services/handoff/acknowledge-escalation.ts';
import { excuseClock } from '#services/handoff/excuse-clock.ts';
import { noteHandoff } from '#services/handoff/note-handoff.ts';
import { pauseHandoff } from '#services/handoff/pause-handoff.ts';
import { reprioritizeHandoff } from '#services/handoff/reprioritize-handoff.ts';
import { resumeHandoff } from '#services/handoff/resume-handoff.ts';
import { retargetClock } from '#services/handoff/retarget-clock.ts';
import { defineRoute, type Route } from '../route.ts';
import {
  acknowledgement,
  excuseInput,
  noteInput,
  pauseInput,
  reprioritization,
  retargeting,
} from '../schemas/handoff-adjustments.ts';
import { after, HANDOFF_COMMAND, params } from './handoff-command.ts';

const pause = defineRoute({
  ...HANDOFF_COMMAND,
  path: '/v1/handoffs/{id}/pause',
  operationId: 'pauseHandoff',
  summary: 'Pause',
  description:
    'The clocks that the reason names stand still, with what is left of them, until it is resumed or `resumeBy` has come. Where a cap of the contract comes first, `paused.resumesAt` says so. A clock that is late stays late.',
  scope: 'handoffs:write',
  request: { params, body: pauseInput, conditional: true },
  bodyExamples: {
    waiting: {
      summary: 'The customer has to answer',
      value: { reason: 'awaiting_customer', resumeBy: '2026-11-24T10:00:00Z' },
    },
  },
}).handledBy(async ({ context, params, body, ifVersion }) =>
  after(await pauseHandoff(context, params.id, body, ifVersion)),
);

const resume = defineRoute({
  ...HANDOFF_COMMAND,
  path: '/v1/handoffs/{id}/resume',
  operationId: 'resumeHandoff',
  summary: 'Resume',
  description: 'Ends the pause: its clocks go on with what was left of them.',
  scope: 'handoffs:write',
  request: { params, conditional: true },
}).handledBy(async ({ context, params, ifVersion }) => after(await resumeHandoff(context, params.id, ifVersion)));

const reprioritize = defineRoute({
  ...HANDOFF_COMMAND,
  path: '/v1/handoffs/{id}/reprioritize',
  operationId: 'reprioritizeHandoff',
  summary: 'Change the priority',
  description:
    'Clocks with a target of its own for that priority get it: what has elapsed counts on, pauses too. One whose new target has passed already is due a quarter of an hour of its time later, and says `shortNotice`. A clock that is late stays late.',
  scope: 'handoffs:write',
  request: { params, body: reprioritization, conditional: true },
  bodyExamples: {
    urgent: { summary: 'Urgent now', value: { priority: 'urgent', reason: 'Their board meets on Friday.' } },
  },
}).handledBy(async ({ context, params, body: { priority, reason }, ifVersion }) =>
  after(
    await reprioritizeHandoff(context, params.id, { priority, ...(reason !== undefined && { reason }) }, ifVersion),
  ),
);

const retarget = defineRoute({
  ...HANDOFF_COMMAND,
  path: '/v1/handoffs/{id}/retarget',
  operationId: 'retargetClock',
  summary: 'Change the target of a clock',
  description:
    'Of this handoff alone, and only while the clock is open and not late. What has elapsed counts on; a target that has passed already is due a quarter of an hour of its time later, and says `shortNotice`.',
  scope: 'handoffs:override',
  request: { params, body: retargeting, conditional: true },
  bodyExamples: {
    longer: {
      summary: 'Longer',
      value: { clock: 'complete', target: { businessDays: 15 }, reason: 'Agreed with the customer.' },
    },
  },
}).handledBy(async ({ context, params, body: { reason, ...change }, ifVersion }) =>
  after(await retargetClock(context, params.id, { ...change, ...(reason !== undefined && { reason }) }, ifVersion)),
);

const acknowledge = defineRoute({
  ...HANDOFF_COMMAND,
  path: '/v1/handoffs/{id}/acknowledge',
  operationId: 'acknowledgeEscalation',
  summary: 'Acknowledge an escalation',
  description:
    'Somebody sees to it: the step that fired last does not repeat any more or, where it has an `ackTimeout`, not before that is over. Later steps of the path are not stopped: only what the clock waits for stops those.',
  scope: 'handoffs:write',
  request: { params, body: acknowledgement, conditional: true },
  bodyExamples: {
    latest: { summary: 'The latest one', value: { note: 'On it after this call.' } },
    named: {
      summary: 'One step',
      value: { clock: 'accept', stepId: 'lead', ownerId: 'own_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' },
    },
  },
}).handledBy(async ({ context, params, body: { clock, stepId, ownerId, note }, ifVersion }) => {
  const said = {
    ...(clock !== undefined && { clock }),
    ...(stepId !== undefined && { stepId }),
    ...(ownerId !== undefined && { ownerId }),
    ...(note !== undefined && { note }),
  };
  return after(await acknowledgeEscalation(context, params.id, said, ifVersion));
});

const note = defineRoute({
  ...HANDOFF_COMMAND,
  path: '/v1/handoffs/{id}/notes',
  operationId: 'noteHandoff',
  summary: 'Leave a note',
  description: 'In the timeline, in any state, also after the end.',
  scope: 'handoffs:write',
  request: { params, body: noteInput, conditional: true },
  bodyExamples: { away: { summary: 'A note', value: { text: 'Their champion is away until Monday.' } } },
  errors: ['concurrent_update'],
}).handledBy(async ({ context, params, body, ifVersion }) =>
  after(await noteHandoff(context, params.id, body, ifVersion)),
);

const excuse = defineRoute({
  ...HANDOFF_COMMAND,
  path: '/v1/handoffs/{id}/excuse',
  operationId: 'excuseClock',
  summary: 'Excuse a breach',
  description:
    'It is not to be held against anybody, and stays a breach: reports show attainment with and without what was excused. In any state, also after the end.',
  scope: 'handoffs:override',
  request: { params, body: excuseInput, conditional: true },
  bodyExamples: {
    outage: { summary: 'An outage', value: { clock: 'accept', reason: 'The CRM was down all afternoon.' } },
  },
  errors: ['conflict', 'concurrent_update'],
}).handledBy(async ({ context, params, body: { clock, attempt, reason }, ifVersion }) =>
  after(await excuseClock(context, params.id, { clock, reason, ...(attempt !== undefined && { attempt }) }, ifVersion)),
);

export const HANDOFF_ADJUSTMENT_ROUTES: readonly Route[] = [
  pause,
  resume,
  reprioritize,
  retarget,
  acknowledge,
  note,
  excuse,
];
