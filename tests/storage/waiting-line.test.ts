import { beforeEach, describe, expect, test } from 'vitest';
import type { Assignee } from '#domain/contract/body.ts';
import type { TenantStores } from '#storage/stores.ts';
import { type LineRange, linesOf, type Waiting } from '#storage/waiting-line.ts';
import { TENANT, type TestSystem, testSystem } from '../services/support/test-system.ts';
import { ACCEPT_CLOCK, contractBody } from '../support/contracts.ts';
import { ACCEPT, CANCEL, type Life, submit } from '../support/handoffs.ts';
import { HOUR, instantAt } from '../support/instants.ts';
import { ANA, OTHER_QUEUE, QUEUE } from '../support/people.ts';

const A = { queueId: QUEUE };
const B = { queueId: OTHER_QUEUE };

let system: TestSystem;
let stores: TenantStores;
beforeEach(() => {
  system = testSystem();
  stores = system.context().stores;
});

async function born(handoffId: string, to: Assignee, hours = 4): Promise<Life> {
  const body = contractBody({ clocks: [{ ...ACCEPT_CLOCK, target: `PT${hours}H` }] });
  const life = submit({ body, to, command: { handoffId } });
  expect(await stores.handoffs.create(life.state, {}, life.events)).toBe('written');
  return life;
}

async function stored(before: Life, after: Life): Promise<void> {
  const events = after.events.slice(before.events.length);
  expect(await stores.handoffs.commit(before.state, after.state, events)).toBe('written');
}

/** Everything that waits, line by line. */
async function lines(): Promise<Waiting[][]> {
  const found: Waiting[][] = [];
  for (let head = await stores.waitingLine.nextLine(); head; head = await stores.waitingLine.nextLine(head.line)) {
    const line: Waiting[] = [];
    for (let next: Waiting | undefined = head; next; next = await stores.waitingLine.behind(next)) line.push(next);
    found.push(line);
  }
  return found;
}

async function ids(): Promise<string[][]> {
  return (await lines()).map((line) => line.map(({ handoffId }) => handoffId));
}

describe('the line of a queue', () => {
  test('has what is due first at its head, however late it came', async () => {
    await born('hnd_1', A, 4);
    await born('hnd_2', A, 2);
    await born('hnd_3', A, 3);
    expect(await ids()).toEqual([['hnd_2', 'hnd_3', 'hnd_1']]);
    expect((await lines())[0]?.[0]).toMatchObject({ queueId: A.queueId, dueAt: instantAt(2 * HOUR) });
  });

  test('is left by what is claimed or ends, and by nothing else', async () => {
    const [first, second] = [await born('hnd_1', A), await born('hnd_2', A)];
    await born('hnd_3', A);
    await stored(first, first.command(HOUR, { ...ACCEPT, ownerId: ANA }));
    await stored(second, second.command(HOUR, CANCEL));
    expect(await ids()).toEqual([['hnd_3']]);
  });

  test('keeps the place of what is late', async () => {
    const late = await born('hnd_1', A, 2);
    await born('hnd_2', A, 4);
    await stored(late, late.wait(3 * HOUR));
    expect(await ids()).toEqual([['hnd_1', 'hnd_2']]);
  });

  test('can be found, and passed over, with all others in the time of its test clock', async () => {
    const bornOn = async (handoffId: string, testClockId?: string) => {
      const on = testClockId === undefined ? {} : { testClockId };
      const life = submit({ body: contractBody(), to: A, command: { handoffId, ...on } });
      expect(await stores.handoffs.create(life.state, {}, life.events)).toBe('written');
    };
    await bornOn('hnd_1', 'tcl_1');
    await bornOn('hnd_2', 'tcl_2');
    await bornOn('hnd_3');
    const heads = async (range: LineRange) =>
      (await stores.waitingLine.heads(range)).map(({ handoffId, testClockId }) => [handoffId, testClockId]);
    expect(await heads({})).toEqual([
      ['hnd_3', undefined],
      ['hnd_1', 'tcl_1'],
      ['hnd_2', 'tcl_2'],
    ]);
    expect(await heads({ after: linesOf({ testClockId: 'tcl_1' }) })).toEqual([['hnd_2', 'tcl_2']]);
    expect(await heads({ within: linesOf({ testClockId: 'tcl_1' }) })).toEqual([['hnd_1', 'tcl_1']]);
    expect(await heads({ within: linesOf({}) })).toEqual([['hnd_3', undefined]]);
  });

  test('is another in each mode', async () => {
    await born('hnd_1', A);
    expect(await system.enter({ ...TENANT, mode: 'test' }).stores.waitingLine.nextLine()).toBeUndefined();
  });
});

describe('lines of one queue', () => {
  const bornBy = async (handoffId: string, ruleId?: string) => {
    const body = contractBody({ clocks: [ACCEPT_CLOCK] });
    const route = ruleId === undefined ? { reason: 'fallback' as const } : { reason: 'rule' as const, ruleId };
    const life = submit({ body, command: { handoffId, route: { ...route, to: A, waitsIn: A.queueId } } });
    expect(await stores.handoffs.create(life.state, {}, life.events)).toBe('written');
    return life;
  };

  test('are of those for whom the same rule matched, or none', async () => {
    await bornBy('hnd_1', 'large');
    await bornBy('hnd_2', 'small');
    await bornBy('hnd_3');
    await bornBy('hnd_4', 'large');
    expect(await ids()).toEqual([['hnd_3'], ['hnd_1', 'hnd_4'], ['hnd_2']]);
  });

  test('are left by what another rule may match for since its priority was changed, each alone until it is known', async () => {
    const [first] = [await bornBy('hnd_1', 'large'), await bornBy('hnd_2', 'large')];
    await stored(first, first.command(HOUR, { type: 'reprioritize', priority: 'urgent' }));
    expect((await ids()).toSorted()).toEqual([['hnd_1'], ['hnd_2']]);
  });

  test('are apart where they were put by hand, and where they were taken from somebody', async () => {
    await bornBy('hnd_1', 'large');
    const byHand = { type: 'reassign', to: B, reason: 'Theirs.', misroute: false } as const;
    const [second, third] = [await bornBy('hnd_2', 'large'), await born('hnd_3', { ownerId: ANA })];
    await stored(second, second.command(HOUR, byHand));
    await stored(third, third.command(HOUR, byHand));
    expect(await ids()).toEqual([['hnd_1'], ['hnd_2'], ['hnd_3']]);
    expect((await lines()).map(([head]) => head?.takenFrom)).toEqual([[], [], [ANA]]);
  });
});

test('what is with somebody is in no line', async () => {
  await born('hnd_1', { ownerId: ANA });
  expect(await lines()).toEqual([]);
});
