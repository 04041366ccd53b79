import { expect, test } from 'vitest';
import type { ReviewRequest } from '#aws/ports.ts';
import { BoundedMap } from '#domain/bounded-map.ts';
import type { Instant } from '#domain/instant.ts';
import { beginRebuild } from '#domain/metrics/generation.ts';
import { ensureSchedule } from '#services/review/ensure-schedule.ts';
import { lookAtMonth } from '#services/review/review-month.ts';
import { workReview } from '#services/review/work-review.ts';
import { CONTRACT, ofVersion } from '../../domain/review/sample-month.ts';
import { contractBody } from '../../support/contracts.ts';
import { TENANT } from '../support/test-system.ts';
import { publish, ReviewedTenant } from './reviewed-tenant.ts';

const FREEZE: ReviewRequest = { ...TENANT, work: 'freeze' };
const CELLS = [ofVersion('2026-10-05', { counts: { submitted: 7 }, clocks: { accept: { met: 9, breached: 3 } } })];

async function furnished(): Promise<ReviewedTenant> {
  const tenant = new ReviewedTenant();
  await tenant.count(CELLS);
  return tenant;
}

const fire = (tenant: ReviewedTenant, request = FREEZE) => workReview(tenant.system.context(), tenant.desk, request);

test('the month that is over is kept with its figures, and announced', async () => {
  const tenant = await furnished();
  await fire(tenant);
  const kept = await tenant.system.context().stores.reviews.get('2026-10');
  expect(kept).toMatchObject({ provisional: false, asOf: tenant.system.clock.now, summary: { submitted: 7, met: 9 } });
  expect(await tenant.announced()).toEqual(['2026-10']);
});

test('however often and late a schedule fires, and at once, a month is kept and announced once, as it was', async () => {
  const tenant = await furnished();
  await Promise.all([fire(tenant), fire(tenant), fire(tenant)]);
  const kept = await tenant.system.context().stores.reviews.get('2026-10');
  tenant.system.clock.now = '2026-11-20T05:00:00.000Z' as Instant;
  await fire(tenant);
  expect(await tenant.system.context().stores.reviews.get('2026-10')).toEqual(kept);
  expect(await tenant.announced()).toEqual(['2026-10']);
});

test('wherever it dies, what is given again ends with one review, one announcement and a schedule that is noted', async () => {
  for (let calls = 1; ; calls++) {
    const tenant = await furnished();
    let left = calls;
    tenant.system.intercept = () => {
      left -= 1;
      if (left === 0) throw new Error('died');
    };
    const died = await fire(tenant).then(
      () => false,
      () => true,
    );
    tenant.system.intercept = () => undefined;
    await fire(tenant);
    expect([await tenant.announced(), tenant.schedules.get('live')]).toEqual([['2026-10'], 'UTC']);
    expect(await tenant.system.context().stores.reviews.scheduledIn()).toBe('UTC');
    if (!died) break;
    expect(calls).toBeLessThan(100);
  }
});

test('a month in which more was reassigned than submitted is kept, and read with all others', async () => {
  const tenant = new ReviewedTenant();
  await tenant.count([ofVersion('2026-10-02', { counts: { submitted: 1, reassigned: 3, firstReassigned: 3 } })]);
  await fire(tenant);
  const { reviews } = tenant.system.context().stores;
  expect((await reviews.get('2026-10'))?.summary.rates.reassignment).toBe(3);
  expect((await reviews.list({ limit: 12 })).data).toHaveLength(1);
});

test('a version that is in force is looked at although it has not run yet', async () => {
  const tenant = new ReviewedTenant();
  await tenant.count([ofVersion('2026-10-05', { counts: { rejected: 12 }, fields: { '/sponsor': 12 } })]);
  const { contracts } = tenant.system.context().stores;
  const { now } = tenant.system.clock;
  const contract = { id: CONTRACT, status: 'published', hasDraft: false, createdAt: now, updatedAt: now } as const;
  const rules = async (publishedVersion: number, required: readonly string[]) => {
    const packet = { schema: { type: 'object', required, properties: { sponsor: { type: 'string' } } } };
    await publish(tenant, publishedVersion, { ...contractBody(), packet });
    await contracts.save({ ...contract, version: publishedVersion, publishedVersion });
    if (tenant.tenant === undefined) throw new Error('no tenant');
    const { review } = await lookAtMonth(tenant.system.context(), tenant.tenant, '2026-10');
    return review.suggestions.map(({ rule }) => rule);
  };
  expect(await rules(1, [])).toEqual(['require_field']);
  expect(await rules(2, ['sponsor'])).toEqual([]);
});

test('a schedule that fires for a tenant that is gone is removed, and nothing is written', async () => {
  const tenant = await furnished();
  tenant.schedules.set('live', 'UTC');
  tenant.tenant = undefined;
  await fire(tenant);
  expect([tenant.schedules.size, await tenant.announced()]).toEqual([0, []]);
});

test('a schedule follows the time zone of its tenant, also where it fires before the month is over there', async () => {
  const tenant = await furnished();
  if (tenant.tenant !== undefined) tenant.tenant = { ...tenant.tenant, timezone: 'Pacific/Honolulu' };
  await fire(tenant);
  expect([tenant.schedules.get('live'), await tenant.announced()]).toEqual(['Pacific/Honolulu', []]);
});

test('while figures are counted anew nothing is kept: it is asked for again, and not for ever', async () => {
  const tenant = await furnished();
  const { metrics } = tenant.system.context().stores;
  const generations = await metrics.generations({ consistent: true });
  if (generations === undefined) throw new Error('nothing was counted');
  await metrics.saveGenerations(beginRebuild(generations, 'UTC', tenant.system.clock.now));
  await fire(tenant);
  expect(tenant.messages).toEqual([{ request: { ...FREEZE, waits: 1 }, delaySeconds: 900 }]);
  await fire(tenant, { ...FREEZE, waits: 96 });
  expect([tenant.messages.length, await tenant.announced()]).toEqual([1, []]);
});

test('a month before the tenant began has no review', async () => {
  const tenant = await furnished();
  if (tenant.tenant === undefined) throw new Error('no tenant');
  tenant.system.clock.now = '2026-08-20T05:00:00.000Z' as Instant;
  await fire(tenant);
  expect(await tenant.announced()).toEqual([]);
  await expect(lookAtMonth(tenant.system.context(), tenant.tenant, '2026-07')).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(lookAtMonth(tenant.system.context(), tenant.tenant, '2026-09')).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('a schedule is asked for until it is noted, again when the time zone is another, and then no more', async () => {
  const tenant = await furnished();
  const asked: ReviewRequest[] = [];
  let timeZone: string | undefined = 'UTC';
  const watch = {
    scheduled: new BoundedMap<{ readonly timeZone: string }>(10),
    timeZoneOf: async () => timeZone,
    reviews: { send: async (request: ReviewRequest) => void asked.push(request) },
  };
  const ensure = () => ensureSchedule(tenant.system.context(), watch);
  await ensure();
  await ensure();
  expect(asked).toEqual([1, 2].map(() => ({ ...TENANT, work: 'schedule' })));
  await fire(tenant, { ...TENANT, work: 'schedule' });
  await ensure();
  await ensure();
  expect([asked.length, tenant.schedules.get('live'), await tenant.announced()]).toEqual([2, 'UTC', []]);
  timeZone = 'Asia/Tokyo';
  await ensure();
  timeZone = undefined;
  await ensure();
  expect(asked).toHaveLength(3);
});
