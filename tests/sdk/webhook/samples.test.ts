import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { instantFromEpoch } from '#domain/instant.ts';
import { publishedEventSchema } from '#domain/published-event.ts';
import { mintWebhookSecret, signWebhook } from '#domain/webhook/signature.ts';
import { verifyWebhook } from '#sdk/webhook/verify.ts';
import { findPython, loadSample, sampleFile, sampleOf } from './guide-samples.ts';

const secret = mintWebhookSecret(new Uint8Array(32).fill(1));
const otherSecret = mintWebhookSecret(new Uint8Array(32).fill(2));
const body = JSON.stringify({ id: 'evt_1', type: 'clock.met', occurredAt: 'now', mode: 'live', data: { name: 'Zoë' } });
const python = findPython();
const WEBHOOKS = new URL('../../../docs/webhooks.md', import.meta.url);

beforeEach(() => {
  vi.stubEnv('BATON_WEBHOOK_SECRET', secret);
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  return () => {
    vi.unstubAllEnvs();
    log.mockRestore();
  };
});

const signed = (secrets = [secret], at = Date.now()) => ({
  ...signWebhook({ id: 'evt_1', timestamp: instantFromEpoch(at), body }, secrets),
});

/** Posts what Baton would, and what it never would, to a receiver; what each was answered. */
async function answersOf(post: (headers: Record<string, string>, text: string) => Promise<Response>) {
  const tell = async (response: Response) => [response.status, await response.text()].join(' ').trim();
  return {
    valid: await tell(await post(signed(), body)),
    again: await tell(await post(signed(), body)),
    rotating: await tell(await post(signed([otherSecret, secret]), body)),
    changed: await tell(await post(signed(), `${body} `)),
    forged: await tell(await post(signed([otherSecret]), body)),
    old: await tell(await post(signed([secret], Date.now() - 600_000), body)),
    unsigned: await tell(await post({}, body)),
  };
}

const EXPECTED = {
  valid: '204',
  again: '204',
  rotating: '204',
  changed: '400 signature_mismatch',
  forged: '400 signature_mismatch',
  old: expect.stringMatching(/^400 timestamp_too_old/),
  unsigned: '400 header_missing',
};

describe('the message in the webhook guide', () => {
  it('verifies with the secret in the guide', async () => {
    const text = readFileSync(WEBHOOKS, 'utf8');
    const part = (pattern: RegExp) => pattern.exec(text)?.[1] ?? '';
    const headers = {
      'webhook-id': part(/^webhook-id: (.+)$/m),
      'webhook-timestamp': part(/^webhook-timestamp: (.+)$/m),
      'webhook-signature': part(/^webhook-signature: (.+)$/m),
    };
    const now = new Date(Number(headers['webhook-timestamp']) * 1000);
    const event = await verifyWebhook(part(/^(\{"id":"evt_.+\})$/m), headers, part(/`(whsec_[^`]+=)`/), { now });
    expect(publishedEventSchema().parse(event)).toMatchObject({ id: headers['webhook-id'], type: 'clock.breached' });
  });

  it('is verified by the lines beside it, however long ago it was, and not when it is changed', async () => {
    const text = readFileSync(WEBHOOKS, 'utf8');
    const code = sampleOf('js', 'isGenuine', WEBHOOKS);
    type Verify = (body: string, headers: object, secret: string) => unknown;
    const sample: { verified: Verify; isGenuine: Verify } = await import(sampleFile('sample.mjs', code));
    const lines = [...text.matchAll(/^(webhook-[a-z]+): (.+)$/gm)];
    const headers = Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value]));
    const [, message = ''] = /^(\{"id":"evt_.+\})$/m.exec(text) ?? [];
    const [, guideSecret = ''] = /`(whsec_[^`]+=)`/.exec(text) ?? [];
    expect(await sample.verified(message, headers, guideSecret)).toEqual(JSON.parse(message));
    expect(sample.isGenuine(message, headers, guideSecret)).toBe(true);
    await expect(sample.verified(`${message} `, headers, guideSecret)).rejects.toThrow();
    expect(sample.isGenuine(`${message} `, headers, guideSecret)).toBe(false);
  });
});

describe('the receivers of the guide accept what Baton signed, handle it once, and nothing else', () => {
  it('in Express', async () => {
    vi.stubEnv('PORT', '0');
    const { server } = (await loadSample("from 'express'")) as { server: Server };
    if (!server.listening) await once(server, 'listening');
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    const answers = await answersOf((headers, text) =>
      fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: text }),
    );
    expect(answers).toEqual(EXPECTED);
    expect(console.log).toHaveBeenCalledExactlyOnceWith('clock.met', 'evt_1');
  });

  it('in Hono', async () => {
    const { default: app } = (await loadSample('new Hono()')) as { default: { request: typeof fetch } };
    const answers = await answersOf((headers, text) => app.request('/hook', { method: 'POST', headers, body: text }));
    expect(answers).toEqual(EXPECTED);
    expect(console.log).toHaveBeenCalledExactlyOnceWith('clock.met', 'evt_1');
  });

  it.each(['as text', 'as base64'])('in a Lambda function whose body came %s', async (how) => {
    const { handler } = (await loadSample('handler(request)')) as {
      handler: (request: object) => Promise<{ statusCode: number; body?: string }>;
    };
    const answers = await answersOf(async (headers, text) => {
      const base64 = { body: Buffer.from(text).toString('base64'), isBase64Encoded: true };
      const { statusCode, body: answer } = await handler({ headers, ...(how === 'as text' ? { body: text } : base64) });
      return new Response(statusCode === 204 ? null : (answer ?? ''), { status: statusCode });
    });
    expect(answers).toEqual(EXPECTED);
    expect(await handler({ headers: signed() })).toEqual({ statusCode: 400, body: 'signature_mismatch' });
    // REST APIs keep the case in which the names were sent.
    const upper = Object.fromEntries(Object.entries(signed()).map(([name, value]) => [name.toUpperCase(), value]));
    expect(await handler({ headers: upper, body })).toEqual({ statusCode: 204 });
  });

  it.each(['standardwebhooks', 'svix'])('with the official package %s', async (name) => {
    vi.stubEnv('BATON_WEBHOOK_SECRET', secret);
    const code = sampleOf('js', "from 'standardwebhooks'").replace("from 'standardwebhooks'", `from '${name}'`);
    const sample: { verify: (text: string, headers: object) => unknown } = await import(sampleFile('sample.mjs', code));
    expect(sample.verify(body, signed())).toEqual(JSON.parse(body));
    expect(sample.verify(body, signed([otherSecret, secret]))).toEqual(JSON.parse(body));
    expect(() => sample.verify(`${body} `, signed())).toThrow('No matching signature');
  });

  if (python === undefined) {
    it('but the one in Python is not run: there is no Python 3.9 on this machine', () => {
      expect(findPython()).toBeUndefined();
    });
  } else {
    it('in Python', () => expectPythonReceiver(python));
  }
});

describe('the typed sample of the guide', () => {
  it('compiles under strict rules and tells what came', async () => {
    const file = sampleFile('sample.ts', sampleOf('ts', 'WebhookEvent'));
    const tsc = fileURLToPath(import.meta.resolve('typescript/package.json')).replace('package.json', 'bin/tsc');
    const flags = [
      '--ignoreConfig',
      '--noEmit',
      '--strict',
      '--allowImportingTsExtensions',
      '--target',
      'esnext',
      '--module',
      'nodenext',
    ];
    await promisify(execFile)(process.execPath, [tsc, ...flags, file]);
    const { tell } = (await import(file)) as { tell: (event: object) => string };
    expect(tell({ type: 'clock.breached', handoffId: 'hnd_1', data: { clock: 'accept', dueAt: 'noon' } })).toBe(
      'hnd_1 is late: accept was due noon',
    );
    expect(tell({ type: 'clock.renamed' })).toBe('clock.renamed');
  });
});

async function expectPythonReceiver(interpreter: string): Promise<void> {
  const file = sampleFile('receiver.py', sampleOf('python', 'ThreadingHTTPServer'));
  const child = spawn(interpreter, [file], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const lines: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the Python receiver ended')));
    createInterface(child.stdout).on('line', (line) => {
      const [, port] = /^listening on (\d+)$/.exec(line) ?? [];
      if (port === undefined) lines.push(line);
      else resolve(`http://127.0.0.1:${port}/hook`);
    });
  });
  const answers = await answersOf((headers, text) => fetch(url, { method: 'POST', headers, body: text }));
  expect(answers).toEqual(EXPECTED);
  expect((await fetch(url, { method: 'POST', body: 'x'.repeat(1_000_001) })).status).toBe(413);
  expect(lines).toEqual(['clock.met evt_1']);
  await expectEachOnce(url, lines);
}

/** Many events that arrive together, each several times, are told on a line of their own, once. */
async function expectEachOnce(url: string, lines: string[]): Promise<void> {
  const ids = Array.from({ length: 20 }, (_, n) => `evt_together_${n}`);
  const answers = await Promise.all(
    [...ids, ...ids, ...ids].map(async (id) => {
      const text = JSON.stringify({ ...JSON.parse(body), id });
      const headers = signWebhook({ id, timestamp: instantFromEpoch(Date.now()), body: text }, [secret]);
      return (await fetch(url, { method: 'POST', headers: { ...headers }, body: text })).status;
    }),
  );
  expect(new Set(answers)).toEqual(new Set([204]));
  // it tells before it answers, so what is missing is at most still on its way through the pipe
  await vi.waitFor(() => expect(lines.length).toBeGreaterThan(ids.length));
  expect(lines.toSorted()).toEqual(['clock.met evt_1', ...ids.map((id) => `clock.met ${id}`)].toSorted());
}
