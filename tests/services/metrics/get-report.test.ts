import { beforeEach, describe, expect, it } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { DomainError } from '#domain/problem.ts';
import type { CallContext } from '#services/context.ts';
import { getReport, type ReportRequest } from '#services/metrics/get-report.ts';
import { Listings } from '#services/metrics/listings.ts';
import { measureHandoffs } from '#services/metrics/measure-handoffs.ts';
import { BIRTH, DAY } from '#tests/support/instants.ts';
import { HANDOFF, storeHandoff, TENANT, type TestSystem, testSystem } from '../support/test-system.ts';

let system: TestSystem;
let timeZone: string;
beforeEach(async () => {
  system = testSystem();
  timeZone = 'UTC';
  await storeHandoff(system);
});

/** A caller who may read figures, of a tenant that signed up 500 days ago. */
function context(): CallContext {
  const tenant = { id: TENANT.tenantId, timezone: timeZone, createdAt: addSeconds(BIRTH, -500 * DAY) };
  const caller = {
    ...system.context(),
    principal: { ...TENANT, keyId: 'key_1', scopes: ['metrics:read'] },
    account: { tenant: { get: async () => tenant } },
  };
  return caller as unknown as CallContext; // a report uses nothing else of it
}

async function measure(): Promise<void> {
  const queue = { send: async () => undefined };
  const desk = { listings: new Listings(), timeZoneOf: async () => 'UTC', queue };
  await measureHandoffs(system.context(), desk, [HANDOFF.handoffId]);
}

async function refusal(request: ReportRequest): Promise<unknown> {
  return getReport(context(), request).catch((error: unknown) => (error instanceof DomainError ? error : undefined));
}

const TODAY = BIRTH.slice(0, 10);

/** Lists further contracts of the month: they may have figures. */
async function list(count: number): Promise<void> {
  const contracts = Array.from({ length: count }, (_, index) => `ctr_${index} 1`);
  await system.context().stores.metrics.list(1, { month: BIRTH.slice(0, 7), kind: 'contract' }, contracts);
}

describe('a report', () => {
  it('before anything was counted is empty, in the days of the tenant’s zone', async () => {
    timeZone = 'Asia/Tokyo';
    const { empty, period, rebuilding, groups } = await getReport(context(), { groupBy: 'owner' });
    expect({ empty, rebuilding, groups }).toEqual({ empty: true, rebuilding: false, groups: [] });
    expect(period.timeZone).toBe('Asia/Tokyo');
  });

  it('compares a day with the day in the same place of the period before', async () => {
    await measure();
    system.clock.now = addSeconds(BIRTH, 2 * DAY);
    const today = BIRTH.slice(0, 10);
    const { groups } = await getReport(context(), { from: today, to: today, groupBy: 'day', compareTo: 'previous' });
    expect(groups).toMatchObject([{ key: { by: 'day', day: today }, change: null }]);
    const day = addSeconds(BIRTH, DAY).slice(0, 10);
    const later = await getReport(context(), { from: day, to: day, groupBy: 'day', compareTo: 'previous' });
    expect(later.comparedTo).toMatchObject({ from: today, to: today, empty: false });
    expect(later.totals.change?.counts.submitted).toEqual({ before: 1, absolute: -1, relative: -1 });
  });

  it('says that other days are to come as soon as the tenant has another zone', async () => {
    await measure();
    timeZone = 'Asia/Tokyo';
    const { period, rebuilding, totals } = await getReport(context(), {});
    expect({ zone: period.timeZone, rebuilding, submitted: totals.figures.counts.submitted }).toEqual({
      zone: 'UTC',
      rebuilding: true,
      submitted: 1,
    });
  });

  it('of more than one call can look for is refused, before any of it is read', async () => {
    await measure();
    await list(3_000);
    system.log.length = 0;
    const from = addSeconds(BIRTH, -25 * DAY).slice(0, 10);
    expect(await refusal({ to: TODAY, from })).toMatchObject({
      code: 'validation_failed',
      violations: [
        { pointer: '/query/from', code: 'too_much', message: expect.stringMatching('or for one contract$') },
      ],
    });
    expect(system.log.filter((name) => name === 'BatchGetItem').length).toBeLessThan(2);
  });

  it('is not refused for figures that are not there: of contracts and shards that had nothing on most days', async () => {
    await measure();
    await list(100);
    const { metrics } = system.context().stores;
    const { generations } = metrics;
    const caller = context();
    // as if it had been growing all the time
    metrics.generations = async (options) => {
      const found = await generations.call(metrics, options);
      return found && { ...found, serving: { ...found.serving, shards: 16 } };
    };
    const stores = { ...caller.stores, metrics };
    const from = addSeconds(BIRTH, -14 * DAY).slice(0, 10);
    const { totals } = await getReport({ ...caller, stores }, { to: TODAY, from });
    expect(totals.figures.counts.submitted).toBe(1);
  });

  it('of one contract that has too many is refused with what helps: fewer days', async () => {
    await measure();
    const { metrics, contracts } = system.context().stores;
    contracts.get = async () => ({}) as never; // only that there is one matters
    metrics.blocks = async (refs) => refs.map((ref) => ({ ref, version: 1, block: new Map() }));
    metrics.listed = async (_number, directories) =>
      directories.map(() => Array.from({ length: 2_000 }, (_, index) => `ctr_1 ${index}`));
    const caller = context();
    const stores = { ...caller.stores, metrics, contracts };
    const from = addSeconds(BIRTH, -14 * DAY).slice(0, 10);
    await expect(getReport({ ...caller, stores }, { to: TODAY, from, contractId: 'ctr_1' })).rejects.toMatchObject({
      violations: [{ code: 'too_much', message: expect.stringMatching('; ask for fewer days$') }],
    });
  });

  it('of a contract that there is not is refused', async () => {
    expect(await refusal({ contractId: 'ctr_00000000000000000000000009' })).toMatchObject({ code: 'not_found' });
  });
});
