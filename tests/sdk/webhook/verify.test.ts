import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { epochOf, instantFromEpoch } from '#domain/instant.ts';
import { mintWebhookSecret, signWebhook } from '#domain/webhook/signature.ts';
import {
  verifyWebhook,
  WebhookHeaderError,
  WebhookPayloadError,
  WebhookSecretError,
  WebhookSignatureError,
  WebhookTimestampError,
  WebhookVerificationError,
} from '#sdk/webhook/verify.ts';

const at = instantFromEpoch(Date.UTC(2026, 10, 22, 9));
const now = new Date(at);
const secret = mintWebhookSecret(new Uint8Array(32).fill(1));
const otherSecret = mintWebhookSecret(new Uint8Array(32).fill(2));
const event = {
  id: 'evt_1',
  type: 'clock.breached',
  occurredAt: at,
  mode: 'live',
  handoffId: 'hnd_1',
  sequence: 7,
  data: { clock: 'accept', note: 'Zoë 🎉' },
} as const;
const body = JSON.stringify(event);
const signed = (text = body, secrets = [secret]) => signWebhook({ id: 'evt_1', timestamp: at, body: text }, secrets);
const verify = (headers: Parameters<typeof verifyWebhook>[1], text: string | Uint8Array = body) =>
  verifyWebhook(text, headers, secret, { now });

describe('verifyWebhook', () => {
  it('returns the event of a body that Baton signed, as text or as bytes', async () => {
    expect(await verify({ ...signed() })).toEqual(event);
    expect(await verify({ ...signed() }, new TextEncoder().encode(body))).toEqual(event);
    expect(await verify({ ...signed() }, Buffer.from(body))).toEqual(event);
  });

  it('takes bytes as an ArrayBuffer and as any view of one, and of a view no more than it shows', async () => {
    const bytes = new TextEncoder().encode(`..${body}..`);
    const whole = bytes.slice(2, -2);
    const within = new DataView(bytes.buffer, 2, whole.length);
    for (const form of [whole.buffer, within, new Uint8Array(bytes.buffer, 2, whole.length)]) {
      expect(await verifyWebhook(form, { ...signed() }, secret, { now })).toEqual(event);
    }
  });

  it('refuses what is no longer the raw body, also from a caller that is not type-checked', async () => {
    const detached = new ArrayBuffer(8);
    structuredClone(detached, { transfer: [detached] });
    for (const parsed of [event, [1], { length: -1 }, null, undefined, 7, detached]) {
      const verifying = verifyWebhook(parsed as unknown as string, { ...signed() }, secret, { now });
      await expect(verifying).rejects.toMatchObject({ code: 'payload_malformed' });
    }
  });

  it.each([null, undefined, 'text', 7])('says that a header is missing of headers that are %j', async (headers) => {
    const verifying = verifyWebhook(body, headers as unknown as Headers, secret, { now });
    await expect(verifying).rejects.toMatchObject({ code: 'header_missing' });
  });

  it.each([null, undefined, 7, {}, [null], [secret, undefined]])('says that %j is no secret', async (wrong) => {
    const verifying = verifyWebhook(body, { ...signed() }, wrong as unknown as string, { now });
    await expect(verifying).rejects.toMatchObject({ code: 'secret_invalid' });
  });

  it('accepts what the official package signs', async () => {
    const headers = { ...signed(), 'webhook-signature': new Webhook(secret).sign('evt_1', now, body) };
    expect(await verify(headers)).toEqual(event);
  });

  it('reads headers as Fetch, Node and frameworks hand them over', async () => {
    const upper = Object.fromEntries(Object.entries(signed()).map(([name, value]) => [name.toUpperCase(), value]));
    const lists = Object.fromEntries(Object.entries(signed()).map(([name, value]) => [name, [value]]));
    expect(await verify(new Headers({ ...signed() }))).toEqual(event);
    expect(await verify(new Map(Object.entries(signed())))).toEqual(event);
    expect(await verify(upper)).toEqual(event);
    expect(await verify(lists)).toEqual(event);
  });

  it('accepts one match among several signatures and several secrets, so that neither side must rotate first', async () => {
    const both = { ...signed(body, [otherSecret, secret]) };
    expect(await verifyWebhook(body, both, secret, { now })).toEqual(event);
    expect(await verifyWebhook(body, { ...signed() }, [otherSecret, secret], { now })).toEqual(event);
  });

  it('passes over signatures of versions that it does not know', async () => {
    const headers = { ...signed() };
    headers['webhook-signature'] =
      `v1a,AAAA v2,${headers['webhook-signature'].slice(3)} ${headers['webhook-signature']}`;
    expect(await verify(headers)).toEqual(event);
    headers['webhook-signature'] = headers['webhook-signature'].split(' ').slice(0, 2).join(' ');
    await expect(verify(headers)).rejects.toBeInstanceOf(WebhookSignatureError);
  });

  it('refuses any other body, id, timestamp, signature or secret', async () => {
    const headers = { ...signed() };
    const later = { ...headers, 'webhook-timestamp': String(epochOf(at) / 1000 + 1) };
    await expect(verify(headers, `${body} `)).rejects.toBeInstanceOf(WebhookSignatureError);
    await expect(verify({ ...headers, 'webhook-id': 'evt_2' })).rejects.toBeInstanceOf(WebhookSignatureError);
    await expect(verify(later)).rejects.toBeInstanceOf(WebhookSignatureError);
    await expect(verify({ ...signed(body, [otherSecret]) })).rejects.toBeInstanceOf(WebhookSignatureError);
  });

  it('refuses a signature with any one bit changed, and any shortened one', async () => {
    const signature = Buffer.from(signed()['webhook-signature'].slice(3), 'base64');
    await fc.assert(
      fc.asyncProperty(fc.nat(signature.length * 8 - 1), fc.nat(signature.length - 1), async (bit, length) => {
        const flipped = Buffer.from(signature);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        for (const forged of [flipped, signature.subarray(0, length)]) {
          const headers = { ...signed(), 'webhook-signature': `v1,${forged.toString('base64')}` };
          await expect(verify(headers)).rejects.toBeInstanceOf(WebhookSignatureError);
        }
      }),
      { numRuns: 50 },
    );
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
    'names the header %s if it is missing',
    async (name) => {
      const missing = { code: 'header_missing', header: name };
      await expect(verify({ ...signed(), [name]: undefined })).rejects.toMatchObject(missing);
      await expect(verify({ ...signed(), [name]: '' })).rejects.toMatchObject(missing);
      await expect(verify({ ...signed(), [name]: [] })).rejects.toMatchObject(missing);
    },
  );

  it('refuses a header that came twice', async () => {
    const twice = { ...signed(), 'webhook-id': ['evt_1', 'evt_2'] };
    await expect(verify(twice)).rejects.toMatchObject({ code: 'header_malformed', header: 'webhook-id' });
    await expect(verify({ ...signed(), 'Webhook-Id': 'evt_2' })).rejects.toBeInstanceOf(WebhookHeaderError);
  });

  it.each(['soon', '-1', '1e9', '1.5', ' 1795356179', '0x10', '9'.repeat(13)])(
    'refuses the timestamp %j',
    async (timestamp) => {
      const headers = { ...signed(), 'webhook-timestamp': timestamp };
      await expect(verify(headers)).rejects.toMatchObject({ code: 'header_malformed', header: 'webhook-timestamp' });
    },
  );

  it('refuses more signatures than anybody sends before it computes any', async () => {
    const headers = { ...signed(), 'webhook-signature': Array.from({ length: 21 }, () => 'v1,AAAA').join(' ') };
    await expect(verify(headers)).rejects.toMatchObject({ code: 'header_malformed', header: 'webhook-signature' });
  });

  it('allows five minutes on both sides, to the second, and what it is told to', async () => {
    const seen = (seconds: number, toleranceSeconds?: number) => {
      const options = { now: new Date(epochOf(at) + seconds * 1000) };
      const all = toleranceSeconds === undefined ? options : { ...options, toleranceSeconds };
      return verifyWebhook(body, { ...signed() }, secret, all);
    };
    expect(await seen(300)).toEqual(event);
    expect(await seen(-300)).toEqual(event);
    await expect(seen(301)).rejects.toMatchObject({ code: 'timestamp_too_old' });
    await expect(seen(-301)).rejects.toMatchObject({ code: 'timestamp_too_new' });
    expect(await seen(3000, 3000)).toEqual(event);
    await expect(seen(11, 10)).rejects.toBeInstanceOf(WebhookTimestampError);
    await expect(seen(0, Number.NaN)).rejects.toBeInstanceOf(WebhookTimestampError);
  });

  it.each([
    ['milliseconds', epochOf(at)],
    ['text', at],
    ['null', null],
    ['a date that there is not', new Date(Number.NaN)],
  ])('refuses %s for now as a mistake of the receiver, not of the webhook', async (_, now) => {
    const options: object = { now };
    await expect(verifyWebhook(body, { ...signed() }, secret, options)).rejects.toThrow(
      new TypeError('`now` must be a valid Date, not a number or text.'),
    );
  });

  it('takes the present for now unless it is told', async () => {
    await expect(
      verifyWebhook(body, { ...signWebhook({ id: 'evt_1', timestamp: instantFromEpoch(0), body }, [secret]) }, secret),
    ).rejects.toBeInstanceOf(WebhookTimestampError);
    const timestamp = instantFromEpoch(Date.now());
    const headers = { ...signWebhook({ id: 'evt_1', timestamp, body }, [secret]) };
    expect(await verifyWebhook(body, headers, secret)).toEqual(event);
  });

  it.each(['', 'null', '[]', '"text"', '{}', '{"id":1}', '{not json', JSON.stringify({ ...event, data: null })])(
    'refuses the signed body %j, which is not an event',
    async (text) => {
      await expect(verify({ ...signed(text) }, text)).rejects.toBeInstanceOf(WebhookPayloadError);
    },
  );

  it.each(['', 'whsec_', 'whsec_AAAA', 'whsec_????', secret.slice(6), `${secret}\n`])(
    'says that the secret %j is none, whatever came in',
    async (wrong) => {
      await expect(verifyWebhook('', {}, wrong)).rejects.toBeInstanceOf(WebhookSecretError);
      await expect(verifyWebhook('', {}, [secret, wrong])).rejects.toMatchObject({ code: 'secret_invalid' });
    },
  );

  it('refuses to verify with no secret at all', async () => {
    await expect(verifyWebhook(body, { ...signed() }, [], { now })).rejects.toBeInstanceOf(WebhookSecretError);
  });

  it('rejects whatever an attacker sends with an error of its own', async () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constant(undefined));
    const headers = fc.record({ 'webhook-id': text, 'webhook-timestamp': text, 'webhook-signature': text });
    await fc.assert(
      fc.asyncProperty(headers, fc.string(), async (input, payload) => {
        const error: unknown = await verify(input, payload).catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(WebhookVerificationError);
      }),
    );
  });
});
