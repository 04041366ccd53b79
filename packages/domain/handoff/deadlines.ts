import { DEADLINE_ACTOR } from '../actor.ts';
import { addSeconds, type Instant } from '../instant.ts';
import { definitionOf } from './clock-plan.ts';
import { isOf } from './clock-ref.ts';
import { stepFacts } from './escalate.ts';
import { escalates } from './escalates.ts';
import type { HandoffEvent, HandoffFact } from './events.ts';
import { applyFacts } from './evolve.ts';
import type { PendingEscalation } from './parts.ts';
import { resumeByItself } from './resume.ts';
import { type Clock, type Handoff, isOpen, isStill } from './state.ts';
import { settle, stepsAfterBreach } from './step-plan.ts';
import type { Circumstances } from './terms.ts';

type RunningClock = Extract<Clock, { state: 'running' }>;

/** Something that happens by itself once its instant has come. */
type Deadline =
  | { readonly kind: 'warning'; readonly at: Instant; readonly clock: RunningClock; readonly fraction: number }
  | { readonly kind: 'step'; readonly at: Instant; readonly step: PendingEscalation }
  | { readonly kind: 'breach'; readonly at: Instant; readonly clock: RunningClock }
  | { readonly kind: 'resume'; readonly at: Instant; readonly pause: NonNullable<Handoff['paused']> };

/** The next instant at which something is due by itself, routing it again included; undefined if nothing is. */
export function nextDeadline(state: Handoff): Instant | undefined {
  return soonestOf([...deadlines(state).map(({ at }) => at), ...routingDue(state)]);
}

/** Whether it waits, and may find somebody by now. Routing it needs more than the handoff: `catchUp` records nothing of it. */
export function isDueForRouting(state: Handoff, now: Instant): boolean {
  return routingDue(state).some((at) => at <= now);
}

function routingDue(state: Handoff): Instant[] {
  return state.state === 'pending' && state.routeAgainAt !== undefined ? [state.routeAgainAt] : [];
}

function soonestOf(instants: readonly Instant[]): Instant | undefined {
  return instants.reduce<Instant | undefined>(
    (soonest, at) => (soonest === undefined || at < soonest ? at : soonest),
    undefined,
  );
}

/** The next instant at which something has to be recorded: a breach only once its due instant is past. */
export function nextDue(state: Handoff): Instant | undefined {
  const recorded = deadlines(state).map(({ kind, at }) => (kind === 'breach' ? addSeconds(at, 0.001) : at));
  return soonestOf([...recorded, ...routingDue(state)]);
}

/**
 * Brings `state` up to `now`: every deadline that has passed is recorded, in order, with its true instant. Warnings that
 * nobody saw before the breach collapse into it. Steps of a clock that a late report has started in the past are due
 * with that report: nothing else may have its history rewritten by them.
 */
export function catchUp(
  state: Handoff,
  circumstances: Omit<Circumstances, 'actor'>,
): { readonly state: Handoff; readonly events: readonly HandoffEvent[] } {
  const events: HandoffEvent[] = [];
  let current = state;
  const next = () => firstDue(current, circumstances.now);
  for (let due = next(); due !== undefined; ) {
    const applied = applyFacts(current.id, current, factsOf(due, current, circumstances, state.updatedAt));
    events.push(...applied.events);
    current = applied.state;
    due = next();
  }
  return { state: current, events };
}

/** Nothing of a clock falls due while it stands still. */
function deadlines(state: Handoff): Deadline[] {
  const { paused } = state;
  return [
    ...state.clocks.flatMap((clock): Deadline[] =>
      clock.state === 'running'
        ? [
            ...clock.warnings.map(({ fraction, at }): Deadline => ({ kind: 'warning', at, clock, fraction })),
            { kind: 'breach', at: clock.dueAt, clock },
          ]
        : [],
    ),
    ...state.escalations
      .filter((step) => !state.clocks.some((clock) => isOf(step, clock) && isOpen(clock) && isStill(clock)))
      .map((step): Deadline => ({ kind: 'step', at: step.at, step })),
    ...(paused === undefined ? [] : [{ kind: 'resume', at: paused.resumesAt, pause: paused } as const]),
  ];
}

/** A breach comes last at its instant, because whoever looks at that very instant does not find it yet. */
const RANK = { warning: 0, step: 1, resume: 2, breach: 3 } as const;

function firstDue(state: Handoff, now: Instant): Deadline | undefined {
  return deadlines(state)
    .filter((deadline) => isDue(deadline, now))
    .reduce<Deadline | undefined>(
      (first, next) => (first === undefined || comesBefore(next, first) ? next : first),
      undefined,
    );
}

/** Stopping a clock at its due instant is in time, so a breach is due only once that instant is past. */
function isDue(deadline: Deadline, now: Instant): boolean {
  switch (deadline.kind) {
    case 'warning':
      return deadline.at <= now && deadline.clock.dueAt >= now;
    case 'step':
    case 'resume':
      return deadline.at <= now;
    case 'breach':
      return deadline.at < now;
  }
}

function comesBefore(a: Deadline, b: Deadline): boolean {
  return a.at === b.at ? RANK[a.kind] < RANK[b.kind] : a.at < b.at;
}

/** `reported`: when something was last recorded, such as the start of a clock in the past. */
function factsOf(
  deadline: Deadline,
  state: Handoff,
  circumstances: Omit<Circumstances, 'actor'>,
  reported: Instant,
): HandoffFact[] {
  const when = {
    occurredAt: deadline.at,
    ...(circumstances.now > deadline.at ? { detectedAt: circumstances.now } : {}),
    actor: DEADLINE_ACTOR,
  };
  switch (deadline.kind) {
    case 'warning': {
      const { name: clock, attempt, dueAt } = deadline.clock;
      return [{ ...when, type: 'clock.warned', data: { clock, attempt, fraction: deadline.fraction, dueAt } }];
    }
    case 'breach': {
      const { name: clock, attempt, dueAt } = deadline.clock;
      const { terms } = circumstances;
      const escalations = escalates(definitionOf(terms, clock), state)
        ? stepsAfterBreach(terms, deadline.clock, dueAt).map((step) => settle(step, deadline.clock, terms, reported))
        : [];
      return [{ ...when, type: 'clock.breached', data: { clock, attempt, dueAt, escalations } }];
    }
    case 'step':
      return stepFacts(deadline.step, state, circumstances, when);
    case 'resume':
      return resumeByItself(state, deadline.pause, circumstances.terms, when);
  }
}
