import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Certificate, selfSigned } from './certificate.ts';
import { postTo } from './post.ts';
import { receiveRaw } from './receiver.ts';

const HOUR_MS = 3_600_000;
const valid = { from: new Date(Date.now() - HOUR_MS), to: new Date(Date.now() + HOUR_MS) };
const expired = { from: new Date(Date.now() - 2 * HOUR_MS), to: new Date(Date.now() - HOUR_MS) };
const bundled = getCACertificates('default');

afterEach(() => {
  setDefaultCACertificates(bundled);
  vi.unstubAllEnvs();
});

async function receiveTls({ cert, key }: Certificate) {
  let requests = 0;
  const server = createServer({ cert, key }, (_, response) => {
    requests += 1;
    response.end('over TLS');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server has no other kind of address
  return {
    port,
    requests: () => requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const resolve = async () => ['127.0.0.1'];

describe('a webhook post over TLS', () => {
  it('reaches a receiver whose certificate is trusted and names the host', async () => {
    const certificate = selfSigned('receiver.example', valid);
    setDefaultCACertificates([certificate.cert]);
    await using receiver = await receiveTls(certificate);
    const outcome = await postTo(`https://receiver.example:${receiver.port}/`, { resolve });
    expect(outcome).toMatchObject({ kind: 'response', status: 200, excerpt: 'over TLS' });
  });

  it('sends nothing to a receiver whose certificate nobody vouches for', async () => {
    await using receiver = await receiveTls(selfSigned('receiver.example', valid));
    const outcome = await postTo(`https://receiver.example:${receiver.port}/`, { resolve });
    expect(outcome).toMatchObject({ kind: 'connection_error', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(receiver.requests()).toBe(0);
  });

  it('sends nothing to a receiver whose certificate names another host', async () => {
    const certificate = selfSigned('other.example', valid);
    setDefaultCACertificates([certificate.cert]);
    await using receiver = await receiveTls(certificate);
    const outcome = await postTo(`https://receiver.example:${receiver.port}/`, { resolve });
    expect(outcome).toMatchObject({ kind: 'connection_error', code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    expect(receiver.requests()).toBe(0);
  });

  it('sends nothing to a receiver whose certificate has expired', async () => {
    const certificate = selfSigned('receiver.example', expired);
    setDefaultCACertificates([certificate.cert]);
    await using receiver = await receiveTls(certificate);
    const outcome = await postTo(`https://receiver.example:${receiver.port}/`, { resolve });
    expect(outcome).toMatchObject({ kind: 'connection_error', code: 'CERT_HAS_EXPIRED' });
    expect(receiver.requests()).toBe(0);
  });

  it('verifies certificates although the environment says not to', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    await using receiver = await receiveTls(selfSigned('receiver.example', valid));
    const outcome = await postTo(`https://receiver.example:${receiver.port}/`, { resolve });
    expect(outcome).toMatchObject({ kind: 'connection_error', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(receiver.requests()).toBe(0);
  });

  it('times out in a handshake that never ends', async () => {
    await using receiver = await receiveRaw(() => {});
    const outcome = await postTo(`https://127.0.0.1:${receiver.port}/`, { timeoutMs: 500 });
    expect(outcome).toMatchObject({ kind: 'timeout', phase: 'connect' });
    await receiver.allClosed();
  });
});
