import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addSeconds, type Instant } from '#domain/instant.ts';
import { DomainError } from '#domain/problem.ts';
import { acceptHandoff } from '#services/handoff/accept-handoff.ts';
import { completeHandoff } from '#services/handoff/complete-handoff.ts';
import { drainWaiting } from '#services/routing/drain.ts';
import { HOUR } from '../../support/instants.ts';
import { type TestModeStaff, testModeStaff } from '../support/test-mode-staff.ts';

const RUNS = 20;
const MONDAY = '2026-11-23T07:00:00.000Z' as Instant;
const END = 60;

/** What is done on the clock, in order. `at` in hours. */
interface Deed {
  readonly at: number;
  readonly type: 'submit' | 'submit_urgent' | 'finish';
  readonly which: number;
}

/** How the clock gets from one deed to the next, and when the drains that the relay asks for come to it. */
interface Way {
  readonly stops: readonly number[];
  readonly drains: readonly boolean[];
}

const hours = fc.integer({ min: 0, max: END * 4 }).map((quarters) => quarters / 4);
const deeds = fc
  .array(
    fc.record({
      at: hours,
      type: fc.constantFrom('submit' as const, 'submit' as const, 'submit_urgent' as const, 'finish' as const),
      which: fc.nat(9),
    }),
    { minLength: 2, maxLength: 10 },
  )
  .map((all) => all.toSorted((a, b) => a.at - b.at));
const worlds = fc.record({
  capacities: fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })),
  deeds,
  way: fc.record({ stops: fc.array(hours, { maxLength: 12 }), drains: fc.array(fc.boolean(), { minLength: 1 }) }),
});
type World = typeof worlds extends fc.Arbitrary<infer T> ? T : never;

test('however a clock is advanced, what waits on it is given to the same people at the same instants', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      expect(await live(world, world.way)).toEqual(await live(world, { stops: [], drains: [false] }));
    }),
    { numRuns: RUNS },
  );
});

/** Ana and Ben in an office; what is late goes to a second queue, and is urgent before. */
async function furnish({ capacities: [ana, ben] }: World) {
  const staff = testModeStaff();
  const calendarId = await staff.office();
  const owners = [await staff.owner({ name: 'Ana', capacity: ana, calendarId }), await staff.owner({ capacity: ben })];
  const [a = '', b = ''] = owners;
  const first = await staff.queue({ members: [{ ownerId: a, weight: 1 }] });
  const second = await staff.queue({ members: [{ ownerId: b, weight: 1 }] });
  const step = (id: string, hoursLate: number) => ({ id, at: { afterBreach: `PT${hoursLate}H` } });
  const contractId = await staff.contract({
    routing: {
      rules: [
        { id: 'urgent', when: "handoff.priority == 'urgent'", assign: { queueId: second } },
        { id: 'all', when: 'true', assign: { queueId: first } },
      ],
    },
    clocks: [{ name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target: 'PT6H' }],
    escalation: [
      {
        clock: 'accept',
        steps: [
          { ...step('raise', 1), raisePriority: 'urgent' },
          { ...step('move', 3), reassign: { to: { queueId: second } } },
        ],
      },
    ],
  });
  return { staff, contractId, clockId: await staff.testClock(MONDAY) };
}

/** Leads a life to its end, and answers all that happened, with people and handoffs named by their order. */
async function live(world: World, { stops, drains }: Way): Promise<string[][]> {
  const { staff, contractId, clockId } = await furnish(world);
  const ids: string[] = [];
  let asked = 0;
  let now = 0;
  const drain = async () => {
    if (drains[asked++ % drains.length]) await drainWaiting(staff.context(), () => () => true);
  };
  const go = async (to: number) => {
    const between = stops.filter((stop) => stop > now && stop < to).toSorted((one, other) => one - other);
    for (const stop of [...between, to]) {
      await staff.advance(clockId, addSeconds(MONDAY, stop * HOUR));
      await drain();
    }
    now = to;
  };
  for (const deed of world.deeds) {
    await go(deed.at);
    await act(staff, deed, ids, { contractId, clockId });
    await drain();
  }
  await go(END + 48);
  return told(await Promise.all(ids.map((id) => staff.timeline(id))));
}

async function act(
  staff: TestModeStaff,
  { type, which }: Deed,
  ids: string[],
  { contractId, clockId: testClockId }: { readonly contractId: string; readonly clockId: string },
): Promise<void> {
  if (type !== 'finish') {
    ids.push(await staff.submit(contractId, { testClockId, priority: type === 'submit' ? 'normal' : 'urgent' }));
    return;
  }
  const id = ids[which];
  if (id === undefined) return;
  try {
    await acceptHandoff(staff.context(), id, {});
    await completeHandoff(staff.context(), id, { outcome: {} });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error; // nobody has it yet, or it is completed: so in the other life
  }
}

/** Without ids, which are others in each life. */
function told(timelines: Awaited<ReturnType<TestModeStaff['timeline']>>[]): string[][] {
  const names = new Map<string, string>();
  const nameOf = (id: string) => {
    const name = names.get(id) ?? `${id.slice(0, 3)} ${names.size}`;
    names.set(id, name);
    return name;
  };
  return timelines.map((events) =>
    events.map(({ handoffId: _id, ...event }) =>
      JSON.stringify(event).replaceAll(/(?:own|que|ctr|tcl|cal|hnd)_[0-9A-Z]{26}/g, nameOf),
    ),
  );
}
