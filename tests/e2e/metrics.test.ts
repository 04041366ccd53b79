import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { metricHandoffPage, metricsReport } from '#api/schemas/metrics.ts';
import { eventually } from './support/eventually.ts';
import { problemOf } from './support/problem.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { bodyOf, signUp, type Tenant } from './support/tenant.ts';

type Report = z.infer<ReturnType<typeof metricsReport>>;
type Behind = z.infer<ReturnType<typeof metricHandoffPage>>['data'];

let stack: TestStack;
let tenant: Tenant;
let contractId: string;
let ownerId: string;
/** In the order of their submission: accepted and completed, accepted, rejected, cancelled. */
let ids: readonly string[];
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
  tenant = await signUp(stack);
  ({ id: ownerId } = await tenant.create('/v1/owners', { name: 'Ana', email: 'ana@example.com' }));
  ({ id: contractId } = await tenant.create('/v1/contracts', {
    name: 'Closed-won to onboarding',
    from: { stage: 'closed_won' },
    to: { stage: 'onboarding' },
    subjectType: 'account',
    packet: { schema: { type: 'object', properties: { goals: { type: 'string' } } } },
    rejectionReasons: [{ code: 'missing_goals', class: 'clerical', label: 'Goals are missing' }],
    routing: { rules: [], fallback: { ownerId } },
    clocks: [{ name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target: 'PT4H' }],
  }));
  await tenant.call('POST', `/v1/contracts/${contractId}/publish`);
  ids = [await submitted(), await submitted(), await submitted(), await submitted()];
  const [completed = '', accepted = '', rejected = '', cancelled = ''] = ids;
  await tenant.command(completed, 'accept');
  await tenant.command(completed, 'complete', { outcome: {} });
  await tenant.command(accepted, 'accept');
  await tenant.command(rejected, 'reject', { reason: 'missing_goals', fields: ['/goals'] });
  await tenant.command(cancelled, 'cancel', { reason: 'A duplicate' });
  await eventually('everything is counted', async () => (await report()).totals.counts.cancelled === 1);
}, 120_000);
afterAll(() => stack.dispose());

async function submitted(): Promise<string> {
  const body = { contractId, subject: { type: 'account', id: 'acme' }, packet: { goals: 'Grow' } };
  return (await tenant.create('/v1/handoffs', body)).id;
}

async function report(query = '', as: Tenant = tenant): Promise<Report> {
  return bodyOf(await as.call('GET', `/v1/metrics${query}`), 200, metricsReport());
}

/** Every page behind a link. */
async function behind(url: string | undefined, limit = 1): Promise<Behind> {
  const found: Behind = [];
  let further: string | null = '';
  while (further !== null) {
    const answer = await tenant.call('GET', `${url}&limit=${limit}${further}`);
    const { data, nextCursor } = bodyOf(answer, 200, metricHandoffPage());
    found.push(...data);
    further = nextCursor === null ? null : `&cursor=${nextCursor}`;
  }
  return found;
}

describe('a report', () => {
  test('counts what happened, of the last 30 days unless it is said', async () => {
    const { totals, period, empty, provisional, comparedTo, dropOff } = await report();
    expect(totals.counts).toMatchObject({ submitted: 4, accepted: 2, rejected: 1, completed: 1, cancelled: 1 });
    expect(totals.rates).toMatchObject({ rejection: 1 / 3, dropOff: 1 / 2, reassignment: 0 });
    expect(totals.clocks).toMatchObject([{ clock: 'accept', attainment: { raw: 1, excused: 1 } }]);
    expect(period).toMatchObject({ days: 30, timeZone: 'UTC' });
    expect({ empty, provisional, comparedTo }).toEqual({ empty: false, provisional: true, comparedTo: null });
    expect(dropOff).toEqual([{ from: 'closed_won', to: 'onboarding', ended: 2, dropped: 1, rate: 1 / 2 }]);
  });

  test.each([
    ['contract', () => ({ by: 'contract', contractId })],
    ['version', () => ({ by: 'version', contractId, version: 1 })],
    ['stage', () => ({ by: 'stage', from: 'closed_won', to: 'onboarding' })],
    ['owner', () => ({ by: 'owner', ownerId })],
  ])('tells figures apart by %s, with links that lead to their part', async (groupBy, key) => {
    const { groups, totals } = await report(`?groupBy=${groupBy}&contractId=${contractId}`);
    expect(groups.map((group) => group.key)).toEqual([key()]);
    expect(groups[0]?.counts).toEqual(totals.counts);
    const found = await behind(groups[0]?.handoffs['submitted']);
    expect(found.map(({ handoffId }) => handoffId)).toEqual([...ids].reverse());
  });

  test('leads from each figure to the handoffs behind it, and to the moments that counted', async () => {
    const { totals } = await report();
    const [, , rejected = '', cancelled] = ids;
    expect(await behind(totals.handoffs['cancelled'])).toMatchObject([{ handoffId: cancelled, amount: 1 }]);
    const [field] = totals.rejections.fields;
    expect(field).toMatchObject({ name: '/goals', count: 1 });
    const events = await tenant.timeline(rejected);
    const at = events.find(({ type }) => type === 'handoff.rejected')?.occurredAt;
    expect(await behind(field?.handoffs)).toMatchObject([
      { handoffId: rejected, contractId, amount: 1, moments: [{ at, amount: 1, contractVersion: 1 }] },
    ]);
    expect(await behind(totals.clocks[0]?.handoffs['met'], 100)).toHaveLength(3);
    const lost = await behind(totals.time.handoffs['lost']);
    expect(lost.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(totals.time.lostSeconds, 6);
    expect(totals.handoffs['disqualified']).toBeUndefined();
  });

  test('compares with as many days before, and says where there is nothing to compare with', async () => {
    const { comparedTo, totals } = await report('?compareTo=previous');
    expect(comparedTo).toMatchObject({ days: 30, empty: true });
    expect(totals.change).toBeNull();
  });

  test('of a tenant to whom nothing has happened says so, and divides by nothing', async () => {
    const other = await signUp(stack);
    const { empty, totals, groups, dropOff } = await report('?groupBy=day&compareTo=previous', other);
    expect({ empty, groups, dropOff }).toEqual({ empty: true, groups: [], dropOff: [] });
    expect(totals.rates).toEqual({ rejection: null, reassignment: null, override: null, dropOff: null });
    expect(totals.handoffs).toEqual({});
  });

  test('knows nothing of the other mode, nor of another tenant', async () => {
    const test = bodyOf(await tenant.call('GET', '/v1/metrics', { key: tenant.test }), 200, metricsReport());
    expect(test.empty).toBe(true);
    const other = await signUp(stack);
    expect(problemOf(await other.call('GET', `/v1/metrics?contractId=${contractId}`)).code).toBe('not_found');
  });
});

test('a table has a row for each group and one for each of its clocks, and names the time zone', async () => {
  const answer = await tenant.call('GET', '/v1/metrics?groupBy=contract', { headers: { accept: 'text/csv' } });
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const [header = '', ...rows] = answer.text.trimEnd().split('\r\n');
  const names = header.split(',');
  const table = rows.map((row) => Object.fromEntries(row.split(',').map((cell, index) => [names[index], cell])));
  expect(table).toHaveLength(2);
  expect(table[0]).toMatchObject({
    time_zone: 'UTC',
    contract_id: contractId,
    clock: '',
    submitted: '4',
    clock_met: '',
  });
  expect(table[1]).toMatchObject({ contract_id: contractId, clock: 'accept', submitted: '', clock_met: '3' });
  const { groups } = await report('?groupBy=contract');
  expect(table.map(({ name }) => name)).toEqual([groups[0]?.name, groups[0]?.name]);
  expect(groups[0]?.name).toMatch(/\w/);
});

test('once the tenant has another time zone, a report says whose days it still shows, and that others are to come', async () => {
  const moved = await tenant.call('PATCH', '/v1/tenant', { json: { timezone: 'Asia/Tokyo' } });
  expect(moved.status).toBe(200);
  const { period, rebuilding, totals } = await report();
  expect({ rebuilding, timeZone: period.timeZone }).toEqual({ rebuilding: true, timeZone: 'UTC' });
  expect(totals.counts.submitted).toBe(4);
});
