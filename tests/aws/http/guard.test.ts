import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, expect, it } from 'vitest';
import { createWebhookSender } from '#aws/http/sender.ts';
import type { AttemptOutcome } from '#domain/webhook/outcome.ts';
import { headers } from './post.ts';
import { receiveHttp } from './receiver.ts';

/** What each name resolves to: the answers that an attacker's name server would give. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'loopback.attacker.example': ['127.0.0.1'],
  'loopback6.attacker.example': ['::1'],
  'metadata.attacker.example': ['169.254.169.254'],
  'metadata6.attacker.example': ['fd00:ec2::254'],
  'task-role.attacker.example': ['169.254.170.2'],
  'private.attacker.example': ['10.1.2.3'],
  'mapped.attacker.example': ['::ffff:127.0.0.1'],
  'nat64.attacker.example': ['64:ff9b::7f00:1'],
  'teredo.attacker.example': ['2001:0:7f00:1::1'],
  'sixtofour.attacker.example': ['2002:7f00:1::1'],
  'zero.attacker.example': ['0.0.0.0'],
  'cgnat.attacker.example': ['100.64.0.1'],
  'public-first.attacker.example': ['8.8.8.8', '127.0.0.1'],
  'private-first.attacker.example': ['127.0.0.1', '8.8.8.8'],
  'hidden-among-many.attacker.example': [...Array.from({ length: 40 }, (_, i) => `8.8.4.${i + 1}`), '127.0.0.1'],
  'garbage.attacker.example': ['0x7f.1'],
  'empty.attacker.example': [],
};

/** Ways to say 127.0.0.1, the host's own services or a cloud's metadata; PORT is where a listener waits. */
const HOSTILE_HOSTS = [
  ...Object.keys(NAMES),
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '127.0.0.1.',
  '2130706433',
  '0x7f000001',
  '0X7F.1',
  '017700000001',
  '0177.0.0.1',
  '0177.0x0.0.01',
  '%31%32%37.0.0.1',
  '１２７.0.0.1',
  '127。0。0。1',
  '①②⑦.0.0.1',
  '0',
  '0.0.0.0',
  '0x0',
  '169.254.169.254',
  '2852039166',
  '0xa9fea9fe',
  '0251.0376.0251.0376',
  '169.254.43518',
  '100.100.100.200',
  '192.168.0.1',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::127.0.0.1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:169.254.169.254]',
  '[::ffff:0:127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b::169.254.169.254]',
  '[64:ff9b:1::a9fe:a9fe]',
  '[2002:7f00:1::]',
  '[2001:0:7f00:1::1]',
  '[fe80::1%25lo]',
  '[fd00:ec2::254]',
  'localhost',
  'LOCALHOST.',
  'anything.localhost',
  'example.com@127.0.0.1',
  'example.com:443@127.0.0.1',
  'example.com%40127.0.0.1',
  '127.0.0.1#@example.com',
  '127.0.0.1?@example.com',
  '127.0.0.1\\@example.com',
  'example.com\\@127.0.0.1',
  '\t127.0.0.1',
  '127.0\n.0.1',
];

const HOSTILE_URLS = HOSTILE_HOSTS.flatMap((host) => {
  const at = host.search(/[#?\\]/);
  const withPort =
    at > 0 && !host.endsWith('127.0.0.1') ? `${host.slice(0, at)}:PORT${host.slice(at)}` : `${host}:PORT`;
  return [`http://${withPort}/`, `https://${withPort}/`];
});

describe('the guard of outgoing connections', () => {
  it('lets none of these URLs open a socket of any kind, in either mode', async () => {
    await using receiver = await receiveHttp((_, response) => response.end());
    const sender = createWebhookSender({ egress: 'strict', resolve: async (host) => NAMES[host] ?? [] });
    const opened = await countSockets(async () => {
      for (const template of HOSTILE_URLS) {
        const url = template.replace('PORT', String(receiver.port));
        const live = await sender.post({ url, mode: 'live', headers, body: '{}' });
        const test = await sender.post({ url, mode: 'test', headers, body: '{}' });
        expect([url, isRefused(live), isRefused(test)]).toEqual([url, true, true]);
      }
    });
    expect(HOSTILE_URLS.length).toBeGreaterThan(100);
    expect(opened).toBe(0);
    expect(receiver.connections()).toBe(0);
  });

  it('counts sockets as this file claims: an allowed post opens one', async () => {
    await using receiver = await receiveHttp((_, response) => response.end());
    const sender = createWebhookSender({ egress: 'loopback' });
    const opened = await countSockets(() => sender.post({ url: receiver.url, mode: 'live', headers, body: '{}' }));
    expect(opened).toBe(1);
    expect(receiver.connections()).toBe(1);
  });

  it('names the address and range that a host was refused for', async () => {
    const sender = createWebhookSender({ egress: 'strict', resolve: async () => ['8.8.8.8', '10.1.2.3'] });
    expect(await sender.post({ url: 'https://a.example/', mode: 'live', headers, body: '{}' })).toMatchObject({
      kind: 'refused_address',
      address: '10.1.2.3',
      range: 'private',
    });
    expect(await sender.post({ url: 'https://2852039166/', mode: 'live', headers, body: '{}' })).toMatchObject({
      kind: 'refused_address',
      address: '169.254.169.254',
      range: 'linkLocal',
    });
  });

  it('connects to the address that was judged and asks no second time, so that a name cannot be rebound', async () => {
    await using receiver = await receiveHttp((_, response) => response.end('judged'));
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    let asked = 0;
    const resolve = async () => answers[asked++] ?? [];
    const sender = createWebhookSender({ egress: 'loopback', resolve });
    const url = `http://rebinding.attacker.example:${receiver.port}/`;
    expect(await sender.post({ url, mode: 'test', headers, body: '{}' })).toMatchObject({ excerpt: 'judged' });
    expect(asked).toBe(1);
    expect(await sender.post({ url, mode: 'test', headers, body: '{}' })).toMatchObject({ kind: 'refused_address' });
    expect(receiver.connections()).toBe(1);
  });

  it('opens loopback alone, not private networks, where egress is loopback', async () => {
    const sender = createWebhookSender({ egress: 'loopback', resolve: async (host) => NAMES[host] ?? [] });
    const hosts = ['10.0.0.1', '169.254.169.254', '0.0.0.0', '[::ffff:127.0.0.1]', 'metadata.attacker.example'];
    const opened = await countSockets(async () => {
      for (const host of hosts) {
        const outcome = await sender.post({ url: `https://${host}:8443/`, mode: 'live', headers, body: '{}' });
        expect([host, outcome.kind]).toEqual([host, 'refused_address']);
      }
    });
    expect(opened).toBe(0);
  });

  it('sends nothing over plain HTTP in live mode', async () => {
    const sender = createWebhookSender({ egress: 'strict', resolve: async () => ['8.8.8.8'] });
    const opened = await countSockets(async () => {
      const outcome = await sender.post({ url: 'http://a.example/', mode: 'live', headers, body: '{}' });
      expect(outcome).toMatchObject({ kind: 'refused_url', code: 'url_scheme' });
    });
    expect(opened).toBe(0);
  });
});

/** Refused by URL or address; a name without any address is no receiver either. */
function isRefused(outcome: AttemptOutcome): boolean {
  return (
    outcome.kind === 'refused_url' ||
    outcome.kind === 'refused_address' ||
    (outcome.kind === 'connection_error' && outcome.code === 'ENOTFOUND')
  );
}

/** Client sockets that Node opened meanwhile, wherever they lead. */
async function countSockets(work: () => Promise<unknown>): Promise<number> {
  let opened = 0;
  const count = () => {
    opened += 1;
  };
  subscribe('net.client.socket', count);
  try {
    await work();
  } finally {
    unsubscribe('net.client.socket', count);
  }
  return opened;
}
