import type { Assignee } from '#domain/contract/routing.ts';
import { invalid, type Violation } from '#domain/problem.ts';
import { checkQueue } from '#domain/routing/check-queue.ts';
import type { Queue, QueuePatch } from '#domain/routing/queue.ts';
import { MAX_HOPS } from '#domain/routing/walk.ts';
import type { TenantContext } from '../context.ts';

/**
 * Refuses members and a fallback that lead nowhere or back to `id`, and a queue that could never give a handoff to
 * anybody, with all causes at once. `after`: the queue as it would be.
 */
export async function requireQueueReferences(
  context: TenantContext,
  patch: QueuePatch,
  after: Pick<Queue, 'strategy' | 'members'>,
  id?: string,
): Promise<void> {
  const { members = [], fallback } = patch;
  const named = [
    ...members.map(({ ownerId }) => ownerId),
    ...(fallback && 'ownerId' in fallback ? [fallback.ownerId] : []),
  ];
  const [owners, queues] = await Promise.all([
    context.stores.owners.getMany(named, { consistent: true }),
    fallbacksFrom(context, fallback ?? undefined),
  ]);
  const present = new Set(owners.map((owner) => owner.id));
  const known = { hasOwner: (each: string) => present.has(each), queue: (each: string) => queues.get(each) };
  const violations = [...checkStaff(patch, after), ...checkQueue(patch, known, id)];
  if (violations.length > 0) throw invalid(...violations);
}

/** The queues that are asked one after the other from `first` on, and one more, so that too long a chain is seen. */
async function fallbacksFrom({ stores }: TenantContext, first: Assignee | undefined): Promise<Map<string, Queue>> {
  const found = new Map<string, Queue>();
  let next = first;
  while (next !== undefined && 'queueId' in next && !found.has(next.queueId) && found.size <= MAX_HOPS + 1) {
    const [queue] = await stores.queues.getMany([next.queueId], { consistent: true });
    if (queue === undefined) break;
    found.set(queue.id, queue);
    next = queue.fallback;
  }
  return found;
}

function checkStaff(patch: QueuePatch, { strategy, members }: Pick<Queue, 'strategy' | 'members'>): Violation[] {
  if (strategy === 'manual' || members.length > 0) return [];
  const message = `A queue without members has nobody whom ${strategy} could choose from.`;
  const pointer = patch.members === undefined ? '/strategy' : '/members';
  return [{ pointer, code: 'empty_queue', message }];
}
