import type { Assignee, EscalationStep } from '../contract/body.ts';
import type { Instant } from '../instant.ts';
import { availabilityOf } from '../routing/availability.ts';
import type { RoutingWorld } from '../routing/consider-queue.ts';
import { decideEscalated } from '../routing/decide-route.ts';
import { excluding } from '../routing/excluding.ts';
import type { Route } from '../routing/route.ts';
import { NO_TURNS } from '../routing/turns.ts';
import { isWith } from './available.ts';
import { isSameRun } from './clock-ref.ts';
import type { HandoffEventData } from './events.ts';
import type { PendingEscalation } from './parts.ts';
import type { Handoff } from './state.ts';
import { excludedFrom } from './taken-from.ts';
import type { Circumstances, Directory } from './terms.ts';

type LookedAt = Pick<Circumstances, 'terms' | 'directory' | 'now'>;
type ReassignFailure = NonNullable<HandoffEventData<'escalation.triggered'>['reassignFailed']>;

/**
 * What the reassignment of a step comes to. `none`: it has no such part, has done it, or who is to have it has it already.
 * `route` is the decision, where there was anybody to ask.
 */
export type Reassignment =
  | { readonly kind: 'none' }
  | { readonly kind: 'moved'; readonly route: Route }
  | { readonly kind: 'failed'; readonly reason: ReassignFailure; readonly route?: Route };

/** States in which somebody on the receiving side holds the handoff, or could. */
const WITH_RECEIVER: ReadonlySet<Handoff['state']> = new Set(['pending', 'assigned', 'accepted']);
const NONE: Reassignment = { kind: 'none' };

/**
 * To whom a step hands over, by the rules of routing: its receiver or who stands in for them, else the contract's fallback.
 * A step hands over once; its repetitions only try again where it has found nobody.
 */
export function reassignmentOf(
  { reassign }: EscalationStep,
  due: PendingEscalation,
  state: Handoff,
  { terms, directory, now }: LookedAt,
): Reassignment {
  if (reassign === undefined || !WITH_RECEIVER.has(state.state)) return NONE;
  if (due.repetition > 0 && !hasFailed(due, state)) return NONE;
  const { fallback } = terms.body.routing;
  if (reassign.to === 'fallback' && fallback === undefined) return { kind: 'failed', reason: 'no_fallback' };
  const roots: Roots = reassign.to === 'fallback' ? [undefined, fallback] : [reassign.to, fallback];
  return decided(roots, state, directory.world ?? simpleWorld(directory, now));
}

/** The receiver of a step, if it names one, and the fallback of the contract, if there is one. */
type Roots = readonly [Assignee | undefined, Assignee | undefined];

function decided(roots: Roots, state: Handoff, world: RoutingWorld): Reassignment {
  const having = roots.findIndex((root) => root !== undefined && hasAlready(root, state, world));
  const [to, last] = having < 0 ? roots : roots.slice(0, having);
  if (to === undefined && last === undefined) return NONE;
  const route = decideEscalated(to, last, excluding(world, excludedFrom(state)));
  // whoever has it already is there, and better than a queue in which nobody is
  if (having >= 0 && (route.to === undefined || route.waitsIn !== undefined)) return NONE;
  if (route.to === undefined) return { kind: 'failed', reason: 'nobody_available', route };
  return isWith(route.to, state) ? NONE : { kind: 'moved', route };
}

/** The last firing of the step was to hand over, and found nobody. */
function hasFailed(due: PendingEscalation, { firedSteps = [] }: Handoff): boolean {
  const fired = firedSteps.find((each) => isSameRun(each, due) && each.stepId === due.stepId);
  return fired?.reassignFailed === true;
}

/** Whether they have it, and are there: what they carry does not matter, as this is part of it. */
function hasAlready(root: Assignee, state: Handoff, world: RoutingWorld): boolean {
  if (!isWith(root, state)) return false;
  if ('queueId' in root) return world.queue(root.queueId) !== undefined;
  const owner = world.owner(root.ownerId);
  return owner !== undefined && availabilityOf({ ...owner, capacity: undefined }, world.now) === 'available';
}

/** A world in which nobody is away or full, and queues are claimed from. */
function simpleWorld(directory: Directory, now: Instant): RoutingWorld {
  return {
    now,
    hours: { isOpen: () => true, nextOpening: (_calendarId, at) => at },
    owner: (ownerId) => {
      const owner = directory.owner(ownerId);
      return owner && { active: owner.active };
    },
    queue: (queueId) =>
      directory.queue(queueId) && { strategy: 'manual', members: [], turns: NO_TURNS, fallback: undefined },
  };
}
