import { describe, expect, expectTypeOf, it } from 'vitest';
import { eventExample } from '#api/event-examples/event-examples.ts';
import { EVENT_TYPES, type EventType } from '#domain/event-types.ts';
import { type Instant, instantFromEpoch } from '#domain/instant.ts';
import { mintWebhookSecret, signWebhook } from '#domain/webhook/signature.ts';
import { type ClockBreachedEvent, verifyWebhook, type WebhookEvent } from '#sdk/webhook/verify.ts';

const secret = mintWebhookSecret(new Uint8Array(32).fill(1));
const timestamp: Instant = instantFromEpoch(Date.UTC(2026, 10, 22, 9));

async function received(example: Readonly<Record<string, unknown>>): Promise<WebhookEvent> {
  const body = JSON.stringify(example);
  const headers = signWebhook({ id: String(example['id']), timestamp, body }, [secret]);
  return verifyWebhook(body, { ...headers }, secret, { now: new Date(timestamp) });
}

/** Compiles only while `data` is typed by `type`. */
function tell(event: WebhookEvent): string {
  switch (event.type) {
    case 'clock.breached':
      return `${event.handoffId} is late: ${event.data.clock} was due ${event.data.dueAt}`;
    case 'handoff.rejected':
      return `${event.handoffId} came back: ${event.data.reason}`;
    case 'contract.published':
      return `${event.data.name}, version ${event.data.contractVersion}`;
    default:
      return event.type;
  }
}

describe('the type of a verified event', () => {
  it('is a union over every type that Baton sends, and no other', () => {
    expectTypeOf<WebhookEvent['type']>().toEqualTypeOf<EventType>();
  });

  it('narrows by `type`, so that `data` is typed', async () => {
    expectTypeOf<Extract<WebhookEvent, { type: 'clock.breached' }>>().toEqualTypeOf<ClockBreachedEvent>();
    expectTypeOf<ClockBreachedEvent['data']['dueAt']>().toEqualTypeOf<string>();
    expect(tell(await received(eventExample('clock.breached')))).toMatch(/^hnd_\w+ is late: accept was due 2026-/);
    expect(tell(await received(eventExample('contract.published')))).toMatch(/, version 1$/);
  });
});

describe('verifyWebhook', () => {
  it.each(EVENT_TYPES)('returns the example of %s whole', async (type) => {
    expect(await received(eventExample(type))).toEqual(eventExample(type));
  });

  it('lets types through that it does not know yet', async () => {
    const newer = { ...eventExample('clock.met'), type: 'clock.renamed' };
    const event = await received(newer);
    expect(event).toEqual(newer);
    expect(tell(event)).toBe('clock.renamed');
  });
});
