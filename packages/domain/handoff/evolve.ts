import { common } from './common-members.ts';
import type { EventOf, HandoffEvent, HandoffFact } from './events.ts';
import {
  breachClock,
  excuseClock,
  rebaseHandoff,
  retargetClock,
  startClock,
  stopClock,
  warnClock,
} from './evolve-clocks.ts';
import { acknowledgeStep, endAllEscalation, fireStep, holdEscalation, skipStep } from './evolve-escalation.ts';
import { assignHandoff, queueHandoff, queueOf, reassignHandoff, unsort } from './evolve-holder.ts';
import { pauseHandoff, resumeHandoff } from './evolve-pause.ts';
import type { Handoff } from './state.ts';

/**
 * The state after `event`. Total over what `decide` produces; throws only on a history that is not one of a handoff,
 * which means that stored data was damaged.
 */
export function evolve(state: Handoff | undefined, event: HandoffEvent): Handoff {
  if (event.type === 'handoff.submitted') return born(event);
  if (state === undefined) throw new Error(`a handoff's history cannot begin with ${event.type}`);
  return { ...apply(state, event), version: event.sequence, updatedAt: event.detectedAt ?? event.occurredAt };
}

/** A handoff's state is the fold of its events, and nothing else. */
export function fold(events: readonly HandoffEvent[]): Handoff | undefined {
  return events.reduce<Handoff | undefined>(evolve, undefined);
}

/** Numbers `facts` on from `state` and applies them. */
export function applyFacts<S extends Handoff | undefined>(
  handoffId: string,
  state: S,
  facts: readonly HandoffFact[],
): { readonly state: Handoff | S; readonly events: readonly HandoffEvent[] } {
  const events: HandoffEvent[] = [];
  let next: Handoff | S = state;
  for (const fact of facts) {
    const event: HandoffEvent = { ...fact, handoffId, sequence: (next?.version ?? 0) + 1 };
    next = evolve(next, event);
    events.push(event);
  }
  return { state: next, events };
}

function born(event: EventOf<'handoff.submitted'>): Handoff {
  const { queueId, inherited: _withThePacket, ...rest } = event.data;
  return {
    ...rest,
    id: event.handoffId,
    state: 'pending',
    attempt: 1,
    version: event.sequence,
    holder: { ...(queueId === undefined ? {} : { queueId }), since: event.occurredAt },
    milestones: [],
    clocks: [],
    escalations: [],
    createdAt: event.occurredAt,
    updatedAt: event.occurredAt,
  };
}

function apply(state: Handoff, event: Exclude<HandoffEvent, { type: 'handoff.submitted' }>): Handoff {
  switch (event.type) {
    case 'handoff.queued':
      return queueHandoff(state, event);
    case 'handoff.assigned':
      return assignHandoff(state, event);
    case 'handoff.accepted':
      return {
        ...common(state),
        state: 'accepted',
        acceptedAt: event.occurredAt,
        holder: { ...queueOf(state), ownerId: event.data.ownerId, since: event.occurredAt },
      };
    case 'handoff.rejected':
      return {
        // Escalation is about a receiver who is late; a rerouted handoff still has one, so its open clocks escalate on.
        ...common(event.data.rerouted === true ? state : holdEscalation(state)),
        state: 'rejected',
        rejection: rejectionOf(event),
        holder: { since: event.occurredAt },
      };
    case 'handoff.resubmitted':
      return resubmitted(state, event);
    case 'handoff.reassigned':
      return reassignHandoff(state, event);
    case 'handoff.milestone_reached': {
      const reached = { name: event.data.name, reachedAt: event.occurredAt };
      return { ...state, milestones: [...state.milestones, reached] };
    }
    case 'handoff.paused':
      return pauseHandoff(state, event);
    case 'handoff.resumed':
      return resumeHandoff(state, event);
    case 'handoff.reprioritized':
      return unsort({ ...state, priority: event.data.to });
    case 'handoff.escalated':
    case 'handoff.noted':
      return state;
    case 'handoff.migrated': {
      const { calendars: _pinned, ...rest } = state;
      const { toVersion, calendars } = event.data;
      const pins = calendars === undefined ? {} : { calendars };
      return unsort({ ...rest, contractVersion: toVersion, ...pins, termsSince: event.occurredAt });
    }
    case 'handoff.rebased':
      return rebaseHandoff(state, event);
    case 'handoff.completed':
      return { ...common(endAllEscalation(state)), state: 'completed', completedAt: event.occurredAt };
    case 'handoff.disqualified':
      return {
        ...common(endAllEscalation(state)),
        state: 'disqualified',
        disqualifiedAt: event.occurredAt,
        reason: event.data.reason,
      };
    case 'handoff.cancelled':
      return {
        ...common(endAllEscalation(state)),
        state: 'cancelled',
        cancelledAt: event.occurredAt,
        reason: event.data.reason,
      };
    case 'clock.started':
      return startClock(state, event);
    case 'clock.retargeted':
      return retargetClock(state, event);
    case 'clock.warned':
      return warnClock(state, event);
    case 'clock.breached':
      return breachClock(state, event);
    case 'clock.met':
    case 'clock.closed':
    case 'clock.cancelled':
      return stopClock(state, event);
    case 'clock.excused':
      return excuseClock(state, event);
    case 'escalation.triggered':
      return event.data.raisedTo === undefined ? fireStep(state, event) : unsort(fireStep(state, event));
    case 'escalation.acknowledged':
      return acknowledgeStep(state, event);
    case 'escalation.skipped':
      return skipStep(state, event);
    case 'escalation.exhausted':
      return state;
    default:
      return unreachable(event);
  }
}

function resubmitted(state: Handoff, { data, occurredAt }: EventOf<'handoff.resubmitted'>): Handoff {
  const { override: _ofTheLastAttempt, takenFrom: _inTheLastAttempt, ...rest } = common(state);
  const { attempt, packetRevision, override, routing, queueId, escalations } = data;
  return {
    ...rest,
    state: 'pending',
    attempt,
    packetRevision,
    ...(override === undefined ? {} : { override }),
    routing,
    holder: { ...(queueId === undefined ? {} : { queueId }), since: occurredAt },
    escalations: [...state.escalations.filter(({ held }) => held !== true), ...escalations],
  };
}

function rejectionOf({ data }: EventOf<'handoff.rejected'>): Extract<Handoff, { state: 'rejected' }>['rejection'] {
  const { rerouted: _whereItWent, ...rejection } = data;
  return rejection;
}

function unreachable(event: never): never {
  throw new Error(`unknown event: ${JSON.stringify(event)}`);
}
