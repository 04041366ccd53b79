import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DemoFailure } from '../../../scripts/demo/failure.ts';
import { type Receiver, startReceiver } from '../../../scripts/demo/receiver.ts';

const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const OTHER_SECRET = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
const LIMIT = { milliseconds: 10_000, signal: new AbortController().signal };

let receiver: Receiver;

beforeEach(async () => {
  receiver = await startReceiver();
});

afterEach(async () => {
  await receiver.close();
});

interface Sent {
  readonly secret?: string;
  readonly id?: string;
  /** What arrives, if that is not what was signed. */
  readonly sent?: string;
}

async function post(options: Sent = {}): Promise<number> {
  const { secret = SECRET, id = 'evt_1' } = options;
  const event = {
    id,
    type: 'clock.breached',
    occurredAt: '2026-11-22T09:00:00.000Z',
    actor: { type: 'system' },
    data: {},
  };
  const body = JSON.stringify(event);
  const now = new Date();
  const { status } = await fetch(receiver.url, {
    method: 'POST',
    body: options.sent ?? body,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, now, body),
    },
  });
  return status;
}

describe('the receiver of the demo', () => {
  it('keeps what is signed with its secret, in order of arrival', async () => {
    receiver.trust(SECRET);
    expect([await post({ id: 'evt_1' }), await post({ id: 'evt_2' })]).toEqual([204, 204]);
    expect(receiver.deliveries().map(({ webhookId, event }) => [webhookId, event.id])).toEqual([
      ['evt_1', 'evt_1'],
      ['evt_2', 'evt_2'],
    ]);
    receiver.expectAllVerified();
  });

  it.each<[string, Sent]>([
    ['signed with another secret', { secret: OTHER_SECRET }],
    ['altered on the way', { sent: '{"id":"evt_1"}' }],
    ['signed, but no event', { id: '' }],
  ])('refuses a delivery that is %s, and the demo with it', async (_, options) => {
    receiver.trust(SECRET);
    expect(await post(options)).toBe(401);
    expect(receiver.deliveries()).toEqual([]);
    expect(() => receiver.expectAllVerified()).toThrow(DemoFailure);
  });

  it('believes nothing before it knows the secret', async () => {
    expect(await post()).toBe(401);
    expect(() => receiver.expectAllVerified()).toThrow('the signing secret is missing');
  });

  it('hands over a delivery that came before it was waited for, and one that comes after', async () => {
    receiver.trust(SECRET);
    const later = receiver.waitFor('the second', ({ event }) => event.id === 'evt_2', LIMIT);
    await post({ id: 'evt_1' });
    const early = await receiver.waitFor('the first', ({ event }) => event.id === 'evt_1', LIMIT);
    await post({ id: 'evt_2' });
    expect([early.webhookId, (await later).webhookId]).toEqual(['evt_1', 'evt_2']);
  });

  it('stops waiting at the first delivery that cannot be verified', async () => {
    receiver.trust(SECRET);
    const waiting = receiver.waitFor('the breach', ({ event }) => event.id === 'evt_1', LIMIT);
    const failed = expect(waiting).rejects.toThrow('could not be verified');
    await post({ secret: OTHER_SECRET });
    await failed;
  });

  it('says what did not come', async () => {
    receiver.trust(SECRET);
    const waiting = receiver.waitFor('the breach', () => false, { ...LIMIT, milliseconds: 1 });
    await expect(waiting).rejects.toThrow('the breach did not reach the receiver within 0.001 s');
  });

  it('stops waiting, with its reason, when the demo is interrupted', async () => {
    const interruption = new AbortController();
    const waiting = receiver.waitFor('the breach', () => false, { ...LIMIT, signal: interruption.signal });
    interruption.abort(new Error('interrupted'));
    await expect(waiting).rejects.toThrow('interrupted');
  });
});
