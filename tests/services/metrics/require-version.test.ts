import { expect, it } from 'vitest';
import { requireVersion } from '#services/metrics/require-version.ts';
import { refusalOf } from '#tests/support/refusal.ts';

it.each([1, 2])('version %i of two is one that a list of handoffs can be of', (version) => {
  expect(requireVersion({ publishedVersion: 2 }, version)).toBeUndefined();
});

it.each([
  [{}, 1, 'it has none'],
  [{ publishedVersion: 1 }, 7, 'it has version 1 alone'],
  [{ publishedVersion: 3 }, 4, 'it has the versions 1 to 3'],
])('of a contract %j version %i is refused, with the versions that there are', (contract, version, there) => {
  expect(refusalOf(() => requireVersion(contract, version))).toMatchObject({
    code: 'validation_failed',
    violations: [{ pointer: '/query/version', code: 'unknown_version', message: expect.stringContaining(there) }],
  });
});
