import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdempotencySecret } from '#api/idempotency-secret.ts';

const secret = new IdempotencySecret('5b1d6a0e', 'ten_1 live key');
const reply = { status: 201, headers: { etag: '"1"' }, body: { secret: 'baton_live_s3cret' } };

test('an answer is opened as it was sealed, under its own key and owner alone', () => {
  const sealed = secret.seal(reply) ?? new Uint8Array();
  expect(secret.open(sealed)).toEqual(reply);
  expect(Buffer.from(sealed).includes('s3cret')).toBe(false);
  for (const other of [
    new IdempotencySecret('5b1d6a0f', 'ten_1 live key'),
    new IdempotencySecret('5b1d6a0e', 'ten_2 live key'),
  ]) {
    expect(() => other.open(sealed)).toThrow();
    expect(other.name).not.toBe(secret.name);
  }
});

test('an answer that was altered does not open', () => {
  const sealed = secret.seal(reply) ?? new Uint8Array();
  fc.assert(
    fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      expect(() => secret.open(sealed.map((byte, index) => (index === at ? byte ^ flip : byte)))).toThrow();
    }),
  );
});

test('an answer that an item could not hold is not kept', () => {
  const noise = Array.from({ length: 100_000 }, (_, index) => Math.sin(index));
  expect(secret.seal({ status: 200, body: { noise } }) === undefined).toBe(true);
});

test('requests that mean the same have the same fingerprint, and no others', () => {
  const request = { method: 'POST', path: '/v1/owners', query: '', body: { a: 1, b: { c: [1, 2], d: null } } };
  const same = { ...request, body: { b: { d: null, c: [1, 2] }, a: 1 } };
  expect(secret.fingerprint(same)).toBe(secret.fingerprint(request));
  const others = [
    { ...request, method: 'PUT' },
    { ...request, path: '/v1/queues' },
    { ...request, query: 'a=1' },
    { ...request, body: { ...request.body, a: '1' } },
    { ...request, body: { ...request.body, b: { c: [2, 1], d: null } } },
    { ...request, apiKeyId: 'key_1' },
    { ...request, apiKeyId: 'key_2' },
  ];
  expect(new Set([request, ...others].map((each) => secret.fingerprint(each))).size).toBe(8);
});
