import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutSecrets } from '#domain/webhook/secret-like.ts';

/** Fifty times what an excerpt holds: at this length a pattern that looks back and forth would not end within a test. */
const LENGTH = 200_000;

const PIECES = [
  ...['-eyJ', 'eyJa.', 'whsec_', 'sk-', 'sk-a ', 'xoxb-', 'ghp_', 'SG.', 'AKIA', 'bearer ', 'basic\t', ' '],
  ...['://', '://a', 'a@', '-----BEGIN PRIVATE KEY-----', 'password', 'password ', 'password:', 'token=', 'auth'],
  ...['"secret":', '{"secret":{', '["token":[', '\\"', '\\', '"', "pwd='", 'Authorization: a ', 'cookie: ', '\n'],
];

test.each(PIECES)('%j over and over takes time in proportion to its length', (piece) => {
  const text = piece.repeat(LENGTH / piece.length);
  expect(withoutSecrets(text, '[x]').length).toBeLessThanOrEqual(text.length * 3);
});

test('any mixture of what patterns begin with takes time in proportion to its length', () => {
  const few = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(few, (pieces) => {
      const piece = pieces.join('');
      const text = piece.repeat(Math.floor(LENGTH / 10 / piece.length));
      expect(withoutSecrets(text, '[x]').length).toBeLessThanOrEqual(text.length * 3);
    }),
    { numRuns: 50 },
  );
});
