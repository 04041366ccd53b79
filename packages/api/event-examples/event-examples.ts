import type { EventType } from '#domain/event-types.ts';
import { CLOCK_EVENT_EXAMPLES } from './clock-event-examples.ts';
import { API_KEY, CONTRACT, DELIVERY, type EventExample, HANDOFF } from './event-example-parts.ts';
import { HANDOFF_EVENT_EXAMPLES } from './handoff-event-examples.ts';

const ENDPOINT = 'whe_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';

const EXAMPLES: Readonly<Record<EventType, EventExample>> = {
  ...HANDOFF_EVENT_EXAMPLES,
  ...CLOCK_EVENT_EXAMPLES,
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
  'review.ready': {
    occurredAt: '2026-11-01T05:00:02.000Z',
    actor: { type: 'system', id: 'review' },
    data: {
      month: '2026-10',
      timeZone: 'Europe/Berlin',
      review: '/v1/reviews/2026-10',
      submitted: 412,
      breached: 37,
      attainment: 0.934,
      contractsBelowTarget: 1,
      suggestions: 3,
      firstSuggestion: 'Make /stakeholders required',
    },
  },
  'webhook_endpoint.disabled': {
    occurredAt: '2026-11-27T08:00:00.000Z',
    actor: DELIVERY,
    data: {
      endpointId: ENDPOINT,
      url: 'https://example.com',
      reason: 'gone',
      missedSince: '2026-11-27T07:55:00.000Z',
    },
  },
  'webhook_endpoint.enabled': {
    occurredAt: '2026-11-27T10:30:00.000Z',
    actor: API_KEY,
    data: {
      endpointId: ENDPOINT,
      url: 'https://example.com',
      disabledAt: '2026-11-27T08:00:00.000Z',
      disabledReason: 'gone',
      missedSince: '2026-11-27T07:55:00.000Z',
    },
  },
  'webhook_endpoint.test': {
    occurredAt: '2026-11-22T09:00:00.000Z',
    actor: API_KEY,
    data: { endpointId: ENDPOINT },
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
