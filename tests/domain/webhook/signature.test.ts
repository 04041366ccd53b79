import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { describe, expect, it } from 'vitest';
import { type Instant, instantFromEpoch } from '#domain/instant.ts';
import { mintWebhookSecret, signWebhook } from '#domain/webhook/signature.ts';

const secretOf = (fill: number, length = 24) => mintWebhookSecret(new Uint8Array(length).fill(fill));

/** The official packages compare with their own clock, so these messages are of the present. */
const present = (): Instant => instantFromEpoch(Date.now());

const textArbitrary = fc.oneof(fc.json(), fc.string(), fc.string({ unit: 'binary' }));
const secretArbitrary = fc.uint8Array({ minLength: 24, maxLength: 64 }).map(mintWebhookSecret);

describe('signWebhook', () => {
  it('gives the signature of the Standard Webhooks specification', () => {
    const message = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: instantFromEpoch(1_614_265_330_000),
      body: '{"test": 2432232314}',
    };
    expect(signWebhook(message, ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is verified by the official standardwebhooks and svix packages, for any secret and body', () => {
    fc.assert(
      fc.property(secretArbitrary, fc.json(), (secret, body) => {
        const headers = { ...signWebhook({ id: 'evt_1', timestamp: present(), body }, [secret]) };
        expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
        expect(new SvixWebhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
      }),
      { numRuns: 50 },
    );
  });

  it('gives the same signature as the official package over any text', () => {
    fc.assert(
      fc.property(secretArbitrary, textArbitrary, fc.integer({ min: 0, max: 4e12 }), (secret, body, at) => {
        const ours = signWebhook({ id: 'evt_1', timestamp: instantFromEpoch(at), body }, [secret]);
        expect(ours['webhook-signature']).toBe(new Webhook(secret).sign('evt_1', new Date(at), body));
      }),
      { numRuns: 100 },
    );
  });

  it('signs with each secret while one is being rotated, so that the holder of either can verify', () => {
    const [fresh, old] = [secretOf(1), secretOf(2)];
    const headers = { ...signWebhook({ id: 'evt_1', timestamp: present(), body: '{}' }, [fresh, old]) };
    expect(headers['webhook-signature']).toMatch(/^v1,\S{44} v1,\S{44}$/);
    expect(new Webhook(fresh).verify('{}', headers)).toEqual({});
    expect(new Webhook(old).verify('{}', headers)).toEqual({});
    expect(() => new Webhook(secretOf(3)).verify('{}', headers)).toThrow('No matching signature');
  });

  it('covers id, timestamp and body', () => {
    const headers = { ...signWebhook({ id: 'evt_1', timestamp: present(), body: '{}' }, [secretOf(1)]) };
    const verifier = new Webhook(secretOf(1));
    const later = String(Number(headers['webhook-timestamp']) + 1);
    expect(() => verifier.verify('{ }', headers)).toThrow('No matching signature');
    expect(() => verifier.verify('{}', { ...headers, 'webhook-id': 'evt_2' })).toThrow('No matching signature');
    expect(() => verifier.verify('{}', { ...headers, 'webhook-timestamp': later })).toThrow('No matching signature');
  });

  it.each(['evt.1', '', 'evt 1', 'evt_1\n', 'évt'])('refuses the id %j, which could be read in two ways', (id) => {
    expect(() => signWebhook({ id, timestamp: present(), body: '{}' }, [secretOf(1)])).toThrow(RangeError);
  });

  it('refuses to sign with nothing', () => {
    expect(() => signWebhook({ id: 'evt_1', timestamp: present(), body: '{}' }, [])).toThrow(RangeError);
  });

  it.each([
    '',
    'whsec_',
    secretOf(1).slice(6),
    'whsec_AAAA',
    `${secretOf(1)}!`,
    `${secretOf(1)} `,
    `sk_${secretOf(1)}`,
  ])('refuses the secret %j rather than signing with other bytes than the receiver has', (secret) => {
    expect(() => signWebhook({ id: 'evt_1', timestamp: present(), body: '{}' }, [secret])).toThrow(RangeError);
  });
});

describe('mintWebhookSecret', () => {
  it('takes 24 to 64 bytes', () => {
    expect(secretOf(0, 24)).toBe(`whsec_${'A'.repeat(32)}`);
    expect(secretOf(0, 64)).toMatch(/^whsec_A+==$/);
    expect(() => secretOf(0, 23)).toThrow(RangeError);
    expect(() => secretOf(0, 65)).toThrow(RangeError);
  });
});
