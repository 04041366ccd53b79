import { describe, expect, test } from 'vitest';
import { SAMPLE_ROUTES, THING } from './support/sample-routes.ts';
import { testApp } from './support/test-app.ts';

const { call } = testApp(SAMPLE_ROUTES);
const VALID = { name: 'abc' };

describe('a request that is in order', () => {
  test('reaches the handler with its parts parsed and typed', async () => {
    const answer = await call('POST', `${THING}?dry=yes`, { key: 'writer', json: VALID });
    expect(answer.status).toBe(201);
    expect(answer.json.echoed).toEqual({
      params: { id: 'thg_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' },
      query: { dry: 'yes' },
      body: VALID,
    });
  });

  test('is answered as JSON that nobody caches, sniffs or frames', async () => {
    const { headers } = await call('GET', THING, { key: 'reader' });
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('without an answer to give is answered 204 with no body and no content type', async () => {
    const answer = await call('POST', '/v1/failures?how=none');
    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(answer.headers.get('content-type')).toBeNull();
  });

  test('may be a HEAD wherever it may be a GET', async () => {
    const answer = await call('HEAD', THING, { key: 'reader' });
    expect(answer).toMatchObject({ status: 200, text: '' });
    expect(answer.headers.get('content-type')).toBe('application/json');
  });
});

describe('admission', () => {
  test.each([
    ['no key', undefined, 401, 'unauthenticated', 'Bearer realm="baton"'],
    ['another scheme', 'Basic d3JpdGVyOng=', 401, 'unauthenticated', 'Bearer realm="baton", error="invalid_token"'],
    ['an unknown key', 'Bearer nobody', 401, 'unauthenticated', 'Bearer realm="baton", error="invalid_token"'],
    ['a key of 10,000 characters', `Bearer ${'x'.repeat(10_000)}`, 401, 'unauthenticated', 'invalid_token'],
    ['two tokens', 'Bearer writer writer', 401, 'unauthenticated', 'invalid_token'],
    ['a key without the scope', 'Bearer reader', 403, 'insufficient_scope', 'scope="handoffs:write"'],
  ])('refuses %s before reading the body', async (_, authorization, status, code, challenge) => {
    const headers = authorization === undefined ? {} : { authorization };
    const answer = await call('POST', THING, { body: 'not json at all', headers });
    expect(answer.status).toBe(status);
    expect(answer.json.code).toBe(code);
    expect(answer.headers.get('www-authenticate')).toContain(challenge);
  });

  test('takes the scheme in any case', async () => {
    expect((await call('GET', THING, { headers: { authorization: 'bEARER reader' } })).status).toBe(200);
  });

  test('says of a key without its scheme that Bearer goes before it', async () => {
    const answer = await call('GET', THING, { headers: { authorization: 'bk_test_0123' } });
    expect(answer).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
    expect(answer.json.detail).toContain('must begin with the word Bearer');
  });

  test('names the missing scope', async () => {
    const answer = await call('POST', THING, { key: 'reader', json: VALID });
    expect(answer.json).toMatchObject({ requiredScope: 'handoffs:write', grantedScopes: ['handoffs:read'] });
  });
});

describe('paths and methods', () => {
  test.each([
    ['POST', '/'],
    ['GET', '/v1'],
    ['GET', '/v1/nothing'],
    ['GET', `${THING}/`],
    ['GET', '/V1/failures'],
    ['OPTIONS', '/v1/nothing'],
    ['POST', '/v1/things/%zz/x'],
    ['DELETE', '/v1/%2e%2e/x'],
  ])('%s %s is not found, even without a key', async (method, path) => {
    expect(await call(method, path)).toMatchObject({ status: 404, json: { code: 'not_found', status: 404 } });
  });

  test('the bare host leads to the documentation', async () => {
    const answer = await call('GET', '/');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/docs']);
  });

  test('/docs/, which no route of the gateway can name, leads to the documentation', async () => {
    const answer = await call('GET', '/docs/');
    expect(answer.status).toBe(308);
    expect(answer.headers.get('location')).toBe('/docs');
    expect(await call('POST', '/docs/')).toMatchObject({ status: 404, json: { code: 'not_found' } });
  });

  test.each([
    'nope',
    '%zz',
    'thg_01jda5k7zwq0r8t2v4x6y8b0cd',
    '%00',
    encodeURIComponent('thg_01JDA5K7ZWQ0R8T2V4X6Y8B0CD/..'),
  ])('an id that cannot exist is not found: %s', async (id) => {
    expect(await call('GET', `/v1/things/${id}`, { key: 'reader' })).toMatchObject({
      status: 404,
      json: { code: 'not_found' },
    });
  });

  test('an id of another kind is told what one of this kind looks like', async () => {
    const answer = await call('GET', '/v1/things/own_01JDA5K7ZWQ0R8T2V4X6Y8B0CD', { key: 'reader' });
    expect(answer.json.detail).toBe(
      'There is nothing at this path: an id of this kind begins with thg_, and 26 digits and capital letters follow.',
    );
  });

  test.each([
    ['DELETE', THING, 'GET, POST, HEAD, OPTIONS'],
    ['PUT', THING, 'GET, POST, HEAD, OPTIONS'],
    ['GET', '/v1/failures', 'POST, OPTIONS'],
    ['PROPFIND', '/v1/failures', 'POST, OPTIONS'],
  ])('%s on %s says which methods there are', async (method, path, allow) => {
    const answer = await call(method, path);
    expect(answer).toMatchObject({ status: 405, json: { code: 'method_not_allowed' } });
    expect(answer.headers.get('allow')).toBe(allow);
  });

  test('OPTIONS lists the methods and opens nothing to other origins', async () => {
    const answer = await call('OPTIONS', THING, {
      headers: { origin: 'https://elsewhere.test', 'access-control-request-method': 'POST' },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS');
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('bodies that are refused unread', () => {
  const JSON_TYPE = { 'content-type': 'application/json' };
  test.each([
    ['no content type', {}, 415],
    ['text/plain', { 'content-type': 'text/plain' }, 415],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['another charset', { 'content-type': 'application/json; charset=latin1' }, 415],
    ['a look-alike', { 'content-type': 'application/jsonp' }, 415],
    ['a compressed body', { ...JSON_TYPE, 'content-encoding': 'gzip' }, 415],
  ])('%s', async (_, headers, status) => {
    const answer = await call('POST', THING, { key: 'writer', body: '{"name":"abc"}', headers });
    expect(answer).toMatchObject({ status, json: { code: 'unsupported_media_type' } });
  });

  test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
    'while %s is taken',
    async (type) => {
      const answer = await call('POST', THING, {
        key: 'writer',
        body: '{"name":"abc"}',
        headers: { 'content-type': type },
      });
      expect(answer.status).toBe(201);
    },
  );

  test('more than 1 MiB is too large, and exactly 1 MiB is not', async () => {
    const filler = (bytes: number) => `{"name":"abc","free":{"x":"${'x'.repeat(bytes - 30)}"}}`;
    const over = await call('POST', THING, { key: 'writer', body: filler(1024 * 1024 + 1), headers: JSON_TYPE });
    expect([over.status, over.json.code]).toEqual([413, 'payload_too_large']);
    const exact = filler(1024 * 1024);
    expect(new TextEncoder().encode(exact).byteLength).toBe(1024 * 1024);
    expect((await call('POST', THING, { key: 'writer', body: exact, headers: JSON_TYPE })).status).toBe(201);
  });

  test.each([
    ['not JSON', '{"name":'],
    ['trailing text', '{"name":"abc"} {}'],
    ['a key twice', '{"name":"abc","name":"abd"}'],
    ['NUL', '{"name":"a\\u0000c"}'],
    ['__proto__', '{"name":"abc","free":{"__proto__":{"admin":true}}}'],
    ['invalid UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
    ['endless nesting', `{"name":"abc","free":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
  ])('%s is malformed', async (_, body) => {
    const answer = await call('POST', THING, { key: 'writer', body, headers: JSON_TYPE });
    expect(answer).toMatchObject({ status: 400, json: { code: 'malformed_request' } });
  });
});

describe('every fault at once', () => {
  test('of query and body, each at its JSON Pointer', async () => {
    const answer = await call('POST', `${THING}?dry=maybe&wet=1&wet=2`, {
      key: 'writer',
      json: { size: 11, tags: [{ label: 'x' }, { label: 5, 'a/b': 1 }], to: {}, target: 5, extra: true },
    });
    expect(answer).toMatchObject({ status: 422, json: { code: 'validation_failed' } });
    expect(answer.json.errors).toEqual([
      { pointer: '/query/wet', code: 'duplicate', message: 'must be given once' },
      { pointer: '/query/dry', code: 'invalid_value', message: 'must be one of "yes", "no"' },
      { pointer: '/query/wet', code: 'unknown_field', message: 'is not known here; known are dry' },
      { pointer: '/name', code: 'required', message: 'is required; must be text' },
      { pointer: '/size', code: 'too_big', message: 'must be at most 10' },
      { pointer: '/tags/1/label', code: 'invalid_type', message: 'must be text' },
      { pointer: '/tags/1/a~1b', code: 'unknown_field', message: 'is not known here; known are label' },
      {
        pointer: '/to',
        code: 'no_alternative_matches',
        message: 'matches no alternative: ownerId is required; or queueId is required',
      },
      {
        pointer: '/target',
        code: 'no_alternative_matches',
        message: 'matches no alternative: must be text; or must be an object',
      },
      {
        pointer: '/extra',
        code: 'unknown_field',
        message: 'is not known here; known are name, size, tags, to, target, free',
      },
    ]);
  });

  test('no body reads as an empty object, so that what is missing is named', async () => {
    const answer = await call('POST', THING, { key: 'writer' });
    expect(answer.json.errors).toEqual([{ pointer: '/name', code: 'required', message: 'is required; must be text' }]);
  });

  test('an alternative that was clearly meant is explained by its own faults', async () => {
    const answer = await call('POST', THING, { key: 'writer', json: { ...VALID, to: { ownerId: 5 } } });
    expect(answer.json.errors).toEqual([{ pointer: '/to/ownerId', code: 'invalid_type', message: 'must be text' }]);
  });

  test('what belongs to two alternatives must have exactly one of them', async () => {
    const to = { ownerId: 'a', queueId: 'b' };
    const answer = await call('POST', THING, { key: 'writer', json: { ...VALID, to } });
    expect(answer.json.errors).toEqual([
      { pointer: '/to', code: 'exactly_one', message: 'must have exactly one of ownerId, queueId' },
    ]);
    const more = await call('POST', THING, { key: 'writer', json: { ...VALID, to: { ...to, teamId: 'c' } } });
    expect(more.json.errors).toEqual([
      { pointer: '/to/teamId', code: 'unknown_field', message: 'is not known here' },
      { pointer: '/to', code: 'exactly_one', message: 'must have exactly one of ownerId, queueId' },
    ]);
  });

  test('a body where none is expected is named field by field', async () => {
    const answer = await call('POST', '/v1/failures?how=none', { json: { really: true } });
    expect(answer.json.errors).toEqual([{ pointer: '/really', code: 'unknown_field', message: 'is not known here' }]);
  });

  test('more than a hundred faults are counted, not listed', async () => {
    const tags = Array.from({ length: 150 }, () => ({}));
    const { json } = await call('POST', THING, { key: 'writer', json: { ...VALID, tags } });
    expect(json.errors).toHaveLength(100);
    expect(json.errorsOmitted).toBe(50);
  });
});

describe('problems', () => {
  test('are RFC 9457 documents whose type is a page of this server', async () => {
    const answer = await call('POST', '/v1/failures?how=domain', { headers: { 'x-request-id': 'abc-1' } });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.status).toBe(409);
    expect(answer.json).toEqual({
      type: 'https://api.example.test/docs/errors/illegal_transition',
      title: 'Not possible in the present state',
      status: 409,
      detail: 'It is already accepted.',
      code: 'illegal_transition',
      requestId: 'abc-1',
      errors: [{ pointer: '', code: 'state', message: 'is accepted' }],
      state: 'accepted',
      allowed: ['complete'],
    });
  });

  test('of our own making say nothing of the inside, and are logged with the request id', async () => {
    const { call, logged } = testApp(SAMPLE_ROUTES);
    const answer = await call('POST', '/v1/failures?how=bug');
    expect(answer).toMatchObject({ status: 500, json: { code: 'internal_error', requestId: 'req_new' } });
    expect(answer.text).not.toMatch(/secret|TypeError|\bat \w/);
    expect(logged).toMatchObject([{ fields: { requestId: 'req_new', error: { message: 'secret inside' } } }]);
  });

  test('of the authenticator are our own too', async () => {
    const { call, logged } = testApp(SAMPLE_ROUTES, { authenticate: () => Promise.reject(new Error('table is gone')) });
    expect(await call('GET', THING, { key: 'x' })).toMatchObject({ status: 500, json: { code: 'internal_error' } });
    expect(logged).toHaveLength(1);
  });
});

describe('the request id', () => {
  test.each([
    ['is the caller’s own', 'abc-123', 'abc-123'],
    ['is a new one if the caller’s is too long', 'x'.repeat(129), 'req_new'],
    ['is a new one if the caller’s is not printable', 'a b', 'req_new'],
  ])('%s', async (_, sent, echoed) => {
    const answer = await call('GET', '/v1/nothing', { headers: { 'x-request-id': sent } });
    expect(answer.headers.get('x-request-id')).toBe(echoed);
    expect(answer.json.requestId).toBe(echoed);
  });
});
