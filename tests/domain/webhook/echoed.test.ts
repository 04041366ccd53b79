import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutEchoes } from '#domain/webhook/echoed.ts';
import { excerptOf } from '#domain/webhook/excerpt.ts';

const clean = (text: string, ...values: string[]) => withoutEchoes(text, values, '[x]', false);
const TOKEN = 'gateway/t0ken"&=1';

describe('a value that a receiver echoes', () => {
  it.each([
    ['as it is', `got ${TOKEN}!`, 'got [x]!'],
    ['more than once', `${TOKEN}${TOKEN}`, '[x][x]'],
    ['as JSON', JSON.stringify({ token: TOKEN }), '{"token":"[x]"}'],
    ['as JSON with escaped slashes', '{"token":"gateway\\/t0ken\\"&=1"}', '{"token":"[x]"}'],
    ['as HTML', '<b>gateway/t0ken&quot;&amp;=1</b>', '<b>[x]</b>'],
    ['in a URL', '/?token=gateway%2Ft0ken%22%26%3D1', '/?token=[x]'],
  ])('is removed %s', (_how, text, expected) => expect(clean(text, TOKEN)).toBe(expected));

  it('is removed by its words: the token without its scheme', () => {
    expect(clean('token abcdefgh123 of a Bearer', 'Bearer abcdefgh123')).toBe('token [x] of a Bearer');
    expect(clean('Bearer abcdefgh123', 'Bearer abcdefgh123')).toBe('[x]');
  });

  it('is removed as base64, alone and in the middle of something longer', () => {
    const value = 'Basic dXNlcjpzM2NyM3RwYXNz';
    expect(clean(btoa(value), value)).toBe('[x]');
    for (const before of ['', 'a', 'ab', 'abc']) {
      const left = clean(btoa(`${before}${value}${before}tail`), value);
      expect(left).toMatch(/^[^[]{0,5}\[x\][^[]{0,12}$/);
    }
  });

  it('is removed as the user and password that it holds', () => {
    expect(clean('s3cr3tpass, user:s3cr3tpass', 'Basic dXNlcjpzM2NyM3RwYXNz')).toBe('[x], [x]');
  });

  it('is removed without its prefix, if it is a signing secret', () => {
    const secret = 'whsec_iqLwPc0VUrENebOyPhDiMq5MvV1pKmdiEFjUhNSnqzw=';
    expect(clean(`${secret} ${secret.slice(6)}`, secret)).toBe('[x] [x]');
  });

  it.each(['hex', 'base64', 'base64url'] as const)('is removed as the key that it is, spelled as %s', (encoding) => {
    const key = Buffer.from('fb-_key of sixteen bytes?>~\u00ff\u00fe', 'latin1');
    const secret = `whsec_${key.toString('base64')}`;
    const spelled = key.toString(encoding);
    const texts = [spelled, spelled.replace(/=+$/, ''), encoding === 'hex' ? spelled.toUpperCase() : `${spelled}`];
    for (const text of texts) expect(clean(`key ${text}!`, secret)).toMatch(/^key \[x\]=*!$/);
    for (const text of texts) expect(clean(`{"k":"${text}"}`, secret)).not.toContain(text.slice(0, 12));
  });

  it('is removed without its padding also if the secret has none', () => {
    const secret = `whsec_${Buffer.from('another key, twenty-five.').toString('base64').replace(/=+$/, '')}`;
    expect(clean(`${Buffer.from('another key, twenty-five.').toString('hex')} ${secret.slice(6)}`, secret)).toBe(
      '[x] [x]',
    );
  });

  it('is removed where it is cut off by the end of what was read, and only there', () => {
    expect(withoutEchoes('token: gateway/t0', [TOKEN], '[x]', true)).toBe('token: [x]');
    expect(withoutEchoes('token: gateway/t0', [TOKEN], '[x]', false)).toBe('token: gateway/t0');
  });

  it('leaves the rest as it is, also where the value is too short to be a secret', () => {
    expect(clean('a 1 b', '1')).toBe('a 1 b');
    expect(clean('nothing here', TOKEN)).toBe('nothing here');
    expect(clean('nothing here')).toBe('nothing here');
  });

  it('is nowhere in the excerpt, however it stands in the answer', () => {
    const secret = fc
      .string({ minLength: 6, maxLength: 40 })
      .filter((text) => text.trim() === text && !'[redacted]'.includes(text) && !text.includes('redacted'));
    const around = fc.string({ maxLength: 30 });
    fc.assert(
      fc.property(secret, around, around, fc.constantFrom(0, 4080, 4090), (value, before, after, padding) => {
        const body = new TextEncoder().encode(
          `${'.'.repeat(padding)}${before}${value}${after}${JSON.stringify({ value })}`,
        );
        const excerpt = excerptOf(body, [value]);
        expect(excerpt).not.toContain(value);
      }),
    );
  });
});
