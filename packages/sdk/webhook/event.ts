import { WebhookPayloadError } from './errors.ts';

/** What a webhook carries. `data` depends on `type`. */
export interface WebhookEvent {
  /** Stays the same over retries and replays. */
  readonly id: string;
  /** Such as `clock.breached`. */
  readonly type: string;
  /** RFC 3339, UTC. */
  readonly occurredAt: string;
  readonly mode: 'live' | 'test';
  /** The handoff that it is about, if it is about one. */
  readonly handoffId?: string;
  /** Its place among the events of its handoff, gapless: deliveries can arrive in another order. */
  readonly sequence?: number;
  readonly data: Readonly<Record<string, unknown>>;
  /** Whatever this version of the SDK does not know of yet. */
  readonly [member: string]: unknown;
}

/** Parses a body whose signature has been verified. Throws WebhookPayloadError if it is not an event. */
export function parseWebhookEvent(body: Uint8Array): WebhookEvent {
  const event = parseJson(body);
  if (!isEvent(event)) throw new WebhookPayloadError();
  return event;
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new WebhookPayloadError();
  }
}

function isEvent(value: unknown): value is WebhookEvent {
  if (typeof value !== 'object' || value === null) return false;
  const event = value as Readonly<Record<string, unknown>>;
  return (
    [event['id'], event['type'], event['occurredAt']].every((member) => typeof member === 'string') &&
    (event['mode'] === 'live' || event['mode'] === 'test') &&
    typeof event['data'] === 'object' &&
    event['data'] !== null
  );
}
