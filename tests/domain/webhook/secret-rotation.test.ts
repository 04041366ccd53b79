import { expect, test } from 'vitest';
import { activeSecrets } from '#domain/webhook/secret-rotation.ts';
import { instantAt } from '#tests/support/instants.ts';

const SECRETS = [{ secret: 'current' }, { secret: 'former', expiresAt: instantAt(60) }];

test('a secret that was replaced signs beside the current one until its expiry, to the instant', () => {
  expect(activeSecrets(SECRETS, instantAt(59.999))).toEqual(['current', 'former']);
  expect(activeSecrets(SECRETS, instantAt(60))).toEqual(['current']);
});

test('the current secret signs for ever', () => {
  expect(activeSecrets(SECRETS, instantAt(1e9))).toEqual(['current']);
});
