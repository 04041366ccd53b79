import { bytesOf, type WebhookBody } from './body.ts';
import { WebhookSecretError, WebhookSignatureError, WebhookTimestampError } from './errors.ts';
import { parseWebhookEvent } from './event.ts';
import type { WebhookEvent } from './event-types.ts';
import { decodeBase64, readSignedHeaders, type WebhookHeadersInput } from './headers.ts';

export type { WebhookBody } from './body.ts';
export {
  type WebhookErrorCode,
  WebhookHeaderError,
  WebhookPayloadError,
  WebhookSecretError,
  WebhookSignatureError,
  WebhookTimestampError,
  WebhookVerificationError,
} from './errors.ts';
export type * from './event-types.ts';
export type { WebhookHeadersInput } from './headers.ts';

export interface VerifyWebhookOptions {
  /** The receiver's time, a valid Date; the present by default. Anything else is a TypeError. */
  readonly now?: Date;
  /** How far the timestamp may be from `now`, on both sides. 300 by default. */
  readonly toleranceSeconds?: number;
}

/**
 * Verifies a webhook by Standard Webhooks 1.0 and returns its event, typed by its `type`. `rawBody` is the body as received, before any JSON
 * parser has touched it. With several secrets one match is enough: give both while you change from one to the other.
 * Throws a WebhookVerificationError; a TypeError if `now` is no Date. Uses Web Crypto alone, so it runs in Node, Deno, Bun, workers and browsers.
 */
export async function verifyWebhook(
  rawBody: WebhookBody,
  headers: WebhookHeadersInput,
  secrets: string | readonly string[],
  options: VerifyWebhookOptions = {},
): Promise<WebhookEvent> {
  const keys = await importKeys(typeof secrets === 'string' ? [secrets] : secrets);
  const { id, timestamp, signatures } = readSignedHeaders(headers);
  checkTimestamp(Number(timestamp), options);
  const body = bytesOf(rawBody);
  const head = new TextEncoder().encode(`${id}.${timestamp}.`);
  // A copy: what is verified is what is parsed, whatever becomes of the caller's buffer meanwhile.
  const signed = concatenate(head, body);
  for (const key of keys) {
    for (const signature of signatures) {
      // Web Crypto's own comparison takes constant time.
      if (await crypto.subtle.verify('HMAC', key, signature, signed))
        return parseWebhookEvent(signed.subarray(head.length));
    }
  }
  throw new WebhookSignatureError();
}

function checkTimestamp(timestamp: number, { now = new Date(), toleranceSeconds = 300 }: VerifyWebhookOptions): void {
  if (!isValidDate(now)) throw new TypeError('`now` must be a valid Date, not a number or text.');
  const age = Math.floor(now.getTime() / 1000) - timestamp;
  if (!(age <= toleranceSeconds)) throw new WebhookTimestampError('timestamp_too_old');
  if (!(age >= -toleranceSeconds)) throw new WebhookTimestampError('timestamp_too_new');
}

/** Callers without types give milliseconds too; a Date of another realm, as in test runners, is one as well. */
function isValidDate(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Date]' && !Number.isNaN(Number(value));
}

async function importKeys(secrets: readonly string[]) {
  if (!Array.isArray(secrets) || secrets.length === 0) throw new WebhookSecretError();
  return Promise.all(secrets.map(importKey));
}

async function importKey(secret: unknown) {
  if (typeof secret !== 'string') throw new WebhookSecretError();
  const bytes = secret.startsWith('whsec_') ? decodeBase64(secret.slice('whsec_'.length)) : undefined;
  if (bytes === undefined || bytes.length < 24 || bytes.length > 64) throw new WebhookSecretError();
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

function concatenate(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}
