import type { EventType } from '#domain/event-types.ts';

/** When each event is published, as the reference and `GET /v1/event-types` say it. */
export const EVENT_DESCRIPTIONS: Readonly<Record<EventType, string>> = {
  'handoff.submitted': 'A sender handed a customer over, and the packet was ready (or an override said why not).',
  'handoff.assigned': 'An owner was found by routing, or claimed the handoff from a queue. This is not acceptance.',
  'handoff.accepted': 'The owner took responsibility.',
  'handoff.rejected': 'The receiver sent it back, naming the reason and what is at fault.',
  'handoff.reassigned': 'It moved to another owner or queue, by escalation or after a procedural rejection.',
  'handoff.milestone_reached': 'A milestone of the contract was reached: first_touch, or one that it declares.',
  'handoff.completed': 'The exit criteria were met (or an override said why not), and the handoff is done.',
  'handoff.cancelled': 'The handoff was called off.',
  'clock.started': 'A clock of the contract began to run, with the instant at which it is due.',
  'clock.warned': 'A share of the target has elapsed and the clock is still running.',
  'clock.breached': 'The due instant passed while the clock was running. Published once per clock, ever.',
  'clock.met': 'What the clock waits for happened in time.',
  'clock.closed': 'What the clock waits for happened, but late.',
  'clock.cancelled': 'The clock no longer matters, since its handoff or attempt ended.',
  'escalation.triggered': 'A step of an escalation path fell due; it may have moved the handoff.',
  'contract.published': 'A version of a contract came into force.',
  'contract.retired': 'A contract takes no new handoffs.',
  'webhook_endpoint.disabled': 'An endpoint was switched off, since it answered 410 or failed for five days.',
};
