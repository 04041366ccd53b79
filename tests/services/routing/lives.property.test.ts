import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Assignee } from '#domain/contract/body.ts';
import { fold } from '#domain/handoff/evolve.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import { addSeconds } from '#domain/instant.ts';
import { DomainError } from '#domain/problem.ts';
import { acceptHandoff } from '#services/handoff/accept-handoff.ts';
import { cancelHandoff } from '#services/handoff/cancel-handoff.ts';
import { completeHandoff } from '#services/handoff/complete-handoff.ts';
import { reassignHandoff } from '#services/handoff/reassign-handoff.ts';
import { rejectHandoff } from '#services/handoff/reject-handoff.ts';
import { resubmitHandoff } from '#services/handoff/resubmit-handoff.ts';
import { assignWaiting } from '#services/routing/assign-waiting.ts';
import { updateOwner } from '#services/routing/update-owner.ts';
import type { Waiting } from '#storage/waiting-line.ts';
import { type Staff, staff } from '../support/staff.ts';

const strategy = fc.constantFrom('round_robin', 'weighted', 'least_loaded');
const capacity = fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined });

/** What is asked of the handoff that is the `which`th by then. */
const deed = fc.record({
  verb: fc.constantFrom(
    ...['submit', 'submit', 'submit', 'accept', 'reject', 'misrouted', 'misrouted', 'resubmit', 'to_queue', 'to_ben'],
    ...['misplaced', 'complete', 'cancel', 'drain', 'drain', 'leave', 'return'],
  ),
  which: fc.nat(30),
});

const lives = fc.record({
  strategy,
  capacities: fc.tuple(capacity, capacity, capacity),
  /** Deeds that are done at the same time. */
  rounds: fc.array(fc.array(deed, { minLength: 1, maxLength: 4 }), { minLength: 4, maxLength: 14 }),
});

interface World {
  readonly team: Staff;
  /** Ana, Ben, Cleo. Only Ben is given anything by hand. */
  readonly owners: readonly string[];
  readonly queueId: string;
  readonly contractId: string;
  readonly handoffs: string[];
}

type Lives = typeof lives extends fc.Arbitrary<infer T> ? T : never;

async function worldOf({ strategy: by, capacities }: Lives): Promise<World> {
  const team = staff();
  const owners: string[] = [];
  for (const most of capacities) owners.push(await team.owner(most === undefined ? {} : { capacity: most }));
  const members = owners.map((ownerId, index) => ({ ownerId, weight: index + 1 }));
  const queueId = await team.queue({ strategy: by, members });
  const contractId = await team.contract({ routing: { fallback: { queueId } }, maxAttempts: 5 });
  return { team, owners, queueId, contractId, handoffs: [] };
}

/** Does it, or is refused. */
async function act(world: World, { verb, which }: Lives['rounds'][number][number]): Promise<void> {
  const { team, owners, queueId, contractId, handoffs } = world;
  const context = team.context();
  const [ana = '', ben = ''] = owners;
  const id = handoffs[which % Math.max(1, handoffs.length)] ?? 'hnd_none';
  const move = (to: Assignee, misroute: boolean) => reassignHandoff(context, id, { to, reason: 'On leave', misroute });
  const rejected = (reason: string, fields: string[]) => rejectHandoff(context, id, { reason, criteria: [], fields });
  try {
    switch (verb) {
      case 'submit':
        handoffs.push((await team.submit(contractId, { goals: which })).id);
        break;
      case 'accept':
        await acceptHandoff(context, id, which % 2 === 0 ? {} : { ownerId: ben });
        break;
      case 'reject':
        await rejected('missing_goals', ['/goals']);
        break;
      case 'misrouted':
        await rejected('wrong_team', []);
        break;
      case 'resubmit':
        await resubmitHandoff(context, id, { packet: { goals: which + 100 } });
        break;
      case 'to_queue':
        await move({ queueId }, false);
        break;
      case 'misplaced':
        await move({ queueId }, true);
        break;
      case 'to_ben':
        await move({ ownerId: ben }, false);
        break;
      case 'complete':
        await completeHandoff(context, id, { outcome: {} });
        break;
      case 'cancel':
        await cancelHandoff(context, id, { reason: 'The customer left' });
        break;
      case 'drain':
        await assignWaiting(context, id);
        break;
      default:
        await updateOwner(context, ana, { active: verb === 'return' });
    }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}

async function live(given: Lives): Promise<World> {
  const world = await worldOf(given);
  for (const round of given.rounds) {
    world.team.clock.now = addSeconds(world.team.clock.now, 60);
    await Promise.all(round.map((each) => act(world, each)));
  }
  return world;
}

async function linesOf(team: Staff): Promise<string[]> {
  const { waitingLine } = team.context().stores;
  const found: string[] = [];
  for (let head = await waitingLine.nextLine(); head !== undefined; head = await waitingLine.nextLine(head.line)) {
    for (let next: Waiting | undefined = head; next !== undefined; next = await waitingLine.behind(next)) {
      found.push(next.handoffId);
    }
  }
  return found;
}

const idsOf = (handoffs: readonly Handoff[]) => handoffs.map(({ id }) => id).sort();

test('whatever happens to handoffs, in turn and at the same time, what is counted of them is what there is', async () => {
  await fc.assert(
    fc.asyncProperty(lives, async (given) => {
      const world = await live(given);
      const { stores } = world.team.context();
      const present = await stores.handoffs.getMany(world.handoffs);
      const held = present.filter(({ state }) => state === 'assigned' || state === 'accepted');
      const loads = await stores.ownerLoads.getMany(world.owners);
      for (const [index, ownerId] of world.owners.entries()) {
        const load = held.filter(({ holder }) => holder.ownerId === ownerId).length;
        expect(loads.get(ownerId) ?? 0).toBe(load);
        if (index !== 1) expect(load).toBeLessThanOrEqual(given.capacities[index] ?? Number.POSITIVE_INFINITY);
      }
      expect((await linesOf(world.team)).sort()).toEqual(idsOf(present.filter(({ state }) => state === 'pending')));
      for (const handoff of present) {
        const { data } = await stores.handoffs.events(handoff.id, { afterSequence: 0, limit: 1000 });
        expect(fold(data)).toEqual(handoff);
      }
    }),
    { numRuns: 60 },
  );
});
