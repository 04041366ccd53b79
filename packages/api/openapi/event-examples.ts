import type { EventType } from '#domain/event-types.ts';

const OWNER = 'own_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';
const LEAD = 'own_01JDA5K7ZX3M5N7P9R1T3V5W7Y';
const CONTRACT = 'ctr_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';
const HANDOFF = 'hnd_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';
const DUE = '2026-11-22T13:00:00.000Z';
const API_KEY = { type: 'api_key', id: 'key_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' };
const DEADLINE = { type: 'system', id: 'deadline' };
const DELIVERY = { type: 'system', id: 'delivery' };
const ACCEPT_CLOCK = { clock: 'accept', attempt: 1 };

interface EventExample {
  readonly occurredAt: string;
  readonly detectedAt?: string;
  readonly actor: { readonly type: string; readonly id: string };
  /** Absent: the event is not about a handoff. */
  readonly sequence?: number;
  readonly data: unknown;
}

/** What an event of each type looks like: one handoff that is accepted late, and its siblings. */
const EXAMPLES: Readonly<Record<EventType, EventExample>> = {
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
  'handoff.assigned': {
    occurredAt: '2026-11-22T09:00:00.000Z',
    actor: API_KEY,
    sequence: 2,
    data: { ownerId: OWNER, reason: 'rule', ruleId: 'enterprise' },
  },
  'clock.started': {
    occurredAt: '2026-11-22T09:00:00.000Z',
    actor: API_KEY,
    sequence: 3,
    data: {
      ...ACCEPT_CLOCK,
      target: 'PT4H',
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
  'contract.published': {
    occurredAt: '2026-11-20T08:00:00.000Z',
    actor: API_KEY,
    data: { contractId: CONTRACT, contractVersion: 1, name: 'Closed-won to onboarding' },
  },
  'contract.retired': {
    occurredAt: '2026-12-31T08:00:00.000Z',
    actor: API_KEY,
    data: { contractId: CONTRACT },
  },
  'webhook_endpoint.disabled': {
    occurredAt: '2026-11-27T08:00:00.000Z',
    actor: DELIVERY,
    data: { endpointId: 'whe_01JDA5K7ZWQ0R8T2V4X6Y8B0CD', url: 'https://example.com/hook', reason: 'gone' },
  },
};

/** A whole event of `type`, as a subscriber receives it. */
export function eventExample(type: EventType): Record<string, unknown> {
  const { sequence, ...example } = EXAMPLES[type];
  const suffix = sequence === undefined ? '' : `_${String(sequence).padStart(6, '0')}`;
  return {
    id: `evt_01JDA5K7ZWQ0R8T2V4X6Y8B0CD${suffix}`,
    type,
    tenantId: 'ten_01JDA5K7ZWQ0R8T2V4X6Y8B0CD',
    mode: 'live',
    ...(sequence !== undefined && { handoffId: HANDOFF, sequence }),
    ...example,
  };
}
