import { GetItemCommand, TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MetricsWork } from '#aws/ports.ts';
import { checkZone } from '#services/metrics/check-zone.ts';
import type { MetricsDesk } from '#services/metrics/desk.ts';
import { Listings } from '#services/metrics/listings.ts';
import { measureHandoffs, UncountableError } from '#services/metrics/measure-handoffs.ts';
import { readCells } from '#services/metrics/read-cells.ts';
import { workRebuild } from '#services/metrics/work-rebuild.ts';
import { CALLER } from '#tests/support/handoffs.ts';
import { HANDOFF, isCheapRead, storeHandoff, type TestSystem, testSystem } from '../support/test-system.ts';

let system: TestSystem;
let zone: string | undefined;
let sent: MetricsWork[];
let desk: MetricsDesk;

beforeEach(async () => {
  system = testSystem();
  zone = 'UTC';
  sent = [];
  desk = {
    listings: new Listings(),
    timeZoneOf: async () => zone,
    queue: { send: async (work) => void sent.push(work) },
  };
  await storeHandoff(system);
});

const measure = (...ids: string[]) => measureHandoffs(system.context(), desk, ids);
const store = () => system.context().stores.metrics;
const generations = () => store().generations({ consistent: true });

async function submitted(): Promise<number> {
  const read = await readCells(store(), { from: '2026-11-01', to: '2026-11-30' }, { kind: 'contract' });
  return (read?.cells ?? []).reduce((sum, { counters }) => sum + (counters.counts.get('submitted') ?? 0), 0);
}

describe('measuring', () => {
  it('counts a handoff that is named again and again once, and writes nothing for it any more', async () => {
    await measure(HANDOFF.handoffId, HANDOFF.handoffId);
    system.log.length = 0;
    await measure(HANDOFF.handoffId);
    expect(await submitted()).toBe(1);
    expect(system.log.filter((name) => name.startsWith('Transact') || name.startsWith('Put'))).toEqual([]);
  });

  it('leaves no trace of a handoff, or a tenant, that is not there any more', async () => {
    await measure('hnd_00000000000000000000000009');
    zone = undefined;
    await measure(HANDOFF.handoffId);
    expect(await generations()).toBeUndefined();
    expect(system.log).not.toContain('TransactWriteItems');
    expect(system.log).not.toContain('PutItem');
  });

  it('shows nothing before anything was ever counted', async () => {
    expect(await readCells(store(), { from: '2026-11-01', to: '2026-11-30' }, { kind: 'owner' })).toBeUndefined();
  });

  it('counts the others before it says which handoff cannot be counted', async () => {
    const other = { ...HANDOFF, handoffId: 'hnd_00000000000000000000000002' };
    const { stores } = system.context();
    const life = await stores.handoffs.get(HANDOFF.handoffId);
    if (life === undefined) throw new Error('the handoff is there');
    const page = await stores.handoffs.events(HANDOFF.handoffId, { afterSequence: 0, limit: 100 });
    const strange = page.data.map((event) => ({ ...event, handoffId: other.handoffId }));
    const [first, ...rest] = strange;
    if (first?.type !== 'handoff.submitted') throw new Error('it begins with its submission');
    const foreign = { ...first, data: { ...first.data, contractId: 'ctr_0000000000000000000000000X' } };
    await stores.handoffs.create({ ...life, id: other.handoffId }, {}, [foreign, ...rest]);
    await expect(measure(other.handoffId, HANDOFF.handoffId)).rejects.toThrow(UncountableError);
    expect(await submitted()).toBe(1);
  });

  it('looks again where a mark tells of figures that were begun after it had looked for them', async () => {
    await measure(HANDOFF.handoffId);
    const before = await generations();
    zone = 'Asia/Tokyo';
    await measure(HANDOFF.handoffId); // begins to count anew
    await measure(HANDOFF.handoffId); // counts it in both
    const { stores } = system.context();
    const state = await stores.handoffs.get(HANDOFF.handoffId);
    if (state === undefined) throw new Error('the handoff is there');
    const note = {
      type: 'handoff.noted' as const,
      occurredAt: state.updatedAt,
      actor: CALLER,
      data: { text: 'Again' },
    };
    const version = state.version + 1;
    await stores.handoffs.commit(state, { ...state, version }, [{ ...note, handoffId: state.id, sequence: version }]);
    let late = true;
    system.intercept = (command) => {
      if (!late || !(command instanceof GetItemCommand) || command.input.Key?.['sk']?.S !== 'current') return undefined;
      late = false;
      return { Item: { ...command.input.Key, version: { N: '1' }, doc: { S: JSON.stringify(before) } } };
    };
    await measure(HANDOFF.handoffId);
    const [measurable] = await store().measurables([HANDOFF.handoffId]);
    expect([...(measurable?.mark.measured.values() ?? [])].map(({ sequence }) => sequence)).toEqual([version, version]);
  });

  it('spreads what is to come over more cells where others keep being faster with the same ones', async () => {
    let faster = 4;
    system.intercept = (command) => {
      if (!(command instanceof TransactWriteItemsCommand) || faster-- <= 0) return undefined;
      const CancellationReasons = [{ Code: 'ConditionalCheckFailed' }];
      throw new TransactionCanceledException({ $metadata: {}, message: 'cancelled', CancellationReasons });
    };
    await measure(HANDOFF.handoffId);
    expect((await generations())?.serving.shards).toBe(2);
    expect(await submitted()).toBe(1);
  });
});

describe('a rebuild', () => {
  it('begins when the time zone of the tenant has changed, once, and is shown when it is complete', async () => {
    await measure(HANDOFF.handoffId);
    zone = 'Asia/Tokyo';
    await measure(HANDOFF.handoffId);
    await measure(HANDOFF.handoffId);
    expect(sent).toMatchObject([{ work: 'build', generation: 2, step: 0 }]);
    const during = await readCells(store(), { from: '2026-11-01', to: '2026-11-30' }, { kind: 'contract' });
    expect(during).toMatchObject({ timeZone: 'UTC', rebuilding: true });
    for (let work = sent.shift(); work !== undefined; work = sent.shift()) {
      await workRebuild(system.context(), desk, work, () => true);
    }
    const after = await readCells(store(), { from: '2026-11-01', to: '2026-11-30' }, { kind: 'contract' });
    expect(after).toMatchObject({ timeZone: 'Asia/Tokyo', rebuilding: false });
    expect(await submitted()).toBe(1);
    expect(await generations()).toMatchObject({ serving: { number: 2 }, retired: [] });
  });
});

describe('a tenant that was changed', () => {
  it('is counted anew in its time zone, also when nothing happens to any handoff', async () => {
    await measure(HANDOFF.handoffId);
    zone = 'Asia/Tokyo';
    expect(await checkZone(system.context(), desk)).toBe(true);
    expect(sent).toMatchObject([{ work: 'build', generation: 2, step: 0 }]);
    expect(await generations()).toMatchObject({ building: { timeZone: 'Asia/Tokyo' } });
  });

  it('is left alone if it has the time zone of its figures, or none yet', async () => {
    expect(await checkZone(system.context(), desk)).toBe(false);
    await measure(HANDOFF.handoffId);
    expect(await checkZone(system.context(), desk)).toBe(true);
    expect(sent).toEqual([]);
  });
});

it('reads of figures are cheap ones', async () => {
  await measure(HANDOFF.handoffId);
  const dear: object[] = [];
  system.intercept = (command) => {
    if (command instanceof GetItemCommand && !isCheapRead(command)) dear.push(command);
    return undefined;
  };
  await submitted();
  expect(dear).toEqual([]);
});
