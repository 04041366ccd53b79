import type { EventType } from '#domain/event-types.ts';

/** When each event is published, as the reference and `GET /v1/event-types` say it. */
export const EVENT_DESCRIPTIONS: Readonly<Record<EventType, string>> = {
  'handoff.submitted': 'A sender handed a customer over, and the packet was ready (or an override said why not).',
  'handoff.queued':
    'Nobody was available: it waits until somebody is, and is then assigned. Also when it has been tried again in vain.',
  'handoff.assigned': 'An owner was found by routing, or claimed the handoff from a queue. This is not acceptance.',
  'handoff.accepted': 'The owner took responsibility.',
  'handoff.rejected': 'The receiver sent it back, naming the reason and what is at fault.',
  'handoff.resubmitted': 'The sender mended what was cited (or an override said why not): the next attempt began.',
  'handoff.reassigned':
    'It moved to another owner or queue: on request, by escalation or after a procedural rejection.',
  'handoff.milestone_reached': 'A milestone of the contract was reached: first_touch, or one that it declares.',
  'handoff.paused': 'The clocks that the reason names stand still, until it is resumed or its time is up.',
  'handoff.resumed': 'A pause ended, on request or by itself: its clocks go on.',
  'handoff.reprioritized': 'Its priority changed, on request or by escalation.',
  'handoff.escalated': 'It was rejected in its last attempt: both sides are to settle it.',
  'handoff.completed': 'The exit criteria were met (or an override said why not), and the handoff is done.',
  'handoff.disqualified': 'It was accepted, and turned out not to be what the receiver can go on with.',
  'handoff.cancelled': 'The handoff was called off.',
  'handoff.noted': 'Somebody left a note in the timeline.',
  'handoff.migrated': 'It went over to the terms of another version of its contract.',
  'handoff.rebased': 'It went over to another version of a calendar, for the time to come.',
  'clock.started': 'A clock of the contract began to run, with the instant at which it is due.',
  'clock.retargeted': 'A clock that is not late got another target: what has elapsed counts on, the due instant moved.',
  'clock.warned': 'A share of the target has elapsed and the clock is still running.',
  'clock.breached': 'The due instant passed while the clock was running. Published once per clock, ever.',
  'clock.met': 'What the clock waits for happened in time.',
  'clock.closed': 'What the clock waits for happened, but late.',
  'clock.cancelled': 'The clock no longer matters, since its handoff or attempt ended.',
  'clock.excused': 'A breach is not to be held against anybody. It stays a breach; reports show both.',
  'escalation.triggered': 'A step of an escalation path fell due; it may have moved the handoff.',
  'escalation.acknowledged': 'Somebody sees to a step that fired: it repeats no more, or not before its time-out.',
  'escalation.skipped': 'A step fell due and had nothing to do: after the breach the next one takes its place.',
  'escalation.exhausted': 'The last step of an escalation path has fired, and the clock is still open.',
  'contract.published': 'A version of a contract came into force.',
  'contract.retired': 'A contract takes no new handoffs.',
  'review.ready': 'A month is over and its review is kept, with the figures as they were.',
  'webhook_endpoint.disabled':
    'An endpoint was switched off, since it answered 410, failed for five days, or somebody did it.',
  'webhook_endpoint.enabled': 'An endpoint was switched on again. What it missed can be replayed.',
  'webhook_endpoint.test':
    'Somebody asked for it, to see whether an endpoint works. Sent to that endpoint alone, whatever it subscribes to.',
};
