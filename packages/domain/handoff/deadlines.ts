import { DEADLINE_ACTOR } from '../actor.ts';
import { addSeconds, type Instant } from '../instant.ts';
import type { Route } from '../routing/route.ts';
import { definitionOf } from './clock-plan.ts';
import { isOf } from './clock-ref.ts';
import { type StepOutcome, takeStep } from './escalate.ts';
import { escalates } from './escalates.ts';
import type { HandoffEvent, HandoffFact, When } from './events.ts';
import { applyFacts } from './evolve.ts';
import { exhaustionFacts } from './exhaust.ts';
import { resumeByItself } from './resume.ts';
import { type Clock, type DueStep, type Handoff, isOpen, isStill } from './state.ts';
import { settle, stepsAfterBreach } from './step-plan.ts';
import type { Circumstances, Terms } from './terms.ts';

type RunningClock = Extract<Clock, { state: 'running' }>;

/** Something that happens by itself once its instant has come. */
type Deadline =
  | { readonly kind: 'warning'; readonly at: Instant; readonly clock: RunningClock; readonly fraction: number }
  | { readonly kind: 'step'; readonly at: Instant; readonly step: DueStep }
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

/** The next instant at which something has to be recorded, or it is routed again. */
export function nextDue(state: Handoff): Instant | undefined {
  const recorded = nextRecorded(state);
  return soonestOf([...(recorded === undefined ? [] : [recorded]), ...routingDue(state)]);
}

/** The next instant at which something has to be recorded: a breach only once its due instant is past. */
export function nextRecorded(state: Handoff): Instant | undefined {
  return soonestOf(deadlines(state).map(({ kind, at }) => (kind === 'breach' ? addSeconds(at, 0.001) : at)));
}

/**
 * Brings `state` up to `now`: every deadline that has passed is recorded, in order, with its true instant. Warnings that
 * nobody saw before the breach collapse into it. Steps of a clock that a late report has started in the past are due
 * with that report: nothing else may have its history rewritten by them. `route`: the last decision about whom a step
 * hands over to.
 */
export function catchUp(
  state: Handoff,
  circumstances: Omit<Circumstances, 'actor'>,
): { readonly state: Handoff; readonly events: readonly HandoffEvent[]; readonly route?: Route } {
  const events: HandoffEvent[] = [];
  let current = state;
  let decided: { readonly route?: Route } = {};
  const next = () => firstDue(current, circumstances.now);
  for (let due = next(); due !== undefined; ) {
    const { facts, ...decision } = outcomeOf(due, current, circumstances, state.updatedAt);
    const applied = applyFacts(current.id, current, facts);
    // one that found nobody says nothing of who has it by an earlier one
    if (decided.route?.to === undefined || decision.route?.to !== undefined) decided = { ...decided, ...decision };
    events.push(...applied.events);
    current = applied.state;
    due = next();
  }
  return { state: current, events, ...decided };
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
      .filter(
        (step) =>
          step.held !== true && !state.clocks.some((clock) => isOf(step, clock) && isOpen(clock) && isStill(clock)),
      )
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
function outcomeOf(
  deadline: Deadline,
  state: Handoff,
  circumstances: Omit<Circumstances, 'actor'>,
  reported: Instant,
): StepOutcome {
  const when = {
    occurredAt: deadline.at,
    ...(circumstances.now > deadline.at ? { detectedAt: circumstances.now } : {}),
    actor: DEADLINE_ACTOR,
  };
  switch (deadline.kind) {
    case 'warning': {
      const { name: clock, attempt, dueAt } = deadline.clock;
      const data = { clock, attempt, fraction: deadline.fraction, dueAt };
      return { facts: [{ ...when, type: 'clock.warned', data }] };
    }
    case 'breach':
      return { facts: breachFacts(deadline.clock, state, circumstances.terms, { when, reported }) };
    case 'step':
      return takeStep(deadline.step, state, circumstances, when);
    case 'resume':
      return { facts: resumeByItself(state, deadline.pause, circumstances.terms, when) };
  }
}

/** The breach, with the steps that it makes due; where none is left, nobody will be told of it. */
function breachFacts(
  running: RunningClock,
  state: Handoff,
  terms: Terms,
  { when, reported }: { readonly when: When; readonly reported: Instant },
): HandoffFact[] {
  const { name: clock, attempt, dueAt } = running;
  const due = escalates(definitionOf(terms, clock), state);
  const escalations = due
    ? stepsAfterBreach(terms, running, dueAt).map((step) => settle(step, running, terms, reported))
    : [];
  const breached: HandoffFact = { ...when, type: 'clock.breached', data: { clock, attempt, dueAt, escalations } };
  if (!due) return [breached];
  const after = applyFacts(state.id, state, [breached]).state;
  return [breached, ...exhaustionFacts(after, { clock, attempt }, terms, when)];
}
