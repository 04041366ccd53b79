import { isOf } from '../handoff/clock-ref.ts';
import { startFacts, withClocks } from '../handoff/clocks.ts';
import type { EventOf, HandoffEvent, HandoffFact } from '../handoff/events.ts';
import type { CalendarPins } from '../handoff/parts.ts';
import { rebase } from '../handoff/rebase.ts';
import { reprioritize, retarget } from '../handoff/retarget.ts';
import type { Handoff } from '../handoff/state.ts';
import type { Circumstances, Terms } from '../handoff/terms.ts';
import { ifAllowed } from './if-allowed.ts';
import { endingFacts, reassignmentFacts, rejectionFacts, resubmissionFacts } from './move-facts.ts';
import { pauseFacts, resumptionFacts } from './pause-facts.ts';

/**
 * What follows from a recorded event under the terms of `circumstances`. What the contract made of a fact then, and what
 * fell due by itself, follows from nothing that is recorded: it is worked out anew. `termsUnder`: the same terms by other
 * calendar versions.
 */
export function factsUnder(
  state: Handoff,
  event: HandoffEvent,
  circumstances: Circumstances,
  termsUnder: (calendars: CalendarPins) => Terms,
): readonly HandoffFact[] {
  switch (event.type) {
    case 'handoff.submitted':
      return startFacts(state, 'submitted', circumstances);
    case 'handoff.queued':
    case 'handoff.assigned':
      return [event];
    case 'handoff.accepted':
      return withClocks(state, 'accepted', [event], circumstances);
    case 'handoff.rejected':
      return rejectionFacts(state, event, circumstances);
    case 'handoff.resubmitted':
      return resubmissionFacts(state, event, circumstances);
    case 'handoff.reassigned':
      return reassignmentFacts(state, event, circumstances);
    case 'handoff.completed':
    case 'handoff.disqualified':
    case 'handoff.cancelled':
      return endingFacts(state, event, circumstances);
    case 'handoff.milestone_reached':
      return withClocks(state, { milestone: event.data.name, at: event.occurredAt }, [event], circumstances);
    case 'handoff.paused':
      return pauseFacts(state, event, circumstances);
    case 'handoff.resumed':
      return resumptionFacts(state, event, circumstances);
    case 'clock.breached':
      return breachFacts(state, event);
    case 'handoff.rebased': {
      const { calendarId, toVersion: version } = event.data;
      const to = termsUnder({ ...state.calendars, [calendarId]: version });
      return ifAllowed(() => rebase(state, { type: 'rebase', calendarId, version, to }, circumstances));
    }
    default:
      return goalFacts(state, event, circumstances);
  }
}

/** What somebody, or an escalation, asked for in this handoff alone: another priority, another target. */
function goalFacts(state: Handoff, { type, data }: HandoffEvent, circumstances: Circumstances): readonly HandoffFact[] {
  if (type === 'clock.retargeted' && data.cause === 'target') {
    const { clock, target } = data;
    return ifAllowed(() => retarget(state, { type: 'retarget', clock, target }, circumstances));
  }
  const priority = type === 'handoff.reprioritized' ? data.to : undefined;
  const asked = type === 'escalation.triggered' ? data.raisedTo : priority;
  if (asked === undefined) return [];
  return ifAllowed(() => reprioritize(state, { type: 'reprioritize', priority: asked }, circumstances));
}

/**
 * A clock that falls due when it did is late before all else that happened at that instant. Others become late by
 * themselves.
 */
function breachFacts(state: Handoff, event: EventOf<'clock.breached'>): readonly HandoffFact[] {
  const { dueAt } = event.data;
  const alike = state.clocks.some(
    (clock) => isOf(event.data, clock) && clock.state === 'running' && clock.dueAt === dueAt,
  );
  return alike ? [{ ...event, data: { ...event.data, escalations: [] } }] : [];
}
