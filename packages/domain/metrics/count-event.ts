import type { HandoffEvent } from '../handoff/events.ts';
import type { Handoff } from '../handoff/state.ts';
import type { ContractFacts } from './contract-facts.ts';
import type { Counted } from './counted.ts';
import type { Count, Counters } from './counters.ts';

/** What has happened to a handoff at least once, so that it is told apart from what happens again. */
export interface Firsts {
  accepted: boolean;
  rejected: boolean;
  reassigned: boolean;
}

type Part = Partial<Omit<Counters, 'clocks'>>;

/** An event that counts by itself. Those of clocks count with the run that they are of. */
export type LifecycleEvent = Exclude<HandoffEvent, { type: `clock.${string}` }>;

/** What `event` adds to the cell of its moment. Notes in `firsts` what it is the first of. */
export function countsOf(event: LifecycleEvent, facts: ContractFacts, firsts: Firsts): Part {
  switch (event.type) {
    case 'handoff.submitted':
      return counting('submitted', event.data.override && 'overridden');
    case 'handoff.assigned':
      return counting('assigned');
    case 'handoff.accepted':
      return counting(isFirst(firsts, 'accepted') ? 'accepted' : 'reaccepted');
    case 'handoff.rejected':
      return rejection(event, facts, firsts);
    case 'handoff.resubmitted':
      return {
        ...counting('resubmitted', event.data.override && 'overridden'),
        rerequested: each(event.data.changed.map((field) => facts.fieldOf(field))),
      };
    case 'handoff.reassigned':
      return reassignment(event, firsts);
    case 'handoff.milestone_reached':
      return { milestones: each([event.data.name]) };
    case 'handoff.paused':
      return counting('paused');
    case 'handoff.escalated':
      return counting('attemptsExhausted');
    case 'handoff.completed':
      return counting('completed', event.data.override && 'overridden');
    case 'handoff.disqualified':
      return counting('disqualified');
    case 'handoff.cancelled':
      return counting('cancelled');
    case 'handoff.migrated':
      return counting('migratedOut');
    case 'escalation.triggered':
      return counting('escalated');
    case 'escalation.acknowledged':
      return counting('acknowledged');
    case 'escalation.exhausted':
      return counting('exhausted');
    case 'handoff.queued':
    case 'handoff.resumed':
    case 'handoff.reprioritized':
    case 'handoff.noted':
    case 'handoff.rebased':
    case 'escalation.skipped':
      return {};
  }
}

/** The version under which an event counts: that by which the handoff went when it was recorded. */
export function versionOf(before: Handoff | undefined, after: Handoff): number {
  return (before ?? after).contractVersion;
}

type Rejected = Extract<HandoffEvent, { type: 'handoff.rejected' }>;

function rejection({ data }: Rejected, facts: ContractFacts, firsts: Firsts): Part {
  const rerouted = data.rerouted === true;
  const first = !rerouted && isFirst(firsts, 'rejected');
  return {
    ...counting('rejected', rerouted && 'rerouted', first && 'firstRejected'),
    reasons: each([data.reason]),
    classes: each([data.class]),
    criteria: each(data.criteria),
    fields: each(data.fields.map((field) => facts.fieldOf(field))),
  };
}

function reassignment({ data }: Extract<HandoffEvent, { type: 'handoff.reassigned' }>, firsts: Firsts): Part {
  const misrouted = data.misroute === true && 'misrouted';
  if (data.cause === 'rejection') return counting(misrouted);
  const first = isFirst(firsts, 'reassigned');
  const escalated = data.cause === 'escalation';
  return counting('reassigned', first && 'firstReassigned', escalated && 'reassignedByEscalation', misrouted);
}

function isFirst(firsts: Firsts, what: keyof Firsts): boolean {
  const first = !firsts[what];
  firsts[what] = true;
  return first;
}

/** One of each that is named; whatever else is given stands for a condition that does not hold, or that does. */
function counting(...names: readonly unknown[]): { readonly counts: Counted<Count> } {
  return { counts: each(names.filter((name): name is Count => typeof name === 'string')) };
}

/** Each name once, however often it is given. */
function each<K extends string>(names: readonly K[]): Counted<K> {
  return new Map(names.map((name) => [name, 1]));
}
