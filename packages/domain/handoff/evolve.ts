import type { HandoffEvent, HandoffFact } from './events.ts';
import { type Clock, type Handoff, isOpen, type OpenClock } from './state.ts';

type EventOf<T extends HandoffEvent['type']> = Extract<HandoffEvent, { type: T }>;

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
  const { queueId, ...rest } = event.data;
  return {
    ...rest,
    id: event.handoffId,
    state: 'pending',
    attempt: 1,
    version: event.sequence,
    holder: { ...(queueId === undefined ? {} : { queueId }), since: event.occurredAt },
    clocks: [],
    escalations: [],
    createdAt: event.occurredAt,
    updatedAt: event.occurredAt,
  };
}

function apply(state: Handoff, event: Exclude<HandoffEvent, { type: 'handoff.submitted' }>): Handoff {
  switch (event.type) {
    case 'handoff.assigned':
      return {
        ...common(state),
        state: 'assigned',
        holder: { ...queueOf(state), ownerId: event.data.ownerId, since: event.occurredAt },
      };
    case 'handoff.accepted':
      return {
        ...common(state),
        state: 'accepted',
        acceptedAt: event.occurredAt,
        holder: { ...queueOf(state), ownerId: event.data.ownerId, since: event.occurredAt },
      };
    case 'handoff.rejected':
      return {
        ...common(state),
        state: 'rejected',
        rejection: event.data,
        holder: { since: event.occurredAt },
        escalations: [],
      };
    case 'handoff.reassigned':
      return {
        ...common(state),
        state: event.data.to.ownerId === undefined ? 'pending' : 'assigned',
        holder: { ...event.data.to, since: event.occurredAt },
      };
    case 'handoff.completed':
      return { ...common(state), state: 'completed', completedAt: event.occurredAt, escalations: [] };
    case 'handoff.cancelled':
      return {
        ...common(state),
        state: 'cancelled',
        cancelledAt: event.occurredAt,
        reason: event.data.reason,
        escalations: [],
      };
    case 'clock.started':
      return startClock(state, event);
    case 'clock.warned':
      return changeClock(state, event, (clock) =>
        clock.state === 'running'
          ? {
              ...clock,
              warnings: clock.warnings.filter(({ fraction }) => fraction > event.data.fraction),
              warned: [...clock.warned, event.data.fraction],
            }
          : clock,
      );
    case 'clock.breached':
      return breachClock(state, event);
    case 'clock.met':
    case 'clock.closed':
    case 'clock.cancelled':
      return stopClock(state, event);
    case 'escalation.triggered':
      return passStep(state, event);
    default:
      return unreachable(event);
  }
}

function startClock(state: Handoff, event: EventOf<'clock.started'>): Handoff {
  const { clock: name, warnings, escalations, ...rest } = event.data;
  const clock: Clock = { ...rest, name, state: 'running', startedAt: event.occurredAt, warnings, warned: [] };
  return { ...state, clocks: [...state.clocks, clock], escalations: plan(state, event.data, escalations) };
}

function breachClock(state: Handoff, event: EventOf<'clock.breached'>): Handoff {
  const breached = changeClock(state, event, (clock) => {
    if (clock.state !== 'running') return clock;
    const { warnings: _skipped, ...rest } = clock;
    return {
      ...rest,
      state: 'breached_open',
      breachedAt: event.occurredAt,
      detectedAt: event.detectedAt ?? event.occurredAt,
    };
  });
  return { ...breached, escalations: plan(breached, event.data, event.data.escalations) };
}

function stopClock(state: Handoff, event: EventOf<'clock.met' | 'clock.closed' | 'clock.cancelled'>): Handoff {
  const stopped = changeClock(state, event, (clock) => stoppedClock(clock, event));
  return { ...stopped, escalations: stopped.escalations.filter((step) => !sameClock(step, event.data)) };
}

function stoppedClock(clock: OpenClock, event: EventOf<'clock.met' | 'clock.closed' | 'clock.cancelled'>): Clock {
  const stop = { stoppedAt: event.occurredAt, elapsedSeconds: event.data.elapsedSeconds };
  if (clock.state === 'breached_open') return { ...clock, ...stop, state: 'breached_closed' };
  const { warnings: _unneeded, ...rest } = clock;
  return { ...rest, ...stop, state: event.type === 'clock.met' ? 'met' : 'cancelled' };
}

function passStep(state: Handoff, event: EventOf<'escalation.triggered'>): Handoff {
  const { stepId, repetition, next, raisedTo } = event.data;
  const others = state.escalations.filter(
    (step) => !(sameClock(step, event.data) && step.stepId === stepId && step.repetition === repetition),
  );
  const escalations = plan({ escalations: others }, event.data, next === undefined ? [] : [next]);
  return { ...state, escalations, priority: raisedTo ?? state.priority };
}

interface ClockRef {
  readonly clock: string;
  readonly attempt: number;
}

function sameClock(a: ClockRef, b: ClockRef): boolean {
  return a.clock === b.clock && a.attempt === b.attempt;
}

function plan(
  state: Pick<Handoff, 'escalations'>,
  { clock, attempt }: ClockRef,
  steps: Extract<HandoffEvent, { type: 'clock.started' }>['data']['escalations'],
): Handoff['escalations'] {
  return [...state.escalations, ...steps.map((step) => ({ clock, attempt, ...step }))];
}

function changeClock(state: Handoff, event: { data: ClockRef }, change: (clock: OpenClock) => Clock): Handoff {
  return {
    ...state,
    clocks: state.clocks.map((clock) =>
      isOpen(clock) && sameClock({ clock: clock.name, attempt: clock.attempt }, event.data) ? change(clock) : clock,
    ),
  };
}

function queueOf(state: Handoff): { queueId?: string } {
  return state.holder.queueId === undefined ? {} : { queueId: state.holder.queueId };
}

type Common = Omit<Extract<Handoff, { state: 'pending' }>, 'state'>;

/** What a handoff has in every state; the members of one state do not survive into the next. */
function common(state: Handoff): Common {
  const { id, contractId, contractVersion, subject, priority, sender, override, attempt, packetRevision } = state;
  const { version, holder, clocks, escalations, createdAt, updatedAt } = state;
  return {
    id,
    contractId,
    contractVersion,
    subject,
    priority,
    ...(sender === undefined ? {} : { sender }),
    ...(override === undefined ? {} : { override }),
    attempt,
    packetRevision,
    version,
    holder,
    clocks,
    escalations,
    createdAt,
    updatedAt,
  };
}

function unreachable(event: never): never {
  throw new Error(`unknown event: ${JSON.stringify(event)}`);
}
