import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import type { ReviewRequest } from '#aws/ports.ts';
import type { Instant } from '#domain/instant.ts';
import { publishHandoffEvent } from '#domain/published-event.ts';
import { Listings } from '#services/metrics/listings.ts';
import { measureHandoffs } from '#services/metrics/measure-handoffs.ts';
import { workReview } from '#services/review/work-review.ts';
import { HANDOFF, storeHandoff, TENANT } from '../support/test-system.ts';
import { ReviewedTenant } from './reviewed-tenant.ts';

const FREEZE: ReviewRequest = { ...TENANT, work: 'freeze' };

/** A tenant whose first handoff was recorded on the last day of November, and is not counted on the first of December. */
async function uncounted() {
  const tenant = new ReviewedTenant();
  const { system } = tenant;
  system.clock.now = '2026-12-01T05:00:00.000Z' as Instant;
  await tenant.count([]);
  const { events } = await storeHandoff(system);
  const published = events.map((event) => publishHandoffEvent(event, TENANT.tenantId, TENANT.mode));
  const recordedAt = '2026-11-30T20:00:00.000Z' as Instant;
  await system.context().stores.eventLog.keep([{ recordedAt, events: published }]);
  const desk = { listings: new Listings(), timeZoneOf: async () => 'UTC', queue: { send: async () => undefined } };
  const count = () => measureHandoffs(system.context(), desk, [HANDOFF.handoffId]);
  return { tenant, count };
}

test('what is counted while a month is looked at, whenever that is, is in the review that is kept of it', async () => {
  let kept = 0;
  for (let before = 1; ; before++) {
    const { tenant, count } = await uncounted();
    const { system } = tenant;
    let left = before;
    system.intercept = () => {
      left -= 1;
      return left === 0 ? count().then(() => undefined) : undefined;
    };
    await workReview(tenant.system.context(), tenant.desk, FREEZE);
    const review = await system.context().stores.reviews.get('2026-11');
    if (review !== undefined) expect([before, review.summary.submitted]).toEqual([before, 1]);
    kept += review === undefined ? 0 : 1;
    if (left > 0) break;
    expect(before).toBeLessThan(100);
  }
  expect(kept).toBeGreaterThan(0);
});

test('the cells of a month that is to be kept are read as they are, and not as they were a moment ago', async () => {
  const { tenant, count } = await uncounted();
  await count();
  const cheap: unknown[] = [];
  tenant.system.intercept = (command) => {
    if (!(command instanceof BatchGetItemCommand)) return;
    const tables = Object.values(command.input.RequestItems ?? {});
    cheap.push(...tables.filter(({ ConsistentRead }) => ConsistentRead !== true));
  };
  await workReview(tenant.system.context(), tenant.desk, FREEZE);
  expect(await tenant.announced()).toContain('2026-11');
  expect(JSON.stringify(cheap)).not.toContain('#metrics');
});
