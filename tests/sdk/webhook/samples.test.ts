import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { instantFromEpoch } from '#domain/instant.ts';
import { publishedEventSchema } from '#domain/published-event.ts';
import { mintWebhookSecret, signWebhook } from '#domain/webhook/signature.ts';
import { verifyWebhook } from '#sdk/webhook/verify.ts';

const guide = new URL('../../../docs/webhooks.md', import.meta.url);
const sdk = new URL('../../../packages/sdk/webhook/verify.ts', import.meta.url).href;
const secret = mintWebhookSecret(new Uint8Array(32).fill(1));
const body = JSON.stringify({ id: 'evt_1', type: 'clock.met', occurredAt: 'now', mode: 'live', data: { name: 'Zoë' } });

beforeEach(() => {
  vi.stubEnv('BATON_WEBHOOK_SECRET', secret);
  vi.spyOn(console, 'log').mockImplementation(() => {});
  return () => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  };
});

const signed = () => ({ ...signWebhook({ id: 'evt_1', timestamp: instantFromEpoch(Date.now()), body }, [secret]) });

/** The first JavaScript sample of the guide that contains `mark`, as a module. */
async function loadSample(mark: string): Promise<Readonly<Record<string, unknown>>> {
  const blocks = [...(await readFile(guide, 'utf8')).matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code ?? '');
  const code = blocks.find((block) => block.includes(mark));
  if (code === undefined) throw new Error(`the guide has no sample with ${mark}`);
  const folder = await mkdtemp(join(tmpdir(), 'baton-samples-'));
  try {
    const file = join(folder, 'sample.mjs');
    const linked = code
      .replace("'@baton/sdk/webhook'", `'${sdk}'`)
      .replace("'hono'", `'${import.meta.resolve('hono')}'`);
    await writeFile(file, linked);
    return await import(pathToFileURL(file).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('the message in the webhook guide', () => {
  it('verifies with the secret in the guide', async () => {
    const text = await readFile(guide, 'utf8');
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
});

describe('the samples of the webhook guide', () => {
  it('verify in Hono', async () => {
    const { default: app } = (await loadSample('new Hono()')) as { default: { request: typeof fetch } };
    const post = (text: string) => app.request('/hook', { method: 'POST', headers: signed(), body: text });
    expect((await post(body)).status).toBe(204);
    const refused = await post(`${body} `);
    expect([refused.status, await refused.text()]).toEqual([400, 'signature_mismatch']);
  });

  it('verify in a Lambda function, whether or not its body came as base64', async () => {
    const { handler } = (await loadSample('handler(request)')) as { handler: (request: object) => Promise<unknown> };
    const base64 = Buffer.from(body).toString('base64');
    expect(await handler({ headers: signed(), body })).toEqual({ statusCode: 204 });
    expect(await handler({ headers: signed(), body: base64, isBase64Encoded: true })).toEqual({ statusCode: 204 });
    expect(await handler({ headers: signed(), body: '{}' })).toEqual({ statusCode: 400, body: 'signature_mismatch' });
    expect(await handler({ headers: {} })).toEqual({ statusCode: 400, body: 'header_missing' });
  });
});
