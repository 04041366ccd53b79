import type { Assignee } from '#domain/contract/body.ts';
import type { Instant } from '#domain/instant.ts';
import { epochOf } from '#domain/instant.ts';
import { isPulseOpen, PULSE_CALENDAR, PULSE_RHYTHM, SLOW_PULSE_RHYTHM } from '#tests/support/pulse.ts';
import type { Situation } from './worlds.ts';

/** Where a handoff may go, by rules written down without any regard to how they are best computed. */
export type Allowed =
  | { readonly kind: 'owner'; readonly ownerId: string }
  | { readonly kind: 'members'; readonly queueId: string; readonly ownerIds: readonly string[] }
  | { readonly kind: 'claim'; readonly queueId: string }
  | { readonly kind: 'wait'; readonly queueId: string }
  | { readonly kind: 'nowhere' };

const HOPS = 5;

/** Where it must go at `at`. */
export function naiveRoute(situation: Situation, at: Instant): Allowed {
  const { routing, results } = situation;
  const rule = routing.rules.find(({ id }) => results.find((result) => result.id === id)?.matched);
  const named = [rule?.assign, rule?.fallback, routing.fallback].filter((each) => each !== undefined);
  const asked = named.flatMap((each) => standIns(each, situation, at, HOPS));
  for (const assignee of asked) {
    const allowed = allowedBy(assignee, situation, at);
    if (allowed !== undefined) return allowed;
  }
  const last = routing.fallback;
  const queues = [...(last === undefined ? [] : [last]), ...asked].flatMap((each) =>
    'queueId' in each && situation.queues[each.queueId] !== undefined ? [each.queueId] : [],
  );
  const [first] = queues;
  return first === undefined ? { kind: 'nowhere' } : { kind: 'wait', queueId: first };
}

/** The candidate, and all who would be asked in its place. */
function standIns(assignee: Assignee, situation: Situation, at: Instant, hops: number): Assignee[] {
  if ('ownerId' in assignee) {
    const here = situation.owners[assignee.ownerId];
    const away = here?.outOfOffice?.filter(({ from, to }) => from <= at && at < to) ?? [];
    const delegateId =
      here?.active === true ? away.find((each) => each.delegateId !== undefined)?.delegateId : undefined;
    if (delegateId === undefined || hops === 0) return [assignee];
    return [assignee, ...delegates(delegateId, situation, at, hops)];
  }
  const fallback = situation.queues[assignee.queueId]?.fallback;
  if (fallback === undefined || hops === 0) return [assignee];
  const further = 'ownerId' in fallback ? HOPS : hops - 1;
  return [assignee, ...standIns(fallback, situation, at, further)];
}

function delegates(ownerId: string, situation: Situation, at: Instant, hops: number): Assignee[] {
  return standIns({ ownerId }, situation, at, hops - 1);
}

function allowedBy(assignee: Assignee, situation: Situation, at: Instant): Allowed | undefined {
  if ('ownerId' in assignee) {
    const { ownerId } = assignee;
    return canReceive(ownerId, situation, at) ? { kind: 'owner', ownerId } : undefined;
  }
  const { queueId } = assignee;
  const queue = situation.queues[queueId];
  if (queue?.strategy === 'manual')
    return canBeClaimed(queue.members, situation) ? { kind: 'claim', queueId } : undefined;
  const ownerIds = (queue?.members ?? [])
    .map(({ ownerId }) => ownerId)
    .filter((ownerId) => canReceive(ownerId, situation, at) && isAtWork(ownerId, situation, at));
  return ownerIds.length === 0 ? undefined : { kind: 'members', queueId, ownerIds };
}

/** By any of its members who is active; where there are none, by everybody. */
function canBeClaimed(members: readonly { readonly ownerId: string }[], { owners }: Situation): boolean {
  return members.length === 0 || members.some(({ ownerId }) => owners[ownerId]?.active);
}

/** Active, not away, and below capacity. */
export function canReceive(ownerId: string, { owners }: Situation, at: Instant): boolean {
  const owner = owners[ownerId];
  if (!owner?.active || (owner.load ?? 0) >= (owner.capacity ?? Number.POSITIVE_INFINITY)) return false;
  return !owner.outOfOffice?.some(({ from, to }) => from <= at && at < to);
}

export function isAtWork(ownerId: string, { owners }: Situation, at: Instant): boolean {
  const calendarId = owners[ownerId]?.calendarId;
  if (calendarId === undefined) return true;
  return isPulseOpen(epochOf(at), calendarId === PULSE_CALENDAR ? PULSE_RHYTHM : SLOW_PULSE_RHYTHM);
}
