import type { Assignee } from '../contract/routing.ts';
import { earlier, type Instant, later } from '../instant.ts';
import { type Absence, presences } from './absence.ts';
import { isFull, type RoutableOwner } from './availability.ts';
import type { RoutableQueue, RoutingWorld } from './consider-queue.ts';
import { MAX_HOPS } from './walk.ts';

/**
 * The first instant after `world.now` at which one of `roots`, or who stands in for them, is available if nothing but
 * time changes: an absence ends, or begins and leaves it to a delegate, or a calendar opens. `undefined`: never.
 * None of them may be available now.
 */
export function routeAgainAt(roots: readonly Assignee[], world: RoutingWorld): Instant | undefined {
  const owners = new Set<string>();
  const queues = new Set<string>();
  for (const root of roots) {
    const passed = new Set<string>();
    let next: Assignee | undefined = root;
    while (next !== undefined && passed.size <= MAX_HOPS) {
      if ('ownerId' in next) {
        owners.add(next.ownerId);
        break;
      }
      if (passed.has(next.queueId)) break;
      passed.add(next.queueId);
      queues.add(next.queueId);
      next = world.queue(next.queueId)?.fallback;
    }
  }
  return earliest([
    ...[...queues].map((queueId) => memberAvailableFrom(world.queue(queueId), world)),
    ...[...owners].map((ownerId) => reachedFrom(ownerId, { from: world.now }, [], world)),
  ]);
}

function memberAvailableFrom(queue: RoutableQueue | undefined, world: RoutingWorld): Instant | undefined {
  return earliest((queue?.members ?? []).map(({ ownerId }) => atWorkFrom(world.owner(ownerId), world)));
}

/** When they are at work next: there, and their calendar open. */
function atWorkFrom(owner: RoutableOwner | undefined, { now, hours }: RoutingWorld): Instant | undefined {
  if (owner === undefined || !owner.active || owner.excluded || isFull(owner)) return undefined;
  let at = now;
  for (;;) {
    const until = backFrom(owner.outOfOffice ?? [], at);
    if (owner.calendarId === undefined) return until;
    const opening = hours.nextOpening(owner.calendarId, until);
    if (!hours.isOpen(owner.calendarId, opening)) return undefined;
    if (opening === at) return at;
    at = opening;
  }
}

/** `at`, or the end of the absence, or of several that overlap, that they are in then. */
function backFrom(absences: readonly Absence[], at: Instant): Instant {
  const until = absences.reduce((last, { from, to }) => (from <= at && at < to ? later(last, to) : last), at);
  return until === at ? at : backFrom(absences, until);
}

interface Span {
  readonly from: Instant;
  readonly to?: Instant;
}

/** When an owner, or while they are away their delegate, can first be given something within `span`. */
function reachedFrom(ownerId: string, span: Span, passed: readonly string[], world: RoutingWorld): Instant | undefined {
  const owner = world.owner(ownerId);
  if (owner === undefined || !owner.active || owner.excluded) return undefined;
  for (const { away, delegateId, ...stretch } of presences(owner.outOfOffice ?? [], span.from, span.to)) {
    if (!away && !isFull(owner)) return stretch.from;
    if (!away || delegateId === undefined || delegateId === ownerId) continue;
    if (passed.length === MAX_HOPS || passed.includes(delegateId)) continue;
    const reached = reachedFrom(delegateId, stretch, [...passed, ownerId], world);
    if (reached !== undefined) return reached;
  }
  return undefined;
}

function earliest(instants: readonly (Instant | undefined)[]): Instant | undefined {
  return instants.reduce(
    (first, each) => (first === undefined || each === undefined ? (first ?? each) : earlier(first, each)),
    undefined,
  );
}
