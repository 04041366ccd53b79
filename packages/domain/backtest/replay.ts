import type { CalendarRef } from '../handoff/clock-trace.ts';
import { catchUp } from '../handoff/deadlines.ts';
import type { EventOf, HandoffEvent } from '../handoff/events.ts';
import { applyFacts } from '../handoff/evolve.ts';
import type { CalendarPins } from '../handoff/parts.ts';
import type { Handoff } from '../handoff/state.ts';
import type { Circumstances, Terms } from '../handoff/terms.ts';
import type { Instant } from '../instant.ts';
import { AROUND_THE_CLOCK, type WorkingTime } from '../sla/working-time.ts';
import { factsUnder } from './facts-under.ts';
import { NOBODY, silenced } from './present.ts';

/** The terms that a past life is led under once more. */
export interface ReplayTerms extends Omit<Terms, 'workingTime'> {
  /** The calendar versions in force; a handoff that went by another version of one goes by that again. */
  readonly calendars: CalendarPins;
  readonly timeOf: (calendar: CalendarRef) => WorkingTime;
}

/**
 * The life that `events` tell, led once more under other terms, as of `asOf`: what people did happens when it happened, and
 * what the contract makes of it is worked out anew. Clocks start, stand still, fall due and stop by `terms`. What these
 * would not have allowed, such as a pause for a reason that they do not know, does not happen.
 */
export function replayUnder(events: readonly HandoffEvent[], terms: ReplayTerms, asOf: Instant): Handoff {
  const [first, ...rest] = events;
  if (first?.type !== 'handoff.submitted') throw new Error('a history begins with a submission');
  const silent = silenced(terms);
  const birth = submittedUnder(first, silent.calendars);
  let state = step(applyFacts(first.handoffId, undefined, [birth]).state, birth, silent);
  for (const event of rest) {
    state = broughtUp(state, silent, momentOf(event));
    state = step(state, event, silent);
  }
  return broughtUp(state, silent, asOf);
}

/** The submission by these terms: with the calendars that their clocks go by. */
function submittedUnder(event: EventOf<'handoff.submitted'>, calendars: CalendarPins): EventOf<'handoff.submitted'> {
  return { ...event, data: { ...event.data, calendars: { ...calendars, ...event.data.calendars } } };
}

function step(state: Handoff | undefined, event: HandoffEvent, terms: ReplayTerms): Handoff {
  if (state === undefined) throw new Error('a submission gives birth to a handoff');
  const now = momentOf(event);
  const circumstances: Circumstances = { terms: termsAt(state, terms), directory: NOBODY, now, actor: event.actor };
  const facts = factsUnder(state, event, circumstances, (pins) => termsAt({ calendars: pins }, terms));
  return applyFacts(state.id, state, facts).state;
}

function broughtUp(state: Handoff, terms: ReplayTerms, now: Instant): Handoff {
  return catchUp(state, { terms: termsAt(state, terms), directory: NOBODY, now }).state;
}

/** What was reported late was decided on when it was reported; what fell due by itself, at its own instant. */
function momentOf(event: HandoffEvent): Instant {
  return event.type === 'handoff.milestone_reached' ? (event.detectedAt ?? event.occurredAt) : event.occurredAt;
}

function termsAt({ calendars = {} }: Pick<Handoff, 'calendars'>, terms: ReplayTerms): Terms {
  return {
    ...terms,
    workingTime: (calendarId) => {
      if (calendarId === undefined) return AROUND_THE_CLOCK;
      const version = calendars[calendarId];
      if (version === undefined) throw new Error(`a clock goes by the calendar ${calendarId}, which is not pinned`);
      return terms.timeOf({ calendarId, version });
    },
  };
}
