import type { Assignee } from '../contract/routing.ts';
import type { Instant } from '../instant.ts';
import { availabilityOf, type OpeningHours, type RoutableOwner } from './availability.ts';
import { type QueueMember, type Strategy, weightOf } from './queue.ts';
import { pick } from './strategy.ts';
import type { TracedMember } from './trace.ts';
import { align, type QueueTurns, settle, type Turns } from './turns.ts';

/** What routing needs to know of a queue. */
export interface RoutableQueue {
  /** The version of the queue that this was read from; a decision holds only while there is no later one. */
  readonly version?: number | undefined;
  readonly strategy: Strategy;
  readonly members: readonly QueueMember[];
  readonly fallback?: Assignee | undefined;
  readonly turns: QueueTurns;
}

/** All that a decision depends on beside the contract. Undefined: there is none of that id. */
export interface RoutingWorld {
  readonly now: Instant;
  readonly hours: OpeningHours;
  owner(ownerId: string): RoutableOwner | undefined;
  queue(queueId: string): RoutableQueue | undefined;
}

/** Who was picked from a queue, and what that makes of its turns. */
export interface Picked {
  readonly ownerId: string;
  /** Absent: the turns stay as they are, and there is none to be given back. */
  readonly turn?: { readonly turns: Turns; readonly taken: number };
}

export interface QueueConsidered {
  readonly members: readonly TracedMember[];
  readonly picked?: Picked;
}

/** Asks every member of a queue, and picks one of those who are available by its strategy. */
export function considerQueue(
  queue: RoutableQueue,
  strategy: Exclude<Strategy, 'manual'>,
  world: RoutingWorld,
): QueueConsidered {
  const aligned = align(queue.turns.turns, queue.members);
  const members = queue.members.map((member): TracedMember => {
    const { ownerId } = member;
    const owner = world.owner(ownerId);
    const availability = availabilityOf(owner, world.now, world.hours);
    if (availability !== 'available' && availability !== 'full') return { ownerId, availability };
    const load = owner?.load === undefined ? {} : { load: owner.load };
    if (availability === 'full') return { ownerId, availability, ...load };
    return { ownerId, availability, weight: weightOf(member, strategy), turn: aligned.get(ownerId) ?? 0, ...load };
  });
  const round = pick(
    strategy,
    members
      .filter(({ availability }) => availability === 'available')
      .map(({ ownerId, weight = 1, turn = 0, load = 0 }) => ({ ownerId, weight, turn, load })),
  );
  if (round === undefined) return { members };
  const { winner, taken, anew = false } = round;
  const before = anew ? align({}, queue.members) : aligned;
  const after = settle(new Map([...before, ...Object.entries(round.turns)]), queue);
  if (isSame(after, settle(aligned, queue))) return { members, picked: { ownerId: winner } };
  return { members, picked: { ownerId: winner, turn: { turns: after, taken } } };
}

function isSame(one: Turns, other: Turns): boolean {
  const ids = Object.keys(one);
  return ids.length === Object.keys(other).length && ids.every((id) => one[id] === other[id]);
}
