import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Handoff } from '#domain/handoff/state.ts';
import { findsSomebody } from '#services/routing/assign-waiting.ts';
import { anyWaitingLife, type Given } from './support/waiting-deeds.ts';
import { dueOf, mayBeGiven, type WaitingWorld, waitingWorld } from './support/waiting-world.ts';

const RUNS = 20;

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
        expect(await overtaken(world, given, before, candidates), JSON.stringify(deed)).toEqual([]);
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

/** What waits still although somebody who might have been given it was given what is due later. */
async function overtaken(
  world: WaitingWorld,
  given: Given,
  before: ReadonlySet<string>,
  left: readonly Pending[],
): Promise<string[]> {
  const found: string[] = [];
  for (const one of await world.stored()) {
    const ownerId = before.has(one.id) ? await givenTo(world, one) : undefined;
    if (ownerId === undefined) continue;
    const overtook = left
      .filter(({ testClockId }) => testClockId === one.testClockId)
      .filter((other) => dueOf(other) < dueOf(one) && !other.takenFrom?.includes(ownerId))
      .filter((other) => mayBeGiven(world, given, other).has(ownerId));
    found.push(...overtook.map(({ id }) => `${id} by ${one.id}`));
  }
  return found;
}

/** To whom routing has given what had waited. The first is in an office, and so is not always there for all that is theirs. */
async function givenTo({ staff, owners }: WaitingWorld, { id, holder }: Handoff): Promise<string | undefined> {
  const last = (await staff.timeline(id)).findLast(({ type }) => type === 'handoff.assigned');
  if (last?.type !== 'handoff.assigned' || last.data.reason !== 'queue') return undefined;
  return holder.ownerId === owners[0] ? undefined : holder.ownerId;
}
