import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { postTo } from './post.ts';
import { receiveHttp, receiveRaw, writeForEver } from './receiver.ts';

/** Short for a test, yet long enough to connect on a busy machine. These tests wait side by side. */
const SHORT_MS = 800;

describe('a webhook post', () => {
  it('sends the body as it is, with the headers of Standard Webhooks and nothing that names the tenant', async () => {
    const seen: unknown[] = [];
    await using receiver = await receiveHttp((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      request.on('end', () => {
        seen.push({ method: request.method, url: request.url, headers: request.headers, body });
        response.end('thanks');
      });
    });
    const body = JSON.stringify({ id: 'evt_1', name: 'Zoë 🎉' });
    const outcome = await postTo(`http://127.0.0.1:${receiver.port}/a%20b/?x=1&y=%2F#part`, { body });
    expect(outcome).toEqual({ kind: 'response', status: 200, excerpt: 'thanks', latencyMs: expect.any(Number) });
    expect(seen).toEqual([
      {
        method: 'POST',
        url: '/a%20b/?x=1&y=%2F',
        body,
        headers: {
          host: `127.0.0.1:${receiver.port}`,
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
          'user-agent': 'Baton-Webhooks/1',
          accept: '*/*',
          'accept-encoding': 'identity',
          connection: 'close',
          'webhook-id': 'evt_1',
          'webhook-timestamp': '1795356179',
          'webhook-signature': 'v1,AAAA',
        },
      },
    ]);
  });

  it("sends the tenant's own headers beside, and none that would replace another", async () => {
    const seen: IncomingHttpHeaders[] = [];
    await using receiver = await receiveHttp((request, response) => {
      seen.push(request.headers);
      response.end();
    });
    const allowed = { Authorization: 'Bearer gateway', 'X-Tenant': 'acme' };
    const forbidden = { 'Content-Length': '1', 'webhook-id': 'evt_2', Host: 'other.example', 'X-A': 'b\r\nX-B: c' };
    await postTo(receiver.url, { customHeaders: { ...allowed, ...forbidden } });
    expect(seen).toMatchObject([
      { authorization: 'Bearer gateway', 'x-tenant': 'acme', 'webhook-id': 'evt_1', host: new URL(receiver.url).host },
    ]);
    expect(seen[0]).not.toHaveProperty('x-a');
    expect(seen[0]).not.toHaveProperty('x-b');
  });

  it('keeps nothing of the values of those headers that a receiver echoes', async () => {
    await using receiver = await receiveHttp((request, response) => response.end(JSON.stringify(request.headers)));
    const customHeaders = { Authorization: 'Bearer t0psecret-"quoted"', 'X-Key': 'an0ther/one' };
    const outcome = await postTo(receiver.url, { customHeaders });
    expect(outcome).toMatchObject({ kind: 'response', status: 200, excerpt: expect.stringContaining('[redacted]') });
    expect(JSON.stringify(outcome)).not.toMatch(/t0psecret|an0ther/);
  });

  it.each([204, 400, 401, 404, 410, 500, 503])('reports the status %i', async (status) => {
    await using receiver = await receiveHttp((_, response) => response.writeHead(status).end());
    expect(await postTo(receiver.url)).toMatchObject({ kind: 'response', status, excerpt: '' });
    await receiver.allClosed();
  });

  it('reports Retry-After as it was sent', async () => {
    await using receiver = await receiveHttp((_, response) => response.writeHead(429, { 'Retry-After': '120' }).end());
    expect(await postTo(receiver.url)).toMatchObject({ status: 429, retryAfter: '120' });
  });

  it.each([301, 302, 303, 307, 308])('does not follow a redirect by %i', async (status) => {
    await using target = await receiveHttp((_, response) => response.end());
    await using receiver = await receiveHttp((_, response) =>
      response.writeHead(status, { Location: target.url }).end(),
    );
    expect(await postTo(receiver.url)).toMatchObject({ kind: 'response', status });
    expect(target.connections()).toBe(0);
    expect(receiver.connections()).toBe(1);
  });

  it('makes a new connection for each attempt and leaves none behind', async () => {
    await using receiver = await receiveHttp((_, response) => response.setHeader('Connection', 'keep-alive').end('ok'));
    await postTo(receiver.url);
    await postTo(receiver.url);
    await receiver.allClosed();
    expect(receiver.connections()).toBe(2);
  });

  it('reads 4 KiB of an endless body, keeps that, and hangs up', async () => {
    await using receiver = await receiveRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n');
      writeForEver(socket, 'x'.repeat(1000), 'fast');
    });
    expect(await postTo(receiver.url)).toMatchObject({ kind: 'response', status: 200, excerpt: 'x'.repeat(4096) });
    await receiver.allClosed();
  });

  it('reads 4 KiB of endless chunks likewise', async () => {
    await using receiver = await receiveRaw((socket) => {
      socket.write('HTTP/1.1 500 Oops\r\nTransfer-Encoding: chunked\r\n\r\n');
      writeForEver(socket, '1\r\nx\r\n'.repeat(1000), 'fast');
    });
    expect(await postTo(receiver.url)).toMatchObject({ status: 500, excerpt: 'x'.repeat(4096) });
    await receiver.allClosed();
  });

  it('decompresses nothing, so that a small answer cannot become a large one', async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000, 'x'));
    await using receiver = await receiveHttp((_, response) => response.setHeader('Content-Encoding', 'gzip').end(bomb));
    const outcome = await postTo(receiver.url);
    expect(outcome).toMatchObject({ kind: 'response', status: 200 });
    expect(outcome.kind === 'response' && outcome.excerpt).not.toContain('xx');
  });

  it('takes the status of an answer whose body breaks off', async () => {
    await using receiver = await receiveRaw((socket) => {
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npartial');
    });
    expect(await postTo(receiver.url)).toMatchObject({ kind: 'response', status: 200, excerpt: 'partial' });
  });

  it('takes an early answer of a receiver that does not read the body', async () => {
    await using receiver = await receiveRaw((socket) => {
      socket.pause();
      socket.end('HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n');
    });
    expect(await postTo(receiver.url, { body: 'x'.repeat(100_000) })).toMatchObject({ kind: 'response', status: 413 });
  });
});

describe('a webhook post to a receiver that misbehaves', () => {
  it.concurrent('times out when nothing is answered, and hangs up', async () => {
    await using receiver = await receiveRaw(() => {});
    expect(await postTo(receiver.url, { timeoutMs: SHORT_MS })).toMatchObject({ kind: 'timeout', phase: 'response' });
    await receiver.allClosed();
  });

  it.concurrent('times out when headers trickle', async () => {
    await using receiver = await receiveRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      writeForEver(socket, 'A: b\r\n', 'slowly');
    });
    expect(await postTo(receiver.url, { timeoutMs: SHORT_MS })).toMatchObject({ kind: 'timeout', phase: 'response' });
    await receiver.allClosed();
  });

  it.concurrent('times out when the body trickles, although its beginning was success', async () => {
    await using receiver = await receiveRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n');
      writeForEver(socket, 'x', 'slowly');
    });
    expect(await postTo(receiver.url, { timeoutMs: SHORT_MS })).toMatchObject({ kind: 'timeout', phase: 'body' });
    await receiver.allClosed();
  });

  it.concurrent('times out when the receiver stops reading a large body', async () => {
    await using receiver = await receiveRaw((socket) => socket.pause());
    const body = 'x'.repeat(20_000_000);
    expect(await postTo(receiver.url, { timeoutMs: SHORT_MS, body })).toMatchObject({ kind: 'timeout' });
  });

  it.each([
    ['one huge field', `A: ${'x'.repeat(100_000)}\r\n`],
    ['many fields', 'A: b\r\n'.repeat(20_000)],
  ])('refuses %s', async (_, fields) => {
    await using receiver = await receiveRaw((socket) => socket.write(`HTTP/1.1 200 OK\r\n${fields}\r\n`));
    expect(await postTo(receiver.url)).toMatchObject({ kind: 'connection_error', code: 'HPE_HEADER_OVERFLOW' });
    await receiver.allClosed();
  });

  it('refuses endless informational answers', async () => {
    await using receiver = await receiveRaw((socket) =>
      writeForEver(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1000), 'fast'),
    );
    expect(await postTo(receiver.url)).toMatchObject({
      kind: 'connection_error',
      code: 'TOO_MANY_INFORMATIONAL_ANSWERS',
    });
    await receiver.allClosed();
  });

  it('takes a few informational answers for what they are', async () => {
    await using receiver = await receiveRaw((socket) =>
      socket.end('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 202 Accepted\r\n\r\nfine'),
    );
    expect(await postTo(receiver.url)).toMatchObject({ kind: 'response', status: 202, excerpt: 'fine' });
  });

  it.each([
    ['resets the connection', (socket: Socket) => void socket.resetAndDestroy(), 'ECONNRESET'],
    ['closes without an answer', (socket: Socket) => void socket.end(), 'ECONNRESET'],
  ])('reports one that %s', async (_, misbehave, code) => {
    await using receiver = await receiveRaw(misbehave);
    expect(await postTo(receiver.url)).toMatchObject({ kind: 'connection_error', code });
  });

  it.each([
    ['another protocol', '220 mail.example ESMTP\r\n', /^HPE_/],
    ['no header at all', 'hello\n', /^HPE_/],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx', /^HPE_/],
    [
      'length and chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      /^HPE_/,
    ],
    ['a switch of protocols', 'HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n', /^[A-Z_]+$/],
  ])('reports one that answers with %s', async (_, bytes, code) => {
    await using receiver = await receiveRaw((socket) => socket.end(bytes));
    expect(await postTo(receiver.url)).toMatchObject({ kind: 'connection_error', code: expect.stringMatching(code) });
  });

  it('reports one that is not there', async () => {
    const { url } = await closedReceiver();
    expect(await postTo(url)).toMatchObject({ kind: 'connection_error', code: 'ECONNREFUSED' });
  });

  it('removes secrets that the receiver echoes', async () => {
    await using receiver = await receiveHttp((_, response) =>
      response.end('got whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'),
    );
    expect(await postTo(receiver.url)).toMatchObject({ excerpt: 'got [redacted]' });
  });
});

async function closedReceiver() {
  await using receiver = await receiveHttp(() => {});
  return { url: receiver.url };
}
