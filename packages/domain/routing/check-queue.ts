import type { Assignee, Routing } from '../contract/routing.ts';
import { duplicates } from '../contract/violations.ts';
import type { Violation } from '../problem.ts';
import { MAX_WEIGHT, type Queue, type QueuePatch } from './queue.ts';
import { MAX_HOPS } from './walk.ts';

/** What is known of the documents that a queue may name. */
export interface QueueReferences {
  hasOwner(ownerId: string): boolean;
  queue(queueId: string): Pick<Queue, 'fallback'> | undefined;
}

/**
 * Everything in which the references of a queue, or of an edit of one, lead nowhere or back, and weights that cannot be,
 * all at once. `id`: the queue that is edited; absent for a new one.
 */
export function checkQueue(
  { members = [], fallback }: QueuePatch,
  known: QueueReferences,
  id?: string,
): readonly Violation[] {
  return [
    ...members.flatMap(({ ownerId }, index) =>
      known.hasOwner(ownerId) ? [] : [unknown(`/members/${index}/ownerId`, 'owner', ownerId)],
    ),
    ...duplicates(members, '/members', 'ownerId'),
    ...members.flatMap(({ weight }, index) => checkWeight(weight, `/members/${index}/weight`)),
    ...(fallback === undefined || fallback === null ? [] : checkFallback(fallback, known, id)),
  ];
}

function checkWeight(weight: number, pointer: string): Violation[] {
  if (weight < 1) {
    return [
      { pointer, code: 'too_small', message: 'must be 1 or more; leave out a member who is to be given nothing' },
    ];
  }
  return weight <= MAX_WEIGHT ? [] : [{ pointer, code: 'too_big', message: `must be at most ${MAX_WEIGHT}` }];
}

function checkFallback(fallback: Assignee, known: QueueReferences, id: string | undefined): Violation[] {
  if ('ownerId' in fallback) {
    return known.hasOwner(fallback.ownerId) ? [] : [unknown('/fallback/ownerId', 'owner', fallback.ownerId)];
  }
  const pointer = '/fallback/queueId';
  if (fallback.queueId === id) {
    return [{ pointer, code: 'self_reference', message: 'A queue cannot be its own fallback.' }];
  }
  if (known.queue(fallback.queueId) === undefined) return [unknown(pointer, 'queue', fallback.queueId)];
  const chain = chainFrom(fallback.queueId, known, id);
  const way = [...(id === undefined ? [] : [id]), ...chain].join(' → ');
  if (id !== undefined && chain.at(-1) === id) {
    const message = `The fallbacks lead back: ${way}. Name another fallback.`;
    return [{ pointer, code: 'cyclic_fallbacks', message, details: { queues: chain } }];
  }
  if (chain.length <= MAX_HOPS) return [];
  const message = `More than ${MAX_HOPS} fallbacks follow one another: ${way}. The further ones would not be asked.`;
  return [{ pointer, code: 'too_many_fallbacks', message, details: { queues: chain } }];
}

/** The queues that are asked one after the other, up to the one that is edited, or one more than can be. */
function chainFrom(queueId: string, known: QueueReferences, id: string | undefined): string[] {
  const chain = [queueId];
  for (let next = known.queue(queueId)?.fallback; next !== undefined && 'queueId' in next; ) {
    if (chain.includes(next.queueId) || chain.length > MAX_HOPS) return chain;
    chain.push(next.queueId);
    if (next.queueId === id) return chain;
    next = known.queue(next.queueId)?.fallback;
  }
  return chain;
}

/** The queues of a contract that could never give a handoff to anybody: refused when it is published. */
export function checkStaffed(
  { rules, fallback }: Routing,
  queue: (queueId: string) => Pick<Queue, 'strategy' | 'members'> | undefined,
): readonly Violation[] {
  const named: (readonly [Assignee | undefined, string])[] = [
    ...rules.flatMap((rule, index) => [
      [rule.assign, `/routing/rules/${index}/assign`] as const,
      [rule.fallback, `/routing/rules/${index}/fallback`] as const,
    ]),
    [fallback, '/routing/fallback'],
  ];
  return named.flatMap(([assignee, at]): readonly Violation[] => {
    if (assignee === undefined || 'ownerId' in assignee) return [];
    const found = queue(assignee.queueId);
    if (found === undefined || found.strategy === 'manual' || found.members.length > 0) return [];
    const message = `The queue ${assignee.queueId} has no members whom ${found.strategy} could choose from.`;
    return [{ pointer: `${at}/queueId`, code: 'empty_queue', message }];
  });
}

function unknown(pointer: string, kind: 'owner' | 'queue', id: string): Violation {
  return { pointer, code: `unknown_${kind}`, message: `There is no ${kind} ${id}.` };
}
