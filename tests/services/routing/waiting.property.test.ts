import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Handoff } from '#domain/handoff/state.ts';
import { findsSomebody } from '#services/routing/assign-waiting.ts';
import { anyWaitingLife } from './support/waiting-deeds.ts';
import { dueOf, type WaitingWorld, waitingWorld } from './support/waiting-world.ts';

const RUNS = 80;

test('whatever happens, nothing waits for somebody who is free, and what is due first is given to them first', async () => {
  await fc.assert(
    fc.asyncProperty(anyWaitingLife, async (given) => {
      const world = await waitingWorld(given);
      for (const deed of given.deeds) {
        const before = new Set((await waiting(world)).map(({ id }) => id));
        await world.live(deed);
        const left = await waiting(world);
        expect(await forgotten(world, left), JSON.stringify(deed)).toEqual([]);
        const candidates = left.filter(({ id }) => before.has(id));
        expect(await overtaken(world, before, candidates), JSON.stringify(deed)).toEqual([]);
      }
    }),
    { numRuns: RUNS },
  );
});

type Pending = Extract<Handoff, { state: 'pending' }>;

/** What waits for a claim is nobody's to be given. */
async function waiting({ stored, queues }: WaitingWorld): Promise<Pending[]> {
  return (await stored())
    .filter((each) => each.state === 'pending')
    .filter(({ holder }) => holder.queueId !== queues.at(-1));
}

/** What waits although somebody could be given it now. */
async function forgotten({ staff }: WaitingWorld, left: readonly Pending[]): Promise<string[]> {
  const found: string[] = [];
  for (const { id } of left) if (await findsSomebody(staff.context(), id)) found.push(id);
  return found;
}

/** What waits still although the same people were asked for another that had waited too and is due later. */
async function overtaken(
  { stored, staff }: WaitingWorld,
  before: ReadonlySet<string>,
  left: readonly Pending[],
): Promise<string[]> {
  const found: string[] = [];
  for (const given of (await stored()).filter(({ id, state }) => before.has(id) && state === 'assigned')) {
    const last = (await staff.timeline(given.id)).findLast(({ type }) => type === 'handoff.assigned');
    if (last?.type !== 'handoff.assigned' || last.data.reason !== 'queue') continue;
    const overtook = left.filter((other) => isLike(other, given) && dueOf(other) < dueOf(given));
    found.push(...overtook.map(({ id }) => `${id} by ${given.id}`));
  }
  return found;
}

/** The same people are asked for both. */
function isLike(one: Pending, other: Handoff): boolean {
  const { contractId, testClockId, routing, takenFrom, placed } = one;
  if (takenFrom !== undefined || placed !== undefined) return false;
  return (
    contractId === other.contractId && testClockId === other.testClockId && routing.ruleId === other.routing.ruleId
  );
}
