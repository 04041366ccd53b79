import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFreePort } from '#local/free-port.ts';
import { LARGEST_BODY_BYTES, type RunningGateway, startGateway } from '#local/gateway/gateway.ts';
import { requireFreePort } from '#local/gateway/listen.ts';
import { FunctionError } from '#local/host/function-error.ts';
import type { FunctionHost } from '#local/host/function-host.ts';

interface Call {
  readonly functionName: string;
  readonly event: {
    readonly rawPath: string;
    readonly rawQueryString: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly cookies?: readonly string[];
    readonly body?: string;
    readonly isBase64Encoded: boolean;
  };
}

/** Sends these bytes as they are and answers all that comes back until the connection closes. */
async function raw(url: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1');
  });
  socket.on('error', () => undefined);
  socket.end(text);
  await once(socket, 'close');
  return answer;
}

describe('the local HTTP API', () => {
  let gateway: RunningGateway;
  let answer: (call: Call) => unknown;
  const calls: Call[] = [];
  const host: FunctionHost = {
    async invoke(functionName, event) {
      const call = { functionName, event } as Call; // the gateway's own event, of which the tests read these members
      calls.push(call);
      return answer(call);
    },
    idle: async () => undefined,
  };
  const lastCall = (): Call => {
    const call = calls.at(-1);
    if (call === undefined) throw new Error('no function was called');
    return call;
  };

  beforeAll(async () => {
    gateway = await startGateway({ port: 0, host, log: () => undefined });
  });
  afterAll(() => gateway.close());

  test('answers what the function says: status, headers, cookies, body', async () => {
    answer = () => ({
      statusCode: 201,
      headers: { 'X-One': 'a', etag: '"7"' },
      cookies: ['a=1', 'b=2; Secure'],
      body: 'hello',
    });
    const response = await fetch(`${gateway.url}/v1/things?a=1&a=2`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-one')).toBe('a');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2; Secure']);
    expect(await response.text()).toBe('hello');
    expect(lastCall()).toMatchObject({
      functionName: 'api',
      event: { rawPath: '/v1/things', rawQueryString: 'a=1&a=2' },
    });
  });

  test('hands JSON over as text, and what has another type or none as base64', async () => {
    answer = () => ({ statusCode: 204 });
    const send = async (contentType: string | undefined) => {
      const headers: Record<string, string> = contentType === undefined ? {} : { 'content-type': contentType };
      await fetch(gateway.url, { method: 'POST', body: Buffer.from('{"ü":1}'), headers });
      return lastCall().event;
    };
    expect(await send('application/json; charset=utf-8')).toMatchObject({ body: '{"ü":1}', isBase64Encoded: false });
    for (const type of ['application/x-www-form-urlencoded', 'application/octet-stream', undefined]) {
      const base64 = Buffer.from('{"ü":1}').toString('base64');
      expect(await send(type)).toMatchObject({ body: base64, isBase64Encoded: true });
    }
  });

  test('decodes a base64 answer', async () => {
    answer = () => ({ statusCode: 200, body: Buffer.from([0, 255, 1]).toString('base64'), isBase64Encoded: true });
    expect([...new Uint8Array(await (await fetch(gateway.url)).arrayBuffer())]).toEqual([0, 255, 1]);
  });

  test('joins repeated headers by commas and hands cookies over apart', async () => {
    answer = () => ({ statusCode: 204 });
    await raw(
      gateway.url,
      'GET / HTTP/1.1\r\nHost: x\r\nAccept: a\r\nAccept: b\r\nCookie: one=1; two=2\r\nConnection: close\r\n\r\n',
    );
    const { event } = lastCall();
    expect(event.headers['accept']).toBe('a,b');
    expect(event.cookies).toEqual(['one=1', 'two=2']);
    expect(event.headers).not.toHaveProperty('cookie');
  });

  test('takes a body of exactly 10 MB and refuses one byte more before the function sees it', async () => {
    answer = () => ({ statusCode: 204 });
    const full = await fetch(gateway.url, { method: 'POST', body: Buffer.alloc(LARGEST_BODY_BYTES, 97) });
    expect(full.status).toBe(204);
    const before = calls.length;
    const over = await fetch(gateway.url, { method: 'POST', body: Buffer.alloc(LARGEST_BODY_BYTES + 1, 97) });
    expect(over.status).toBe(413);
    expect(over.headers.get('content-type')).toBe('application/problem+json');
    expect(await over.json()).toMatchObject({ code: 'payload_too_large', status: 413, requestId: expect.any(String) });
    expect(calls).toHaveLength(before);
  });

  test('refuses a body that grows too large although its length was never told', async () => {
    const request = httpRequest(gateway.url, { method: 'POST', headers: { 'transfer-encoding': 'chunked' } });
    const response = new Promise<number | undefined>((resolve, reject) => {
      request.once('response', (message) => {
        message.resume();
        resolve(message.statusCode);
      });
      request.once('error', reject);
    });
    const chunk = Buffer.alloc(1024 * 1024, 97);
    for (let megabytes = 0; megabytes < 11; megabytes += 1) request.write(chunk);
    expect(await response).toBe(413);
    request.destroy();
  });

  test('answers a client that reads only once it has sent all of a body that is too large', async () => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    socket.pause();
    const failed = new Promise<Error>((resolve) => socket.once('error', resolve));
    const length = 30 * 1024 * 1024;
    socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`);
    const chunk = Buffer.alloc(1024 * 1024, 97);
    const sent = (async () => {
      for (let done = 0; done < length; done += chunk.length) {
        if (!socket.write(chunk)) await once(socket, 'drain');
      }
      return 'all sent';
    })();
    expect(await Promise.race([sent, failed])).toBe('all sent');
    socket.resume();
    const [said] = await once(socket, 'data');
    expect(String(said)).toMatch(/^HTTP\/1\.1 413 /);
    expect(String(said)).toContain('connection: close');
    socket.destroy();
  });

  test('keeps a connection that was answered usable for the next request', async () => {
    answer = () => ({ statusCode: 200, body: 'ok' });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const get = () =>
      new Promise<boolean>((resolve, reject) => {
        const request = httpRequest(gateway.url, { agent }, (response) => {
          response.resume().once('end', () => resolve(request.reusedSocket));
        });
        request.once('error', reject).end();
      });
    expect([await get(), await get(), await get()]).toEqual([false, true, true]);
    agent.destroy();
  });

  test('says nothing of the inside when a function fails', async () => {
    answer = () => {
      throw new FunctionError('api', 'thrown', 'password: hunter2');
    };
    const response = await fetch(gateway.url);
    expect(response.status).toBe(500);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ code: 'internal_error' });
    expect(text).not.toContain('hunter2');
  });

  test('answers 503 when a function takes too long', async () => {
    answer = () => {
      throw new FunctionError('api', 'timeout', 'Task timed out');
    };
    const response = await fetch(gateway.url);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'unavailable' });
  });

  test.each([
    { statusCode: 'abc' },
    { statusCode: 99 },
    { statusCode: 200, headers: { 'bad name': 'x' } },
    { statusCode: 200, headers: { name: 'a\r\nInjected: yes' } },
    { statusCode: 200, cookies: ['a\nb'] },
    { statusCode: 200, body: { not: 'text' } },
  ])('answers a clean 500 for a function answer that is none: %j', async (bad) => {
    answer = () => bad;
    const response = await fetch(gateway.url);
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ code: 'internal_error' });
  });

  test.each([
    ['a path that is not validly encoded', 'GET /v1/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    ['a path that decodes to no UTF-8', 'GET /v1/%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    ['no HTTP at all', 'hello there\r\n\r\n'],
    ['a header without a name', 'GET / HTTP/1.1\r\nHost: x\r\n: empty\r\n\r\n'],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['headers of 100 KB', `GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${'a'.repeat(100_000)}\r\n\r\n`],
    [
      'both a length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a negative length', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n'],
    ['a broken chunk', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
    ['CONNECT', 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n'],
  ])('refuses %s with 400 and a problem, and lives on', async (_what, text) => {
    const said = await raw(gateway.url, text);
    expect(said).toMatch(/^HTTP\/1\.1 400 /);
    answer = () => ({ statusCode: 200, body: 'alive' });
    expect(await (await fetch(gateway.url)).text()).toBe('alive');
  });

  test('lives on when a client goes away in the middle of a request', async () => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc');
    socket.resetAndDestroy();
    answer = () => ({ statusCode: 200, body: 'alive' });
    expect(await (await fetch(gateway.url)).text()).toBe('alive');
  });

  test('serves many requests at once', async () => {
    let waiting = 0;
    const all = Promise.withResolvers<void>();
    answer = async () => {
      waiting += 1;
      if (waiting === 50) all.resolve();
      await all.promise;
      return { statusCode: 200, body: 'ok' };
    };
    const responses = await Promise.all(Array.from({ length: 50 }, () => fetch(gateway.url)));
    expect(responses.map((response) => response.status)).toEqual(Array.from({ length: 50 }, () => 200));
  });

  test('can be asked for a port that is free, which it leaves free', async () => {
    const port = await findFreePort();
    await requireFreePort(port);
    await expect(requireFreePort(port)).resolves.toBeUndefined();
  });

  test('says which port is taken', async () => {
    const port = Number(new URL(gateway.url).port);
    await expect(startGateway({ port, host, log: () => undefined })).rejects.toThrow(`Port ${port} is taken`);
    await expect(requireFreePort(port)).rejects.toThrow(`Port ${port} is taken`);
  });
});
