import type { HandoffEventType } from '#domain/event-types.ts';
import {
  API_KEY,
  CALENDAR,
  COMPLETE_CLOCK,
  CONTRACT,
  DEADLINE,
  DUE,
  type EventExample,
  LEAD,
  OWNER,
} from './event-example-parts.ts';

type LifecycleEventType = Extract<HandoffEventType, `handoff.${string}`>;

/** What each event of a handoff's own life looks like: one that is accepted late, and its siblings. */
export const HANDOFF_EVENT_EXAMPLES: Readonly<Record<LifecycleEventType, EventExample>> = {
  'handoff.submitted': {
    occurredAt: '2026-11-22T09:00:00.000Z',
    actor: API_KEY,
    sequence: 1,
    data: {
      contractId: CONTRACT,
      contractVersion: 1,
      subject: { type: 'account', id: 'acme-42', name: 'Acme GmbH' },
      priority: 'normal',
      sender: { name: 'Priya', team: 'sales' },
      routing: { reason: 'rule', ruleId: 'enterprise' },
      packetRevision: 1,
    },
  },
  'handoff.queued': {
    occurredAt: '2026-11-22T09:00:00.000Z',
    actor: API_KEY,
    sequence: 2,
    data: { queueId: 'que_01JDA5K7ZWQ0R8T2V4X6Y8B0CD', routeAgainAt: '2026-11-23T08:00:00.000Z' },
  },
  'handoff.assigned': {
    occurredAt: '2026-11-22T09:00:00.000Z',
    actor: API_KEY,
    sequence: 2,
    data: { ownerId: OWNER, reason: 'rule', ruleId: 'enterprise' },
  },
  'handoff.reassigned': {
    occurredAt: DUE,
    detectedAt: '2026-11-22T13:00:00.412Z',
    actor: DEADLINE,
    sequence: 7,
    data: { from: { ownerId: OWNER }, to: { ownerId: LEAD }, reason: 'lead', cause: 'escalation' },
  },
  'handoff.accepted': {
    occurredAt: '2026-11-22T13:20:00.000Z',
    actor: API_KEY,
    sequence: 8,
    data: { ownerId: LEAD },
  },
  'handoff.rejected': {
    occurredAt: '2026-11-22T10:30:00.000Z',
    actor: API_KEY,
    sequence: 4,
    data: {
      reason: 'missing_stakeholders',
      class: 'clerical',
      criteria: ['stakeholders_known'],
      fields: ['/stakeholders'],
      note: 'Who signs off on their side?',
    },
  },
  'handoff.resubmitted': {
    occurredAt: '2026-11-22T11:00:00.000Z',
    actor: API_KEY,
    sequence: 7,
    data: {
      attempt: 2,
      packetRevision: 2,
      changed: ['/stakeholders'],
      routing: { reason: 'rule', ruleId: 'enterprise' },
      escalations: [],
    },
  },
  'handoff.paused': {
    occurredAt: '2026-11-23T10:00:00.000Z',
    actor: API_KEY,
    sequence: 10,
    data: {
      reason: 'awaiting_customer',
      clocks: ['complete'],
      resumeBy: '2026-11-24T10:00:00.000Z',
      resumesAt: '2026-11-24T10:00:00.000Z',
      stopped: [{ ...COMPLETE_CLOCK, elapsedSeconds: 74400, remainingSeconds: 98400 }],
    },
  },
  'handoff.resumed': {
    occurredAt: '2026-11-23T16:00:00.000Z',
    actor: API_KEY,
    sequence: 11,
    data: {
      cause: 'request',
      pausedSeconds: 21600,
      clocks: [{ ...COMPLETE_CLOCK, dueAt: '2026-11-24T19:20:00.000Z', warnings: [], escalations: [] }],
    },
  },
  'handoff.reprioritized': {
    occurredAt: '2026-11-22T10:30:00.000Z',
    actor: API_KEY,
    sequence: 4,
    data: { from: 'normal', to: 'urgent', reason: 'Their board meets on Friday.' },
  },
  'handoff.escalated': {
    occurredAt: '2026-11-22T10:30:00.000Z',
    actor: API_KEY,
    sequence: 15,
    data: { cause: 'max_attempts', recipients: [OWNER, LEAD] },
  },
  'handoff.disqualified': {
    occurredAt: '2026-11-24T15:00:00.000Z',
    actor: API_KEY,
    sequence: 10,
    data: { reason: 'There is no budget before next year.' },
  },
  'handoff.noted': {
    occurredAt: '2026-11-22T10:30:00.000Z',
    actor: API_KEY,
    sequence: 4,
    data: { text: 'Their champion is away until Monday.' },
  },
  'handoff.migrated': {
    occurredAt: '2026-11-23T08:00:00.000Z',
    actor: API_KEY,
    sequence: 10,
    data: { fromVersion: 1, toVersion: 2 },
  },
  'handoff.rebased': {
    occurredAt: '2026-11-23T08:00:00.000Z',
    actor: API_KEY,
    sequence: 10,
    data: {
      calendarId: CALENDAR,
      fromVersion: 1,
      toVersion: 2,
      counted: [{ clock: 'complete', attempt: 1, elapsedSeconds: 14400 }],
    },
  },
  'handoff.completed': {
    occurredAt: '2026-11-25T15:00:00.000Z',
    actor: API_KEY,
    sequence: 11,
    data: { outcome: { kickoffHeldAt: '2026-11-24T09:00:00Z' } },
  },
  'handoff.milestone_reached': {
    occurredAt: '2026-11-22T10:30:00.000Z',
    actor: API_KEY,
    sequence: 7,
    data: { name: 'first_touch' },
  },
  'handoff.cancelled': {
    occurredAt: '2026-11-22T10:30:00.000Z',
    actor: API_KEY,
    sequence: 4,
    data: { reason: 'The customer withdrew.' },
  },
};
