import { validateHeaderName, validateHeaderValue } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCustomHeaders, HIDDEN_VALUE, hideValues, isSendable } from '#domain/webhook/custom-headers.ts';

const codesOf = (headers: Record<string, string>) => checkCustomHeaders(headers).map(({ code }) => code);

describe('custom headers', () => {
  it.each(['Authorization', 'X-Api-Key', 'x-gateway', 'Tenant', 'X_Y', 'a', '!#$%&*+.^`|~', 'A'.repeat(100)])(
    'may be named %s',
    (name) => expect(codesOf({ [name]: 'value' })).toEqual([]),
  );

  it.each([
    'Host',
    'content-length',
    'Content-Type',
    'CONTENT-ENCODING',
    'Connection',
    'Keep-Alive',
    'Transfer-Encoding',
    'TE',
    'Trailer',
    'Upgrade',
    'Expect',
    'Date',
    'User-Agent',
    'Accept',
    'Accept-Encoding',
    'Cookie',
    'Set-Cookie',
    'Forwarded',
    'X-Forwarded-For',
    'X-Forwarded-Host',
    'X-Real-IP',
    'Via',
    'Proxy-Authorization',
    'Proxy-Connection',
    'webhook-id',
    'Webhook-Signature',
    'webhook-anything',
    'X-HTTP-Method-Override',
    'Sec-Fetch-Site',
    'Metadata-Flavor',
    'X-aws-ec2-metadata-token',
    'If-Match',
  ])('may not replace %s, which belongs to HTTP or to the signed message', (name) => {
    expect(codesOf({ [name]: 'value' })).toEqual(['header_reserved']);
    expect(isSendable(name, 'value')).toBe(false);
  });

  it.each(['', ' ', 'a b', 'a:b', 'ä', 'a\n', 'a\r\nb', '(a)', 'a,b', 'a/b', '"a"', '\u0000', 'A'.repeat(101)])(
    'may not be named %j',
    (name) => expect(codesOf({ [name]: 'value' })).toEqual(['header_name_invalid']),
  );

  it.each(['a', 'Bearer abc.def', 'Basic dXNlcjpwYXNz', '"quoted, with; all"', '~'.repeat(1000)])(
    'may have the value %j',
    (value) => expect(codesOf({ 'X-A': value })).toEqual([]),
  );

  it.each(['', ' a', 'a ', 'a\tb', 'a\rb', 'a\nb', 'a\r\nX-B: c', 'a\u0000', 'ä', '\u007f', 'a'.repeat(1001)])(
    'may not have the value %j',
    (value) => expect(codesOf({ 'X-A': value })).toEqual(['header_value_invalid']),
  );

  it('are at most ten, and no name twice in another case', () => {
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`X-${index}`, 'a']));
    expect(checkCustomHeaders(many)).toMatchObject([{ pointer: '/headers', code: 'too_many_headers' }]);
    expect(checkCustomHeaders({ 'X-A': 'a', 'x-a': 'b' })).toMatchObject([
      { pointer: '/headers/x-a', code: 'duplicate' },
    ]);
  });

  it('are refused with every cause, at a JSON Pointer', () => {
    expect(checkCustomHeaders({ 'a/b~c': '\n', Host: 'x' })).toMatchObject([
      { pointer: '/headers/a~1b~0c', code: 'header_name_invalid' },
      { pointer: '/headers/a~1b~0c', code: 'header_value_invalid' },
      { pointer: '/headers/Host', code: 'header_reserved' },
    ]);
  });

  it('are shown by name, with what is no value', () => {
    const hidden = hideValues({ Authorization: 'Bearer t0psecret' });
    expect(hidden).toEqual({ Authorization: HIDDEN_VALUE });
    expect(codesOf({ ...hidden })).toEqual(['header_value_hidden']);
  });

  it('that are let through are sent by Node as they are: no name or value can end its line', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc
        .array(fc.constantFrom('X', '-', 'a', ' ', ':', '\r', '\n', '\t', '\u0000', 'é'), { maxLength: 8 })
        .map((c) => c.join('')),
    );
    fc.assert(
      fc.property(text, text, (name, value) => {
        fc.pre(name !== '__proto__' && isSendable(name, value));
        expect(codesOf({ [name]: value })).toEqual([]);
        validateHeaderName(name);
        validateHeaderValue(name, value);
        expect(`${name}: ${value}`).toMatch(/^[\x20-\x7e]+$/);
        expect(value.trim()).toBe(value);
      }),
    );
  });

  it('are refused without their values being told', () => {
    const value = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).map((text) => `s3cret${text}\n`);
    fc.assert(
      fc.property(fc.string(), value, (name, secret) => {
        expect(JSON.stringify(checkCustomHeaders({ [`x${name}`]: secret }))).not.toContain('s3cret');
      }),
    );
  });
});
