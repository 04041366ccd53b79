import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf } from '#domain/webhook/excerpt.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const keep = (text: string) => excerptOf(bytes(text));

describe('excerptOf', () => {
  it('keeps ordinary answers as they are', () => {
    const text = '{"error":"no such account","tokens":12}\n\tsee https://example.com/docs — ünïcödé 🎉';
    expect(keep(text)).toBe(text);
    const prose =
      'author: Jane, authority=none; the password was wrong, mail a@example.com, task-runner-1234567890-abcdef';
    expect(keep(prose)).toBe(prose);
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
    ['AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCY', 'AWS_SECRET_ACCESS_KEY=[redacted]'],
    ['by ghp_16C7e42F292c6912E7710c838347Ae178B4a.', 'by [redacted].'],
    ['gho_16C7e42F292c6912E7710c838347Ae178B4a', '[redacted]'],
    ['github_pat_11ABCDEFG0abcdefghij_KLMNOP', '[redacted]'],
    ['xoxb-123456789012-abcdefABCDEF!', '[redacted]!'],
    ['sk-proj-abcdef1234567890abcdef and sk-abcdef1234567890abcdef', '[redacted] and [redacted]'],
    ['AIzaSyD-1234567890abcdefghijklmnopqrstu', '[redacted]'],
    ['at postgres://app:hunter2@db.internal:5432/x', 'at postgres://[redacted]@db.internal:5432/x'],
    ['redis://:p@ss@cache:6379', 'redis://[redacted]@cache:6379'],
    ['password:   hunter2 end', 'password:   [redacted] end'],
    ['pwd=hunter2', 'pwd=[redacted]'],
    ['passphrase: hunter2', 'passphrase: [redacted]'],
    ['Authorization: ApiKey hunter2', 'Authorization: ApiKey [redacted]'],
    ['authorization: hunter2\nnext', 'authorization: [redacted]\nnext'],
    [
      'Authorization: Digest username="u", response="hunter2"\n',
      'Authorization: Digest [redacted]"u", response="hunter2"\n',
    ],
    ['Set-Cookie: sid=hunter2; path=/\nnext', 'Set-Cookie: [redacted]\nnext'],
    ['X-Auth: hunter2', 'X-Auth: [redacted]'],
    ['{"privateKey":"hunter2","n":1}', '{"privateKey":[redacted],"n":1}'],
    ['{"credentials":"hunter2"}', '{"credentials":[redacted]}'],
    ['{"password":"abc\\"rest","n":1}', '{"password":[redacted],"n":1}'],
    ['{"secret":["hunter2","]"],"n":1}', '{"secret":[redacted],"n":1}'],
    ['{"secret":{"v":{"w":"hunter2}"}},"n":1}', '{"secret":[redacted],"n":1}'],
    ['cut off: {"token":{"v":"hunter2', 'cut off: {"token":[redacted]'],
    ['"{\\"password\\":\\"hunter2\\",\\"n\\":1}"', '"{\\"password\\":[redacted],\\"n\\":1}"'],
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

  it('keeps no value that stands under the name of a secret, however it is written', () => {
    const name = fc.constantFrom('password', 'DB_PWD', 'clientSecret', 'access_token', 'x-api-key', 'private_key');
    const value = fc.stringMatching(/^[a-z0-9]{6,20}$/).map((text) => `v4l${text}`);
    const written = fc.constantFrom<(name: string, value: string) => string>(
      (n, v) => `${n}=${v}`,
      (n, v) => `${n}:    ${v}`,
      (n, v) => JSON.stringify({ a: { [n]: v } }),
      (n, v) => JSON.stringify({ [n]: [`"${v}`, { x: v }] }),
      (n, v) => JSON.stringify(JSON.stringify({ [n]: `"\\${v}` })),
      (n, v) => `${n} => '${v}'`,
    );
    fc.assert(
      fc.property(name, value, written, fc.string({ maxLength: 20 }), (n, v, write, around) => {
        fc.pre(!/["'`\\]/.test(around));
        expect(keep(`${around} ${write(n, v)} ${around}`)).not.toContain(v);
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
