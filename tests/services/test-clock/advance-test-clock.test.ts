import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { instantFromEpoch } from '#domain/instant.ts';
import { acceptHandoff } from '#services/handoff/accept-handoff.ts';
import { getHandoff } from '#services/handoff/get-handoff.ts';
import { advanceTestClock } from '#services/test-clock/advance-test-clock.ts';
import { createTestClock } from '#services/test-clock/create-test-clock.ts';
import { BIRTH, HOUR, sinceBirth } from '../../support/instants.ts';
import { ALWAYS, AT_ONCE, at, type ClockWorld, clockWorld } from './world.ts';

let world: ClockWorld;
beforeEach(async () => {
  world = await clockWorld();
});

const byItself = (events: readonly HandoffEvent[]) =>
  events
    .filter(({ actor }) => actor.type === 'system')
    .map(({ type, occurredAt }) => [type, sinceBirth(occurredAt) / HOUR]);

const NORMAL = [
  ['clock.warned', 2],
  ['clock.warned', 3.2],
  ['clock.breached', 4],
  ['escalation.triggered', 5],
  ['escalation.triggered', 6.5],
  ['escalation.triggered', 8],
  ['escalation.exhausted', 8],
];

describe('advancing a test clock', () => {
  test('records every deadline on the way with its own instant, and stands where it was to go', async () => {
    const id = await world.submit();
    const advance = await world.advanceTo(24 * 365);
    expect(advance).toMatchObject({ status: 'arrived', recorded: 6, clock: { now: at(24 * 365), status: 'ready' } });
    expect(await world.clock()).toEqual(advance.clock);
    expect(byItself(await world.timeline(id))).toEqual(NORMAL);
  });

  test('leaves what is due later alone: at its due instant a clock is still in time', async () => {
    const id = await world.submit();
    await world.advance({ to: at(4) });
    expect(byItself(await world.timeline(id))).toEqual(NORMAL.slice(0, 2));
    await world.advance({ to: instantFromEpoch(Date.parse(at(4)) + 1) });
    expect(byItself(await world.timeline(id))).toEqual(NORMAL.slice(0, 3));
  });

  test('records the deadlines of several handoffs in the order of their instants', async () => {
    await world.submit();
    await world.submit('urgent');
    await world.advance({ by: 'PT25M' });
    await world.submit('high');
    const commits: string[] = [];
    world.system.intercept = (command) => {
      for (const event of committed(command)) commits.push(event);
    };
    await world.advanceTo(48);
    expect(commits).toHaveLength(21);
    expect(commits).toEqual(commits.toSorted());
  });

  test('brings up handoffs that are due at the same instant, however many', async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, () => world.submit()));
    expect(await world.advanceTo(24)).toMatchObject({ recorded: 240 });
    for (const id of ids) expect(byItself(await world.timeline(id))).toEqual(NORMAL);
  });

  test('touches nothing of another clock, or of real time', async () => {
    const other = await createTestClock(world.context(), { now: BIRTH });
    const real = await world.submit('urgent', {});
    const elsewhere = await world.submit('urgent', { testClockId: other.id });
    await world.advanceTo(24);
    expect(byItself(await world.timeline(real))).toEqual([]);
    expect(byItself(await world.timeline(elsewhere))).toEqual([]);
  });

  test('to where it stands changes nothing', async () => {
    await world.submit();
    const before = await world.clock();
    world.system.log.length = 0;
    expect(await world.advance({ to: BIRTH })).toEqual({ status: 'arrived', clock: before, recorded: 0 });
    expect(world.system.log).not.toContain('TransactWriteItems');
  });

  test('makes time pass for commands and reads of its handoffs', async () => {
    const id = await world.submit();
    await world.advanceTo(3);
    expect(await getHandoff(world.context(), id)).toMatchObject({ clocks: [{ elapsedSeconds: 3 * HOUR }] });
    const accepted = await acceptHandoff(world.context(), id, {});
    expect(accepted).toMatchObject({ updatedAt: at(3), clocks: [{ state: 'met', stoppedAt: at(3) }] });
    await world.advanceTo(24);
    expect(byItself(await world.timeline(id))).toEqual(NORMAL.slice(0, 1));
  });
});

describe('an advance that takes too long for one call', () => {
  test('says how far it is and how many handoffs have deadlines on the rest of the way', async () => {
    await world.submit();
    await world.submit('urgent');
    await world.submit('low');
    const first = await world.advance({ to: at(3) }, AT_ONCE);
    expect(first).toMatchObject({ status: 'on_its_way', recorded: 1, waiting: 2 });
    expect(first.clock).toMatchObject({ status: 'advancing', now: at(0.5), advancingTo: at(3) });
    expect(await world.clock()).toEqual(first.clock);
  });

  test('goes on when it is asked for again, and comes to the same end', async () => {
    const id = await world.submit();
    let calls = 0;
    while ((await world.advance({ to: at(24) }, AT_ONCE)).status === 'on_its_way') calls += 1;
    expect(calls).toBe(6);
    expect(byItself(await world.timeline(id))).toEqual(NORMAL);
    expect(await world.clock()).toMatchObject({ status: 'ready', now: at(24) });
  });

  test('records what is due at one instant in several calls, if it is much', async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, () => world.submit('urgent')));
    const batches: number[] = [];
    for (let step = 0; step < 3; step++) {
      const advance = await world.advance({ to: at(0.5) }, AT_ONCE);
      expect(advance.clock.now).toBe(at(0.5));
      batches.push(advance.recorded);
    }
    expect(batches).toEqual([16, 16, 8]);
    for (const id of ids) expect(byItself(await world.timeline(id))).toEqual([['clock.warned', 0.5]]);
  });

  test('leaves room for commands on the way, in the time where the clock is', async () => {
    const id = await world.submit();
    await world.advance({ to: at(24) }, AT_ONCE);
    expect(await acceptHandoff(world.context(), id, {})).toMatchObject({
      clocks: [{ state: 'met', stoppedAt: at(2) }],
    });
    expect(await world.advance({ to: at(24) })).toMatchObject({ status: 'arrived', recorded: 0 });
    expect(byItself(await world.timeline(id))).toEqual(NORMAL.slice(0, 1));
  });

  test('fails, and does not run in circles, if a deadline is queued that its handoff does not have', async () => {
    const id = await world.submit();
    await world.advanceTo(1);
    const { stores } = world.context();
    vi.spyOn(stores.testClockQueue, 'first').mockResolvedValue([{ handoffId: id, dueAt: at(1.5), toRoute: false }]);
    const context = { ...world.context(), stores };
    await expect(advanceTestClock(context, world.clockId, { to: at(24) }, ALWAYS)).rejects.toThrow(/nothing due/);
  });

  test('shows its handoffs as of where it is, recorded or not', async () => {
    const id = await world.submit();
    await world.advance({ to: at(24) }, AT_ONCE);
    expect(await getHandoff(world.context(), id)).toMatchObject({
      clocks: [{ state: 'running', warnings: [0.5], elapsedSeconds: 2 * HOUR }],
    });
  });
});

describe('advances of one clock at the same time', () => {
  test('by a span: each that is not refused has moved it by its own', async () => {
    await world.submit();
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => world.advance({ by: 'PT2H' })));
    const done = outcomes.filter(({ status }) => status === 'fulfilled').length;
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []));
    expect(new Set(refused)).toEqual(new Set(['conflict']));
    expect(await world.clock()).toMatchObject({ status: 'ready', now: at(2 * done) });
  });

  test('record nothing by a time that the clock was not given', async () => {
    const id = await world.submit();
    await world.advance({ to: at(1) });
    const { testClocks } = world.context().stores;
    let saves = 0;
    world.system.intercept = async (command) => {
      if (!(command instanceof TransactWriteItemsCommand) || ++saves !== 2) return;
      const clock = await world.clock();
      if (clock !== undefined) await testClocks.remove(clock);
    };
    await expect(world.advance({ to: at(24) })).rejects.toMatchObject({ code: 'not_found' });
    expect(byItself(await world.timeline(id))).toEqual([]);
  });
});

/** Instants of the handoff events that a command to the table writes. */
function committed(command: object): string[] {
  const { input } = command as { input: { TransactItems?: { Put?: { Item?: Record<string, { S?: string }> } }[] } };
  return (input.TransactItems ?? []).flatMap(({ Put }) => {
    if (Put?.Item?.['kind']?.S !== 'commit') return [];
    const { at: last, facts } = JSON.parse(Put.Item['doc']?.S ?? '{}') as {
      at: string;
      facts: { occurredAt?: string }[];
    };
    return facts.map(({ occurredAt }) => occurredAt ?? last);
  });
}
