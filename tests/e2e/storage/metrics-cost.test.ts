import { afterAll, beforeAll, expect, it } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import type { CallContext } from '#services/context.ts';
import { TermsCache } from '#services/contract/terms.ts';
import { getReport } from '#services/metrics/get-report.ts';
import { readCells } from '#services/metrics/read-cells.ts';
import type { MetricsStore } from '#storage/metrics-store.ts';
import { createAccountStores, createTenantStores } from '#storage/stores.ts';
import { TenantTable } from '#storage/tenant-table.ts';
import { BIRTH } from '#tests/support/instants.ts';
import { CONTRACTS, countMonth, MONTH } from '#tests/support/measured-month.ts';
import { startTestEngine, TABLE, type TestEngine, tenantId } from './support/engine.ts';

let engine: TestEngine;
let units = 0;

beforeAll(async () => {
  engine = await startTestEngine();
  engine.client.middlewareStack.add(
    (next) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const { output, ...rest } = await next(args);
      units += consumed(output);
      return { output, ...rest };
    },
    { step: 'initialize' },
  );
});
afterAll(() => engine.close());

function consumed(output: object): number {
  const capacity: unknown = 'ConsumedCapacity' in output ? output.ConsumedCapacity : undefined;
  return [capacity].flat().reduce<number>((sum, each) => {
    const counted =
      typeof each === 'object' && each !== null && 'CapacityUnits' in each ? Number(each.CapacityUnits) : 0;
    return sum + counted;
  }, 0);
}

function tenantWith(handoffs: number, number: number): Promise<MetricsStore> {
  return countMonth(new TenantTable(engine.client, TABLE, tenantId(number), 'live'), handoffs);
}

async function costOfMonth(store: MetricsStore): Promise<number> {
  units = 0;
  const read = await readCells(store, MONTH, { kind: 'contract' });
  expect(read?.cells).toHaveLength(CONTRACTS * 31);
  return units;
}

it('a month of figures costs as much to read with 100,000 handoffs behind it as with 1,000', async () => {
  const small = await costOfMonth(await tenantWith(1_000, 1));
  const large = await costOfMonth(await tenantWith(100_000, 2));
  expect(small).toBeGreaterThan(0);
  expect(Math.abs(large / small - 1)).toBeLessThan(0.1);
  expect(large).toBeLessThan(100);
});

/** What the verb behind `GET /v1/metrics` reads, for a tenant that nobody remembers anything of. */
async function costOfReport(handoffs: number, number: number): Promise<number> {
  const id = tenantId(number);
  await tenantWith(handoffs, number);
  const account = createAccountStores(engine.client, TABLE, id);
  const tenant = { id, name: 'Acme', timezone: 'UTC', plan: 'standard', version: 1 } as const;
  await account.tenant.save({ ...tenant, createdAt: addSeconds(BIRTH, -400 * 86_400) });
  const stores = createTenantStores(engine.client, TABLE, id, 'live');
  const principal = { tenantId: id, mode: 'live', keyId: 'key_1', scopes: ['metrics:read'] };
  const context = { tenantId: id, mode: 'live', now: BIRTH, stores, account, principal, terms: new TermsCache() };
  units = 0;
  const request = { ...MONTH, groupBy: 'contract', compareTo: 'previous' } as const;
  const report = await getReport(context as unknown as CallContext, request); // it uses nothing else of it
  expect(report.totals.figures.counts.submitted).toBeGreaterThanOrEqual(handoffs);
  expect(report.groups).toHaveLength(CONTRACTS);
  return units;
}

it('a report of a month, compared with the one before, costs as much with 100,000 handoffs behind it as with 1,000', async () => {
  const [small, large] = [await costOfReport(1_000, 3), await costOfReport(100_000, 4)];
  expect(small).toBeGreaterThan(0);
  expect(Math.abs(large / small - 1)).toBeLessThan(0.1);
  expect(large).toBeLessThan(110);
});
