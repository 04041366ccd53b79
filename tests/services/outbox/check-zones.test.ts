import { expect, test } from 'vitest';
import type { ZoneCheck } from '#aws/ports.ts';
import { checkZones } from '#services/outbox/check-zones.ts';
import { TENANT } from '../support/test-system.ts';

const commit = { ...TENANT, events: [] };
const changed = { tenantId: TENANT.tenantId, mode: 'live', events: [], changed: true } as const;

test('figures of both modes are looked at once a tenant was changed, when nobody remembers the zone that it had', async () => {
  const asked: (readonly [ZoneCheck, number])[] = [];
  const zones = {
    send: async (check: ZoneCheck, options?: { readonly delaySeconds: number }) =>
      void asked.push([check, options?.delaySeconds ?? 0]),
  };
  const stuck = await checkZones(zones, [commit, changed]);
  const { tenantId } = TENANT;
  expect(asked.map(([check]) => check)).toEqual(['live', 'test'].map((mode) => ({ tenantId, mode, work: 'zone' })));
  expect(asked.every(([, delaySeconds]) => delaySeconds > 60)).toBe(true);
  expect(stuck.every((each) => each === undefined)).toBe(true);
});

test('a change that the queue does not take is told by its place, so that it is tried again', async () => {
  const zones = { send: () => Promise.reject(new Error('the queue is away')) };
  expect(await checkZones(zones, [commit, changed])).toMatchObject([{ index: 1 }, { index: 1 }]);
});
