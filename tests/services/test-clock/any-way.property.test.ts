import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DomainError } from '#domain/problem.ts';
import { acceptHandoff } from '#services/handoff/accept-handoff.ts';
import { ALWAYS, AT_ONCE, at, type ClockWorld, clockWorld, type Priority } from './world.ts';

const RUNS = 60;
const END = 30;

/** What is done on the clock, in order: a handoff joins, or one of those that did is accepted. `at` in hours. */
type Deed = { readonly at: number } & (
  | { readonly type: 'submit'; readonly priority: Priority }
  | { readonly type: 'accept'; readonly which: number }
);

/** How the clock gets to where it is to be. */
type Way =
  | { readonly type: 'at_once' }
  | { readonly type: 'in_steps'; readonly hours: readonly number[] }
  | { readonly type: 'interrupted'; readonly steps: number }
  | { readonly type: 'crashing'; readonly after: readonly number[] }
  | { readonly type: 'together'; readonly callers: number; readonly delays: readonly number[] };

const hours = fc.integer({ min: 0, max: END * 12 }).map((twelfths) => twelfths / 12);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ at: hours, type: fc.constant('submit' as const), priority: priorities() }) },
  { weight: 1, arbitrary: fc.record({ at: hours, type: fc.constant('accept' as const), which: fc.nat(9) }) },
);
const deeds = fc.array(deed, { minLength: 1, maxLength: 8 }).map((all) => all.toSorted((a, b) => a.at - b.at));
const way: fc.Arbitrary<Way> = fc.oneof(
  fc.record({ type: fc.constant('in_steps' as const), hours: fc.array(hours, { maxLength: 12 }) }),
  fc.record({ type: fc.constant('interrupted' as const), steps: fc.integer({ min: 0, max: 4 }) }),
  fc.record({
    type: fc.constant('crashing' as const),
    after: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 }),
  }),
  fc.record({
    type: fc.constant('together' as const),
    callers: fc.integer({ min: 2, max: 4 }),
    delays: fc.array(fc.nat(9), { minLength: 1, maxLength: 50 }),
  }),
);

function priorities(): fc.Arbitrary<Priority> {
  return fc.constantFrom('low', 'normal', 'high', 'urgent');
}

test('however a clock gets there, in steps, calls, crashes or by several callers: same states, same events', async () => {
  await fc.assert(
    fc.asyncProperty(deeds, way, async (program, how) => {
      expect(await live(program, how)).toEqual(await live(program, { type: 'at_once' }));
    }),
    { numRuns: RUNS },
  );
});

test('a call that breaks off at any of its reads and writes leaves nothing out, and nothing happens twice', async () => {
  const program: Deed[] = [
    { at: 0, type: 'submit', priority: 'urgent' },
    { at: 0, type: 'submit', priority: 'high' },
  ];
  const undisturbed = await live(program, { type: 'at_once' });
  const commands = await commandsOf(program);
  expect(commands).toBeGreaterThan(60);
  for (let limit = 1; limit <= commands; limit++) {
    expect(await live(program, { type: 'crashing', after: [limit] }), `command ${limit}`).toEqual(undisturbed);
  }
});

/** How many commands to the table the last advance of an undisturbed life takes. */
async function commandsOf(program: readonly Deed[]): Promise<number> {
  const world = await clockWorld();
  for (const deed of program) if (deed.type === 'submit') await world.submit(deed.priority);
  world.system.log.length = 0;
  await world.advanceTo(END + 24);
  return world.system.log.length;
}

/** Leads a life to its end, and answers all that is then stored of it. */
async function live(program: readonly Deed[], how: Way): Promise<unknown> {
  const world = await clockWorld();
  const ids: string[] = [];
  for (const deed of program) {
    await go(world, deed.at, how);
    if (deed.type === 'submit') ids.push(await world.submit(deed.priority));
    else await accept(world, ids[deed.which]);
  }
  await go(world, END + 24, how);
  const clock = await world.clock();
  const handoffs = await Promise.all(
    ids.map(async (id) => ({ state: await world.state(id), events: await world.timeline(id) })),
  );
  return { now: clock?.now, status: clock?.status, handoffs };
}

async function accept(world: ClockWorld, id: string | undefined): Promise<void> {
  if (id === undefined) return;
  await acceptHandoff(world.context(), id, {}).catch((error: unknown) => {
    if (!(error instanceof DomainError)) throw error; // that it was accepted before is a refusal like in the other life
  });
}

async function go(world: ClockWorld, to: number, how: Way): Promise<void> {
  switch (how.type) {
    case 'at_once':
      return arrive(world, to);
    case 'in_steps': {
      const now = (await world.clock())?.now ?? at(0);
      for (const stop of how.hours.toSorted((a, b) => a - b)) {
        if (at(stop) > now && stop < to) await world.advance({ to: at(stop) });
      }
      return arrive(world, to);
    }
    case 'interrupted':
      return interrupted(world, to, how.steps);
    case 'crashing':
      return crashing(world, to, how);
    case 'together':
      return together(world, to, how);
  }
}

async function arrive(world: ClockWorld, to: number): Promise<void> {
  const { status } = await world.advance({ to: at(to) }, ALWAYS);
  expect(status).toBe('arrived');
}

async function interrupted(world: ClockWorld, to: number, steps: number): Promise<void> {
  for (;;) {
    let left = steps;
    const { status } = await world.advance({ to: at(to) }, steps === 0 ? AT_ONCE : () => left-- > 0);
    if (status === 'arrived') return;
  }
}

/** Each call breaks off at the nth command to the table. */
async function crashing(world: ClockWorld, to: number, { after }: Extract<Way, { type: 'crashing' }>): Promise<void> {
  for (const limit of after) {
    let commands = 0;
    world.system.intercept = () => {
      commands += 1;
      if (commands >= limit) throw new Error('crash');
    };
    await world.advance({ to: at(to) }).catch((error: Error) => expect(error.message).toBe('crash'));
    world.system.intercept = () => undefined;
  }
  await arrive(world, to);
}

/** Several callers ask for the same; each command to the table waits a while, so that they overtake each other. */
async function together(
  world: ClockWorld,
  to: number,
  { callers, delays }: Extract<Way, { type: 'together' }>,
): Promise<void> {
  let commands = 0;
  world.system.intercept = async () => {
    const turns = delays[commands++ % delays.length] ?? 0;
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
  };
  const calls = Array.from({ length: callers }, () => world.advance({ to: at(to) }));
  for (const { clock } of await Promise.all(calls)) expect(clock).toMatchObject({ status: 'ready', now: at(to) });
  world.system.intercept = () => undefined;
}
