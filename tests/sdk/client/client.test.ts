import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { BatonError, createClient } from '#sdk/index.ts';
import { answering, json, problem, rejection } from './answering.ts';

const HANDOFF = { id: 'hnd_1' };
const SUBMISSION = { contractId: 'ctr_1', subject: { type: 'account', id: 'acme' }, packet: { goals: 'Live by May' } };

describe('a request', () => {
  it('goes to the path with its parameters, with the key and the client’s name', async () => {
    const { client, sent } = answering([json(HANDOFF)], { baseUrl: 'https://baton.example/api/', userAgent: 'crm/2' });
    await client.get('/v1/handoffs/{id}', { path: { id: 'a/b c' } });
    await client.get('/v1/handoffs', { query: { overdue: true, limit: 5, state: 'assigned,accepted' } });
    expect(sent.map(({ url }) => url)).toEqual([
      'https://baton.example/api/v1/handoffs/a%2Fb%20c',
      'https://baton.example/api/v1/handoffs?overdue=true&limit=5&state=assigned%2Caccepted',
    ]);
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer baton_test_secret');
    expect(sent[0]?.headers.get('user-agent')).toMatch(/^crm\/2 baton-sdk\/\d+\.\d+\.\d+$/);
    expect(sent[0]?.headers.has('idempotency-key')).toBe(false);
    expect(sent[0]?.body).toBeUndefined();
  });

  it('has a body in JSON and, where it is a POST, an idempotency key: another for each call, or the caller’s', async () => {
    const { client, sent } = answering([json(HANDOFF, 201)]);
    await client.post('/v1/handoffs', { body: SUBMISSION });
    await client.post('/v1/handoffs', { body: SUBMISSION });
    await client.post('/v1/handoffs', { body: SUBMISSION, idempotencyKey: 'won-42' });
    expect(sent.map(({ body }) => JSON.parse(body ?? ''))).toEqual([SUBMISSION, SUBMISSION, SUBMISSION]);
    expect(sent[0]?.headers.get('content-type')).toBe('application/json');
    const [first, second, third] = sent.map(({ headers }) => headers.get('idempotency-key'));
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).not.toBe(first);
    expect(third).toBe('won-42');
  });

  it('cannot replace the key by headers of its own', async () => {
    const { client, sent } = answering([json(HANDOFF)]);
    await client.get('/v1/tenant', { headers: { Authorization: 'Bearer other', 'X-Request-Id': 'mine' } });
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer baton_test_secret');
    expect(sent[0]?.headers.get('x-request-id')).toBe('mine');
  });

  it.each(['', '.', '..'])('with the id %j is not sent, as it would lead elsewhere', async (id) => {
    const { client, sent } = answering([json(HANDOFF)]);
    await expect(client.delete('/v1/contracts/{id}', { path: { id } })).rejects.toThrow(TypeError);
    expect(sent).toEqual([]);
  });
});

describe('a call that cannot be made', () => {
  it.each([{ maxRetries: 0.5 }, { maxRetries: -1 }, { timeoutMs: 0 }, { timeoutMs: Number.POSITIVE_INFINITY }])(
    'as its limits are %j is not sent',
    async (limits) => {
      const { client, sent } = answering([json(HANDOFF)]);
      await expect(client.get('/v1/tenant', limits)).rejects.toThrow(RangeError);
      expect(sent).toEqual([]);
    },
  );

  it.each(['', 'two words', 'a,b', 'line\nbreak', 'ключ', 'k'.repeat(256)])(
    'under the idempotency key %j is not sent, as it would not be done once',
    async (idempotencyKey) => {
      const { client, sent } = answering([json(HANDOFF)]);
      const call = client.post('/v1/handoffs', { body: SUBMISSION, idempotencyKey });
      await expect(call).rejects.toThrow('idempotencyKey is');
      expect(sent).toEqual([]);
    },
  );
});

describe('an answer', () => {
  it('is the body, or undefined where there is none, or the text where it is lines of JSON', async () => {
    const text = new Response('{"a":1}\n{"a":2}\n', { headers: { 'content-type': 'application/x-ndjson' } });
    const { client } = answering([json(HANDOFF), new Response(null, { status: 204 }), text]);
    expect(await client.get('/v1/handoffs/{id}', { path: { id: 'hnd_1' } })).toEqual(HANDOFF);
    expect(await client.delete('/v1/contracts/{id}', { path: { id: 'ctr_1' } })).toBeUndefined();
    expect((await client.request('GET', '/v1/other')).data).toBe('{"a":1}\n{"a":2}\n');
  });

  it('comes with its status, ETag, request id and whether it was replayed, if asked for', async () => {
    const headers = { etag: '"3"', 'x-request-id': 'req_9', 'idempotent-replayed': 'true' };
    const { client, sent } = answering([json(HANDOFF, 201, headers)]);
    const reply = await client.send('POST', '/v1/handoffs', { body: SUBMISSION });
    expect(reply).toMatchObject({ data: HANDOFF, status: 201, etag: '"3"', requestId: 'req_9', replayed: true });
    await client.send('PATCH', '/v1/owners/{id}', { path: { id: 'own_1' }, body: { name: 'Ana' }, ifMatch: '"3"' });
    expect(sent[1]?.headers.get('if-match')).toBe('"3"');
  });

  const html = { headers: { 'content-type': 'text/html; charset=utf-8' } };
  it.each([
    ['JSON in name only', new Response('{"a":', { headers: { 'content-type': 'application/json' } })],
    ['cut off to nothing', new Response('', { headers: { 'content-type': 'application/json' } })],
    ['the page of a proxy', new Response('<h1>Sign in</h1>', html)],
    ['an empty page', new Response('', html)],
    ['without a type', new Response(new Uint8Array([123, 125]))],
    ['a problem that calls itself an answer', problem(200, 'not_found')],
  ])('that is %s is unexpected, whatever its status', async (_, answer) => {
    const { client, sent } = answering([answer]);
    await expect(client.get('/v1/tenant')).rejects.toMatchObject({
      code: 'unexpected_answer',
      status: 200,
      path: '/v1/tenant',
      attempts: 1,
    });
    expect(sent).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it('is a BatonError with the code, every cause, the request id and the page that explains it', async () => {
    const errors = [{ pointer: '/packet/goals', code: 'required', message: 'is required' }];
    const { client } = answering([problem(422, 'not_ready', { errors, attempt: 2 })]);
    const error = await rejection(client.post('/v1/handoffs', { body: SUBMISSION }));
    expect(error).toBeInstanceOf(BatonError);
    expect(error).toMatchObject({
      name: 'BatonError',
      message: 'It was refused.',
      code: 'not_ready',
      status: 422,
      requestId: 'req_1',
      errors,
      docs: '/docs/errors/not_ready',
      problem: { attempt: 2 },
      method: 'POST',
      path: '/v1/handoffs',
      attempts: 1,
    });
  });

  it.each([
    ['a page of a proxy', new Response('<h1>Bad Gateway</h1>', { status: 502 })],
    ['a redirect', new Response(null, { status: 302, headers: { location: 'https://elsewhere.example' } })],
    ['a problem of somebody else', json({ title: 'No' }, 400, { 'content-type': 'application/problem+json' })],
  ])('that is %s is unexpected', async (_, answer) => {
    const { client } = answering([answer], { maxRetries: 0 });
    await expect(client.get('/v1/tenant')).rejects.toMatchObject({ code: 'unexpected_answer', status: answer.status });
  });
});

describe('the API key', () => {
  it('is in no error and in nothing that is printed of a client', async () => {
    const { client } = answering([new TypeError('fetch failed', { cause: new Error('read ECONNRESET') })], {
      maxRetries: 0,
    });
    const error = await rejection(client.get('/v1/tenant'));
    expect(error).toMatchObject({
      code: 'connection_failed',
      message: 'GET /v1/tenant was not answered: read ECONNRESET',
    });
    for (const shown of [
      inspect(error, { depth: 9 }),
      JSON.stringify(error),
      inspect(client),
      JSON.stringify(client),
    ]) {
      expect(shown).not.toContain('baton_test_secret');
    }
  });

  it.each(['two words', 'line\nbreak', 'Zoë'])('%j is refused without being repeated', (apiKey) => {
    expect(() => createClient({ baseUrl: 'https://baton.example', apiKey })).toThrow(
      new TypeError('apiKey is not an API key.'),
    );
  });

  it('or an address that is empty is refused by the name of the variable that may not be set', () => {
    expect(() => createClient({ baseUrl: 'https://baton.example', apiKey: '' })).toThrow('BATON_API_KEY');
    expect(() => createClient({ baseUrl: '', apiKey: 'key' })).toThrow('BATON_URL');
  });
});

it.each(['', 'baton.example', 'ftp://baton.example', 'https://me:secret@baton.example', 'https://baton.example/?a=1'])(
  'the address %j is refused',
  (baseUrl) => {
    expect(() => createClient({ baseUrl })).toThrow(TypeError);
  },
);

it.each([{ maxRetries: -1 }, { maxRetries: 0.5 }, { timeoutMs: 0 }, { timeoutMs: Number.NaN }])(
  'the setting %j is refused',
  (setting) => {
    expect(() => createClient({ baseUrl: 'https://baton.example', ...setting })).toThrow(RangeError);
  },
);
