import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf } from '#domain/webhook/excerpt.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const keep = (text: string) => excerptOf(bytes(text));

describe('excerptOf', () => {
  it('keeps ordinary answers as they are', () => {
    const text = '{"error":"no such account","tokens":12}\n\tsee https://example.com/docs — ünïcödé 🎉';
    expect(keep(text)).toBe(text);
  });

  it.each([
    ['your secret is whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw!', 'your secret is [redacted]!'],
    ['key=btn_live_01JDA5K7ZWQ0R8T2V4X6Y8B0CD', 'key=[redacted]'],
    ['Authorization: Bearer abc.def-ghi_123', 'Authorization: Bearer [redacted]'],
    ['authorization: basic dXNlcjpwYXNz', 'authorization: basic [redacted]'],
    ['{"password": "hunter2, with a comma"}', '{"password": [redacted]}'],
    ['DB_PASSWORD=hunter2&x=1', 'DB_PASSWORD=[redacted]&x=1'],
    ["{'apiKey': 'abc'}", "{'apiKey': [redacted]}"],
    ['access_token=abc123; path=/', 'access_token=[redacted]; path=/'],
    ['AWS AKIAIOSFODNN7EXAMPLE end', 'AWS [redacted] end'],
    ['jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln end', 'jwt [redacted] end'],
    ['a -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- b', 'a [redacted] b'],
    ['cut off: -----BEGIN PRIVATE KEY-----\nMIIE', 'cut off: [redacted]'],
  ])('removes what looks like a secret from %j', (text, expected) => expect(keep(text)).toBe(expected));

  it('replaces control characters, so that a log or terminal shows what was sent', () => {
    expect(keep('a\u0000b\u001b[31mred\u0085\u007f\r\n')).toBe('a\uFFFDb\uFFFD[31mred\uFFFD\uFFFD\r\n');
  });

  it('cuts at 4 KiB, between characters', () => {
    expect(keep('a'.repeat(5000))).toHaveLength(4096);
    expect(keep(`a${'é'.repeat(3000)}`)).toBe(`a${'é'.repeat(2047)}\uFFFD`.slice(0, 2048));
  });

  it('is at most 4 KiB of UTF-8 for any bytes, and cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 6000, size: 'max' }), (body) => {
        const excerpt = excerptOf(body);
        expect(bytes(excerpt).length).toBeLessThanOrEqual(4096);
        expect(keep(excerpt)).toBe(excerpt);
      }),
    );
  });

  it('is idempotent over texts full of secrets', () => {
    const word = fc.constantFrom(
      'password',
      'token',
      '=',
      ':',
      ' ',
      '"',
      'whsec_',
      'abc',
      'Bearer ',
      'eyJ',
      '.',
      'AKIA',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const once = keep(words.join(''));
        expect(keep(once)).toBe(once);
      }),
    );
  });
});
