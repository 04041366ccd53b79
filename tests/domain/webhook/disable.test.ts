import { expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { disableEndpoint } from '#domain/webhook/disable.ts';
import { endpointOf } from '../../services/support/delivery.ts';
import { BIRTH } from '../../support/instants.ts';

const NOW = addSeconds(BIRTH, 86_400);
const before = (seconds: number) => addSeconds(NOW, -seconds);

test.each([
  ['was on its way when it was switched off', {}, undefined, before(300)],
  ['failed since it has been failing', { failingSince: before(3600) }, undefined, before(3900)],
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
