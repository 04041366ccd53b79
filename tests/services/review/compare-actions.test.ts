import { expect, test } from 'vitest';
import type { Instant } from '#domain/instant.ts';
import type { Action } from '#domain/review/action.ts';
import { effectsOf } from '#services/review/compare-actions.ts';
import { CONTRACT, ofVersion } from '../../domain/review/sample-month.ts';
import { publish, ReviewedTenant } from './reviewed-tenant.ts';

const ACTION: Action = {
  id: 'act_1',
  version: 2,
  month: '2026-09',
  title: 'Require the stakeholder map',
  status: 'done',
  contractId: CONTRACT,
  contractVersion: 2,
  createdAt: '2026-10-01T09:00:00.000Z' as Instant,
  updatedAt: '2026-10-10T09:00:00.000Z' as Instant,
};

/** Version 1 has run until the tenth of October, and version 2 since. */
async function furnished(): Promise<ReviewedTenant> {
  const tenant = new ReviewedTenant();
  await tenant.count([
    ofVersion('2026-10-05', { counts: { accepted: 60, rejected: 40 } }, CONTRACT, 1),
    ofVersion('2026-10-15', { counts: { accepted: 95, rejected: 5 } }, CONTRACT, 2),
  ]);
  await publish(tenant, 2);
  return tenant;
}

test('an action that a version ships shows what that version changed, against the one before', async () => {
  const tenant = await furnished();
  const { effects } = await effectsOf(tenant.system.context(), [ACTION, { ...ACTION, id: 'act_2' }], 'UTC');
  expect([...effects.keys()]).toEqual(['act_1', 'act_2']);
  expect(effects.get('act_1')).toMatchObject({
    version: 2,
    previousVersion: 1,
    from: '2026-07-10',
    to: '2026-11-01',
    verdict: 'better',
    measures: [
      { measure: 'rejectionRate', before: { value: 0.4, of: 100 }, after: { value: 0.05, of: 100 } },
      {},
      {},
      {},
    ],
  });
});

test('what no version ships, or a first one, or one that never was, has no effect to show', async () => {
  const tenant = await furnished();
  const { contractVersion: _version, ...unlinked } = ACTION;
  const actions = [unlinked, { ...ACTION, contractVersion: 1 }, { ...ACTION, contractVersion: 9 }];
  expect((await effectsOf(tenant.system.context(), actions, 'UTC')).effects.size).toBe(0);
});

test('a version is compared with the one that ran before it, although versions were skipped', async () => {
  const tenant = await furnished();
  await publish(tenant, 4);
  await tenant.count([ofVersion('2026-10-16', { counts: { accepted: 40, rejected: 60 } }, CONTRACT, 4)]);
  const { effects } = await effectsOf(tenant.system.context(), [{ ...ACTION, contractVersion: 4 }], 'UTC');
  expect(effects.get('act_1')).toMatchObject({ version: 4, previousVersion: 2, verdict: 'worse' });
});

test('versions beyond the first twenty are not looked at, and it is said of how many actions that is', async () => {
  const tenant = await furnished();
  const actions = Array.from({ length: 24 }, (_, index) => {
    const contractVersion = Math.min(index, 21) + 2;
    return { ...ACTION, id: `act_${index}`, contractVersion };
  });
  const { effects, omitted } = await effectsOf(tenant.system.context(), actions, 'UTC');
  expect([effects.size, omitted]).toEqual([1, 4]);
});
