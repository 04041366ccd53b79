import { WebhookPayloadError } from './errors.ts';

/** A body as it was received: text or bytes, in any of the forms in which runtimes hand bytes over. */
export type WebhookBody = string | ArrayBuffer | ArrayBufferView;

/**
 * The bytes that were signed. A parsed body has lost them: whatever is neither text nor bytes throws WebhookPayloadError,
 * also from a caller that is not type-checked.
 */
export function bytesOf(body: WebhookBody): Uint8Array {
  if (typeof body === 'string') return new TextEncoder().encode(body);
  try {
    if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
    if (Object.prototype.toString.call(body) === '[object ArrayBuffer]') return new Uint8Array(body);
  } catch {
    // detached: its bytes were handed on, and are here no more
  }
  throw new WebhookPayloadError('The body is not the raw one: give it as text or bytes, before any parser.');
}
