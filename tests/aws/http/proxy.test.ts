import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { receiveHttp } from './receiver.ts';

const run = promisify(execFile);

describe('a webhook post in a process that is told to use a proxy', () => {
  it('goes straight to the receiver, since a proxy would resolve and connect on its own', async () => {
    await using proxy = await receiveHttp((_, response) => response.writeHead(502).end());
    await using receiver = await receiveHttp((_, response) => response.end('direct'));
    const address = `http://127.0.0.1:${proxy.port}`;
    const script = `
      import { get } from 'node:http';
      import { createWebhookSender } from '#aws/http/sender.ts';
      const post = { url: '${receiver.url}', mode: 'live', headers: { 'webhook-id': 'evt_1' }, body: '{}' };
      for (const name of ['webhook-timestamp', 'webhook-signature']) post.headers[name] = '0';
      const control = await new Promise((resolve) => get('${receiver.url}', resolve));
      control.destroy();
      console.log(control.statusCode, (await createWebhookSender({ egress: 'loopback' }).post(post)).excerpt);
    `;
    const env = {
      PATH: process.env['PATH'],
      NODE_USE_ENV_PROXY: '1',
      HTTP_PROXY: address,
      HTTPS_PROXY: address,
      http_proxy: address,
      https_proxy: address,
      NO_PROXY: '',
    };
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], { env, timeout: 15_000 });
    // The control shows that the proxy is in force for whoever does not refuse it.
    expect(stdout.trim()).toBe('502 direct');
    expect(proxy.connections()).toBe(1);
  });
});
