import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { createApp } from '#api/app.ts';
import { gatewayHandler } from '#api/gateway.ts';
import { SAMPLE_ROUTES, THING } from './support/sample-routes.ts';
import { memoryDependencies } from './support/test-app.ts';

const handler = gatewayHandler(createApp(SAMPLE_ROUTES, { ...memoryDependencies(), log: { error: () => {} } }));

interface EventParts {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly base64?: boolean;
}

function eventOf(parts: EventParts): APIGatewayProxyEventV2 {
  const { method = 'GET', path = THING, query = '', headers = {}, body, base64 = false } = parts;
  const event = {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    headers: { host: 'api.example.test', 'x-forwarded-proto': 'https', ...headers },
    requestContext: { requestId: 'JKJaXmPLvHcESHA=', domainName: 'abc.execute-api.test', http: { method } },
    isBase64Encoded: base64,
    ...(body !== undefined && { body }),
  };
  return event as unknown as APIGatewayProxyEventV2; // the parts that the adapter reads
}

const JSON_HEADERS = { authorization: 'Bearer writer', 'content-type': 'application/json' };

describe('an event of the gateway', () => {
  test('is answered with status, headers and text', async () => {
    const answer = await handler(eventOf({ headers: { authorization: 'Bearer reader' } }));
    expect(answer).toMatchObject({
      statusCode: 200,
      isBase64Encoded: false,
      headers: { 'content-type': 'application/json' },
    });
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ echoed: { by: 'key_reader' } });
  });

  test.each([
    ['as text', '{"name":"äbc"}', false],
    ['as base64', Buffer.from('{"name":"äbc"}').toString('base64'), true],
  ])('may carry its body %s', async (_, body, base64) => {
    const answer = await handler(eventOf({ method: 'POST', headers: JSON_HEADERS, body, base64 }));
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ echoed: { body: { name: 'äbc' } } });
  });

  const lengthOf = (bytes: Uint8Array) => ({ ...JSON_HEADERS, 'content-length': String(bytes.length) });

  test.each([
    ['a byte that is none', [0xff]],
    ['half a character', [0xe2, 0x82]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
  ])('whose text has replaced %s is refused', async (_, bytes) => {
    const sent = Buffer.from([...Buffer.from('{"name":"A'), ...bytes, ...Buffer.from('\ufffd"}')]);
    const body = sent.toString('utf8');
    for (const headers of [JSON_HEADERS, lengthOf(sent)]) {
      const answer = await handler(eventOf({ method: 'POST', headers, body }));
      expect([answer.statusCode, JSON.parse(answer.body ?? '').code]).toEqual([400, 'malformed_request']);
    }
  });

  test('may have the character that replaces others, where it was sent', async () => {
    const sent = Buffer.from('{"name":"Z\ufffdri"}');
    const asBytes = await handler(eventOf({ method: 'POST', headers: lengthOf(sent), body: sent.toString('utf8') }));
    const escaped = await handler(eventOf({ method: 'POST', headers: JSON_HEADERS, body: '{"name":"Z\\ufffdri"}' }));
    for (const answer of [asBytes, escaped]) {
      expect(JSON.parse(answer.body ?? '')).toMatchObject({ echoed: { body: { name: 'Z\ufffdri' } } });
    }
  });

  test.each(['?', '#', '?a=b', '%41', '%2F', '%3F', '%'])('whose path ends in %s is of another path', async (more) => {
    const headers = { authorization: 'Bearer reader' };
    expect((await handler(eventOf({ headers }))).statusCode).toBe(200);
    expect((await handler(eventOf({ path: `${THING}${more}`, headers }))).statusCode).toBe(404);
  });

  test('keeps the query as it was sent', async () => {
    const event = eventOf({ method: 'POST', query: 'dry=yes&dry=no', headers: JSON_HEADERS, body: '{"name":"abc"}' });
    expect(JSON.parse((await handler(event)).body ?? '')).toMatchObject({
      errors: [{ pointer: '/query/dry', code: 'duplicate' }],
    });
  });

  test('gives the request its id, unless the caller did', async () => {
    expect((await handler(eventOf({ path: '/nothing' }))).headers).toMatchObject({
      'x-request-id': 'JKJaXmPLvHcESHA=',
    });
    const own = await handler(eventOf({ path: '/nothing', headers: { 'x-request-id': 'mine' } }));
    expect(own.headers).toMatchObject({ 'x-request-id': 'mine' });
  });

  test.each([
    ['the host that the caller used', { host: 'api.acme.test' }, 'https://api.acme.test/'],
    ['a port', { host: '127.0.0.1:8787', 'x-forwarded-proto': 'http' }, 'http://127.0.0.1:8787/'],
    ['the gateway’s name if the host is nonsense', { host: 'evil/..@x' }, 'https://abc.execute-api.test/'],
  ])('leads problem types to %s', async (_, headers, origin) => {
    const { type } = JSON.parse((await handler(eventOf({ path: '/nothing', headers }))).body ?? '');
    expect(type).toBe(`${origin}docs/errors/not_found`);
  });

  test.each(['/v1/a?b', '/v1/a#b', '/v1/%', '/v1/a\\b', '//evil.test/v1', '/v1/ü', '/ ', '/v1/../healthz'])(
    'whose path is unusual is about that very path: %s',
    async (path) => {
      const answer = await handler(eventOf({ path }));
      expect(answer.statusCode).toBe(404);
      expect(JSON.parse(answer.body ?? '').type).toBe('https://api.example.test/docs/errors/not_found');
    },
  );

  test.each(['TRACE', 'CONNECT', 'GE T', ''])('whose method is unheard of is answered 405: %s', async (method) => {
    const answer = await handler(eventOf({ method }));
    expect([answer.statusCode, JSON.parse(answer.body ?? '').code]).toEqual([405, 'method_not_allowed']);
  });
});
