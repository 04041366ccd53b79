import { describe, expect, test } from 'vitest';
import { decodedPath, type ReceivedRequest, toHttpEvent } from '#local/gateway/http-event.ts';
import { routeOf } from '#local/gateway/routes.ts';

const request: ReceivedRequest = {
  method: 'GET',
  encodedPath: '/v1/a%20b',
  rawQueryString: 'q=a%20b&q=c&empty=',
  protocol: 'HTTP/1.1',
  sourceIp: '127.0.0.1',
  headers: { host: ['api.test:8787'], 'user-agent': ['tester'] },
  body: Buffer.alloc(0),
  requestId: 'req-1',
  receivedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
};

describe('an event of payload format 2.0', () => {
  test('has the decoded path, the raw query, and its parameters joined by commas', () => {
    const event = toHttpEvent(request, '/v1/a b', routeOf('GET', '/v1/a b'));
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/v1/a b',
      rawQueryString: 'q=a%20b&q=c&empty=',
      queryStringParameters: { q: 'a b,c', empty: '' },
      isBase64Encoded: false,
      headers: { host: 'api.test:8787', 'x-forwarded-proto': 'http', 'x-forwarded-port': '8787' },
      requestContext: {
        domainName: 'api.test',
        domainPrefix: 'api',
        http: { method: 'GET', path: '/v1/a b', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'tester' },
        requestId: 'req-1',
        stage: '$default',
        time: '02/Jan/2026:03:04:05 +0000',
        timeEpoch: Date.UTC(2026, 0, 2, 3, 4, 5),
      },
    });
    expect(event).not.toHaveProperty('body');
    expect(event).not.toHaveProperty('cookies');
  });

  test('without a query has an empty raw query and no parameters', () => {
    const event = toHttpEvent({ ...request, rawQueryString: '' }, '/', routeOf('GET', '/'));
    expect(event.rawQueryString).toBe('');
    expect(event).not.toHaveProperty('queryStringParameters');
  });

  test('says how many bytes the body has, however it came', () => {
    const chunked = { ...request.headers, 'transfer-encoding': ['chunked'], 'content-type': ['application/json'] };
    const event = toHttpEvent({ ...request, headers: chunked, body: Buffer.from('"ü"') }, '/', routeOf('POST', '/'));
    expect(event.headers['content-length']).toBe('4');
    expect(toHttpEvent(request, '/', routeOf('GET', '/')).headers['content-length']).toBe('0');
  });

  test('has the very bytes of JSON that is no UTF-8', () => {
    const headers = { ...request.headers, 'content-type': ['application/json'] };
    const body = Buffer.from([0x22, 0xf0, 0x9f, 0x98, 0x22]);
    const event = toHttpEvent({ ...request, headers, body }, '/', routeOf('POST', '/'));
    expect(event).toMatchObject({ body: body.toString('base64'), isBase64Encoded: true });
  });

  test('keeps a header or parameter of a dangerous name as plain data', () => {
    const headers = Object.fromEntries([...Object.entries(request.headers), ['__proto__', ['x']]]);
    const event = toHttpEvent({ ...request, headers, rawQueryString: '__proto__=1' }, '/', routeOf('GET', '/'));
    expect(Object.entries(event.queryStringParameters ?? {})).toEqual([['__proto__', '1']]);
    expect(Object.keys(event.headers)).toContain('__proto__');
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  test('has no path where the encoding is broken', () => {
    expect(decodedPath('/a%2Fb')).toBe('/a/b');
    expect(decodedPath('/%e0%a4%a')).toBeUndefined();
    expect(decodedPath('/%')).toBeUndefined();
  });
});
