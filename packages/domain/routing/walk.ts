import type { Assignee } from '../contract/routing.ts';
import { presenceAt } from './absence.ts';
import { availabilityOf } from './availability.ts';
import { considerQueue, type Picked, type RoutableQueue, type RoutingWorld } from './consider-queue.ts';
import { TRACE_LIMITS, type TracedCandidate, type TracedMember, type Via } from './trace.ts';

/** How many delegates, or fallbacks of queues, are followed from the one that a contract names. */
export const MAX_HOPS = 5;

/** One whom the contract or a step of it names, or the queue that somebody put it into. */
export interface Root {
  readonly assignee: Assignee;
  readonly via: Extract<Via, 'rule' | 'rule_fallback' | 'contract_fallback' | 'request' | 'escalation'>;
}

export interface Walked {
  readonly considered: TracedCandidate[];
  /** Who was picked, if it ended at a queue with somebody to be given it. */
  readonly picked?: Picked & { readonly queueId: string };
}

/** Asks the candidates in order until one is available: each named one, with those who stand in for it. */
export function walk(roots: readonly Root[], world: RoutingWorld): Walked {
  const steps: Steps = { world, considered: [], asked: new Set(), listed: 0 };
  for (const { assignee, via } of roots) {
    const found = askWithFallbacks(assignee, via, steps);
    if (found !== undefined) return { considered: steps.considered, ...found };
  }
  return { considered: steps.considered };
}

interface Steps {
  readonly world: RoutingWorld;
  readonly considered: TracedCandidate[];
  readonly asked: Set<string>;
  /** Members of queues with nobody available that are in the trace already. */
  listed: number;
}

/** What a candidate being available comes to. */
interface Found {
  readonly picked?: Picked & { readonly queueId: string };
}

function askWithFallbacks(root: Assignee, via: Via, steps: Steps): Found | undefined {
  const passed = new Set<string>();
  let next: { readonly assignee: Assignee; readonly via: Via } | undefined = { assignee: root, via };
  while (next !== undefined && passed.size <= MAX_HOPS) {
    const assignee: Assignee = next.assignee;
    if ('ownerId' in assignee) return askWithDelegates(assignee.ownerId, next.via, steps);
    if (passed.has(assignee.queueId)) return undefined;
    passed.add(assignee.queueId);
    const found = askQueue(assignee.queueId, next.via, steps);
    if (found !== undefined) return found;
    const fallback: Assignee | undefined = steps.world.queue(assignee.queueId)?.fallback;
    next = fallback && { assignee: fallback, via: 'queue_fallback' };
  }
  return undefined;
}

function askQueue(queueId: string, via: Via, steps: Steps): Found | undefined {
  const { world, considered, asked } = steps;
  const assignee = { queueId };
  const queue = world.queue(queueId);
  if (asked.has(queueId)) {
    if (via !== 'queue_fallback') {
      considered.push({ assignee, availability: queue === undefined ? 'unknown' : 'nobody', via });
    }
    return undefined;
  }
  asked.add(queueId);
  if (queue === undefined) {
    considered.push({ assignee, availability: 'unknown', via });
    return undefined;
  }
  const { strategy } = queue;
  if (strategy === 'manual') {
    const out = cannotClaim(queue, world);
    if (out === undefined) {
      considered.push({ assignee, availability: 'available', via, strategy });
      return {};
    }
    considered.push({ assignee, availability: 'nobody', via, strategy, ...listed(out, steps) });
    return undefined;
  }
  const { members, picked } = considerQueue(queue, strategy, world);
  if (picked !== undefined) {
    const { ownerId } = picked;
    considered.push({ assignee, availability: 'available', via, strategy, members: [...members], picked: ownerId });
    return { picked: { ...picked, queueId } };
  }
  considered.push({ assignee, availability: 'nobody', via, strategy, ...listed(members, steps) });
  return undefined;
}

/** Why none of the members of a manual queue could claim from it; undefined where one could, or where everybody may. */
function cannotClaim({ members }: RoutableQueue, world: RoutingWorld): TracedMember[] | undefined {
  const out: TracedMember[] = [];
  for (const { ownerId } of members) {
    const owner = world.owner(ownerId);
    const there = owner && { active: owner.active, excluded: owner.excluded };
    const availability = availabilityOf(there, world.now);
    if (availability === 'available') return undefined;
    out.push({ ownerId, availability });
  }
  return out.length === 0 ? undefined : out;
}

/** As many of the members as there is room for in the trace. */
function listed(members: readonly TracedMember[], steps: Steps): Pick<TracedCandidate, 'members' | 'omitted'> {
  const shown = members.slice(0, TRACE_LIMITS.passedOver - steps.listed);
  steps.listed += shown.length;
  const omitted = members.length - shown.length;
  return { members: shown, ...(omitted === 0 ? {} : { omitted }) };
}

function askWithDelegates(root: string, via: Via, { world, considered, asked }: Steps): Found | undefined {
  const passed = new Set<string>();
  let next: string | undefined = root;
  while (next !== undefined && passed.size <= MAX_HOPS && !passed.has(next)) {
    const ownerId: string = next;
    passed.add(ownerId);
    const owner = world.owner(ownerId);
    const availability = availabilityOf(owner, world.now);
    const isRoot = passed.size === 1;
    if (!asked.has(ownerId) || (isRoot && via !== 'queue_fallback')) {
      considered.push({ assignee: { ownerId }, availability, via: isRoot ? via : 'delegate' });
    }
    asked.add(ownerId);
    if (availability === 'available') return {};
    next = availability === 'absent' ? presenceAt(owner?.outOfOffice ?? [], world.now).delegateId : undefined;
  }
  return undefined;
}
