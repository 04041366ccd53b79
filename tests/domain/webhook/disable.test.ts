import { expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { disableEndpoint, missedAlso } from '#domain/webhook/disable.ts';
import { endpointOf } from '../../services/support/delivery.ts';
import { BIRTH } from '../../support/instants.ts';

const NOW = addSeconds(BIRTH, 86_400);
const before = (seconds: number) => addSeconds(NOW, -seconds);

test.each([
  ['was on its way when it was switched off', {}, undefined, before(300)],
  ['failed since it has been failing', { failingSince: before(3600) }, undefined, before(3900)],
  ['waited since it has been slow', { slowSince: before(3600) }, undefined, before(3900)],
  ['may wait for its pace', { rateLimit: 1, createdAt: before(9 * 86_400) }, undefined, before(4 * 86_400 + 300)],
  ['may wait for the pace of one that was just made', { rateLimit: 1, createdAt: before(60) }, undefined, before(60)],
  ['waits for a retry', { failingSince: before(3600) }, before(7200), before(7500)],
])('what an endpoint misses includes what %s', (_what, parts, oldestPending, missedSince) => {
  expect(disableEndpoint(endpointOf(parts), 'gone', NOW, oldestPending)).toMatchObject({
    enabled: false,
    disabledReason: 'gone',
    disabledAt: NOW,
    missedSince,
  });
});

test('what an endpoint misses does not begin before it was made, unless something older waits for it', () => {
  const createdAt = before(10);
  expect(disableEndpoint(endpointOf({ createdAt }), 'gone', NOW).missedSince).toBe(createdAt);
  expect(disableEndpoint(endpointOf({ createdAt }), 'gone', NOW, before(60)).missedSince).toBe(before(60));
});

test('what is missed on top moves the beginning back, never forward, and only while the endpoint is off', () => {
  const off = disableEndpoint(endpointOf(), 'manual', NOW);
  expect(missedAlso(off, before(7200), NOW)).toEqual({
    ...off,
    version: off.version + 1,
    updatedAt: NOW,
    missedSince: before(7200),
  });
  expect(missedAlso(off, off.missedSince, NOW)).toBeUndefined();
  expect(missedAlso({ ...off, enabled: true }, before(7200), NOW)).toBeUndefined();
});
