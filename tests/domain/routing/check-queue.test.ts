import { describe, expect, it } from 'vitest';
import type { Assignee } from '#domain/contract/body.ts';
import { checkQueue, checkStaffed } from '#domain/routing/check-queue.ts';
import type { QueuePatch } from '#domain/routing/queue.ts';
import { ANA, BEN, MAY, OTHER_QUEUE, QUEUE } from '#tests/support/people.ts';
import { QUEUE_IDS } from './worlds.ts';

/** What is wrong with an edit of `QUEUE`, given the fallbacks of the others. */
function refusals(patch: QueuePatch, fallbacks: Readonly<Record<string, Assignee | undefined>> = {}) {
  const known = {
    hasOwner: (ownerId: string) => [ANA, BEN].includes(ownerId),
    queue: (queueId: string) => {
      if (!(queueId in fallbacks)) return undefined;
      const fallback = fallbacks[queueId];
      return fallback === undefined ? {} : { fallback };
    },
  };
  return checkQueue(patch, known, QUEUE).map(({ pointer, code }) => `${pointer} ${code}`);
}

const toQueue = (queueId: string) => ({ queueId });

describe('the references of a queue', () => {
  it('may be to anybody and any queue that is there, or to nothing', () => {
    expect(refusals({})).toEqual([]);
    expect(refusals({ members: [{ ownerId: ANA, weight: 1 }], fallback: { ownerId: BEN } })).toEqual([]);
    expect(refusals({ fallback: toQueue(OTHER_QUEUE) }, { [OTHER_QUEUE]: { ownerId: ANA } })).toEqual([]);
    expect(refusals({ fallback: null })).toEqual([]);
  });

  it('are refused where they lead nowhere or name somebody twice, all of them at once', () => {
    const members = [ANA, MAY, ANA].map((ownerId) => ({ ownerId, weight: 1 }));
    expect(refusals({ members, fallback: { ownerId: MAY } })).toEqual([
      '/members/1/ownerId unknown_owner',
      '/members/2/ownerId duplicate',
      '/fallback/ownerId unknown_owner',
    ]);
    expect(refusals({ fallback: toQueue(OTHER_QUEUE) })).toEqual(['/fallback/queueId unknown_queue']);
  });

  it('are refused where the queue falls back to itself, at once or by way of others', () => {
    const [one = '', two = ''] = QUEUE_IDS.slice(3);
    expect(refusals({ fallback: toQueue(QUEUE) })).toEqual(['/fallback/queueId self_reference']);
    const way = { [one]: toQueue(two), [two]: toQueue(QUEUE), [QUEUE]: undefined };
    expect(refusals({ fallback: toQueue(one) }, way)).toEqual(['/fallback/queueId cyclic_fallbacks']);
  });

  it('are refused where more fallbacks follow one another than are asked: five', () => {
    const ids = QUEUE_IDS.slice(1);
    const chain = (length: number) =>
      Object.fromEntries(
        ids.slice(0, length).map((id, index) => [id, index === length - 1 ? undefined : toQueue(ids[index + 1] ?? '')]),
      );
    const first = { fallback: toQueue(ids[0] ?? '') };
    expect(refusals(first, chain(5))).toEqual([]);
    expect(refusals(first, chain(6))).toEqual(['/fallback/queueId too_many_fallbacks']);
  });
});

describe('the queues that a contract names', () => {
  const queues = {
    [QUEUE]: { strategy: 'round_robin' as const, members: [] },
    [OTHER_QUEUE]: { strategy: 'manual' as const, members: [] },
  };
  const lookup = (id: string) => new Map(Object.entries(queues)).get(id);
  const rule = { id: 'all', when: 'true' };

  it('are refused where a strategy has nobody to choose from, wherever they are named', () => {
    const routing = {
      rules: [{ ...rule, assign: { ownerId: ANA }, fallback: toQueue(QUEUE) }],
      fallback: toQueue(QUEUE),
    };
    expect(checkStaffed(routing, lookup).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/routing/rules/0/fallback/queueId empty_queue',
      '/routing/fallback/queueId empty_queue',
    ]);
  });

  it('may be without members where everybody may claim', () => {
    expect(checkStaffed({ rules: [{ ...rule, assign: toQueue(OTHER_QUEUE) }] }, lookup)).toEqual([]);
  });
});
