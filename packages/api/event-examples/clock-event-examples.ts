import type { HandoffEventType } from '#domain/event-types.ts';
import { ACCEPT_CLOCK, API_KEY, DEADLINE, DUE, type EventExample, LEAD, OWNER } from './event-example-parts.ts';

type ClockEventType = Exclude<HandoffEventType, `handoff.${string}`>;

/** What each event of a clock and its escalation looks like. */
export const CLOCK_EVENT_EXAMPLES: Readonly<Record<ClockEventType, EventExample>> = {
  'clock.started': {
    occurredAt: '2026-11-22T09:00:00.000Z',
    actor: API_KEY,
    sequence: 3,
    data: {
      ...ACCEPT_CLOCK,
      target: 'PT4H',
      targetSeconds: 14400,
      dueAt: DUE,
      warnings: [{ fraction: 0.8, at: '2026-11-22T12:12:00.000Z' }],
      escalations: [{ stepId: 'nudge', at: '2026-11-22T12:12:00.000Z', repetition: 0 }],
    },
  },
  'clock.warned': {
    occurredAt: '2026-11-22T12:12:00.000Z',
    actor: DEADLINE,
    sequence: 4,
    data: { ...ACCEPT_CLOCK, fraction: 0.8, dueAt: DUE },
  },
  'clock.breached': {
    occurredAt: DUE,
    detectedAt: '2026-11-22T13:00:00.412Z',
    actor: DEADLINE,
    sequence: 5,
    data: { ...ACCEPT_CLOCK, dueAt: DUE, escalations: [{ stepId: 'lead', at: DUE, repetition: 0 }] },
  },
  'escalation.triggered': {
    occurredAt: DUE,
    detectedAt: '2026-11-22T13:00:00.412Z',
    actor: DEADLINE,
    sequence: 6,
    data: {
      ...ACCEPT_CLOCK,
      stepId: 'lead',
      repetition: 0,
      recipients: [OWNER, LEAD],
      reassignedTo: { ownerId: LEAD },
    },
  },
  'escalation.acknowledged': {
    occurredAt: '2026-11-22T13:05:00.000Z',
    actor: API_KEY,
    sequence: 8,
    data: {
      ...ACCEPT_CLOCK,
      stepId: 'lead',
      ownerId: LEAD,
      note: 'On it after this call.',
      until: '2026-11-22T14:05:00.000Z',
    },
  },
  'escalation.skipped': {
    occurredAt: DUE,
    detectedAt: '2026-11-22T13:00:00.412Z',
    actor: DEADLINE,
    sequence: 6,
    data: {
      ...ACCEPT_CLOCK,
      stepId: 'manager',
      repetition: 0,
      reason: 'nobody_to_notify',
      next: { stepId: 'fallback', at: DUE, repetition: 0 },
    },
  },
  'escalation.exhausted': {
    occurredAt: '2026-11-22T17:00:00.000Z',
    detectedAt: '2026-11-22T17:00:00.371Z',
    actor: DEADLINE,
    sequence: 13,
    data: { ...ACCEPT_CLOCK },
  },
  'clock.closed': {
    occurredAt: '2026-11-22T13:20:00.000Z',
    actor: API_KEY,
    sequence: 9,
    data: { ...ACCEPT_CLOCK, dueAt: DUE, elapsedSeconds: 15600, lateSeconds: 1200 },
  },
  'clock.met': {
    occurredAt: '2026-11-22T10:30:00.000Z',
    actor: API_KEY,
    sequence: 5,
    data: { ...ACCEPT_CLOCK, dueAt: DUE, elapsedSeconds: 5400 },
  },
  'clock.cancelled': {
    occurredAt: '2026-11-22T10:30:00.000Z',
    actor: API_KEY,
    sequence: 5,
    data: { ...ACCEPT_CLOCK, elapsedSeconds: 5400 },
  },
  'clock.retargeted': {
    occurredAt: '2026-11-22T10:30:00.000Z',
    actor: API_KEY,
    sequence: 5,
    data: {
      ...ACCEPT_CLOCK,
      cause: 'priority',
      target: 'PT1H',
      targetSeconds: 6300,
      elapsedSeconds: 5400,
      dueAt: '2026-11-22T10:45:00.000Z',
      shortNotice: true,
      warnings: [],
      escalations: [],
    },
  },
  'clock.excused': {
    occurredAt: '2026-11-24T09:00:00.000Z',
    actor: API_KEY,
    sequence: 10,
    data: { ...ACCEPT_CLOCK, reason: 'The CRM was down all afternoon.' },
  },
};
