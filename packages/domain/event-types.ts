/** Facts about one handoff; each has a `sequence`, gapless within its handoff. */
export const HANDOFF_EVENT_TYPES = [
  'handoff.submitted',
  'handoff.queued',
  'handoff.assigned',
  'handoff.accepted',
  'handoff.rejected',
  'handoff.resubmitted',
  'handoff.reassigned',
  'handoff.milestone_reached',
  'handoff.paused',
  'handoff.resumed',
  'handoff.reprioritized',
  'handoff.escalated',
  'handoff.completed',
  'handoff.disqualified',
  'handoff.cancelled',
  'handoff.noted',
  'handoff.migrated',
  'handoff.rebased',
  'clock.started',
  'clock.retargeted',
  'clock.warned',
  'clock.breached',
  'clock.met',
  'clock.closed',
  'clock.cancelled',
  'clock.excused',
  'escalation.triggered',
  'escalation.acknowledged',
  'escalation.skipped',
  'escalation.exhausted',
] as const;

/** Facts about a tenant's configuration. */
export const CONFIGURATION_EVENT_TYPES = [
  'contract.published',
  'contract.retired',
  'review.ready',
  'webhook_endpoint.disabled',
  'webhook_endpoint.enabled',
  'webhook_endpoint.test',
] as const;

/** Every type that Baton publishes today. */
export const EVENT_TYPES = [...HANDOFF_EVENT_TYPES, ...CONFIGURATION_EVENT_TYPES] as const;

export type HandoffEventType = (typeof HANDOFF_EVENT_TYPES)[number];
export type EventType = (typeof EVENT_TYPES)[number];
