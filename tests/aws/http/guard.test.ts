import { describe, expect, it } from 'vitest';
import { createWebhookSender } from '#aws/http/sender.ts';
import { headers } from './post.ts';
import { receiveHttp } from './receiver.ts';
import { countSockets } from './socket-count.ts';

describe('the guard of outgoing connections', () => {
  it('counts sockets as the tests of hostile URLs claim: an allowed post opens one', async () => {
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
    const sender = createWebhookSender({ egress: 'loopback', resolve: async () => ['169.254.169.254'] });
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
