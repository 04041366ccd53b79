import { WebhookPayloadError } from './errors.ts';
import type { WebhookEvent } from './event-types.ts';

/**
 * Parses a body whose signature has been verified. Throws WebhookPayloadError if it is not an event. What is particular
 * to a type is not checked again: Baton has signed it.
 */
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
