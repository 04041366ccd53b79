import { createHmac } from 'node:crypto';
import { epochOf, type Instant } from '../instant.ts';

const SECRET_PREFIX = 'whsec_';
const MIN_SECRET_BYTES = 24;
const MAX_SECRET_BYTES = 64;

export interface WebhookMessage {
  /** Stable over all attempts, so that the receiver can tell a repetition. Without a full stop: it is the delimiter. */
  readonly id: string;
  /** When this attempt is made; receivers refuse what is older than a few minutes. Signed in whole seconds. */
  readonly timestamp: Instant;
  /** The body exactly as it is sent. */
  readonly body: string;
}

export interface WebhookHeaders {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

/**
 * A signing secret from 24 to 64 random bytes, which the caller draws: `whsec_` and base64. Throws RangeError for another
 * number of bytes. Source: Standard Webhooks 1.0, "Signature scheme".
 */
export function mintWebhookSecret(randomBytes: Uint8Array): string {
  assertSecretLength(randomBytes.length);
  return SECRET_PREFIX + Buffer.from(randomBytes).toString('base64');
}

/** Whether `text` is a secret that signs: `whsec_` and the canonical base64 of 24 to 64 bytes. */
export function isWebhookSecret(text: string): boolean {
  const bytes = decodeSecret(text);
  return bytes !== undefined && bytes.length >= MIN_SECRET_BYTES && bytes.length <= MAX_SECRET_BYTES;
}

/**
 * The headers of one attempt: HMAC-SHA256 over `id.timestamp.body`, once per secret, in the order given. Several secrets
 * are in use while one is being rotated. Throws RangeError for no secret, a malformed one, or an id with a full stop.
 */
export function signWebhook(message: WebhookMessage, secrets: readonly string[]): WebhookHeaders {
  if (secrets.length === 0) throw new RangeError('a webhook is signed with at least one secret');
  if (!/^[A-Za-z0-9_-]+$/.test(message.id))
    throw new RangeError('a webhook id is made of letters, digits, "_" and "-"');
  const timestamp = String(Math.floor(epochOf(message.timestamp) / 1000));
  const signed = `${message.id}.${timestamp}.${message.body}`;
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', secretBytes(secret)).update(signed, 'utf8').digest('base64')}`,
  );
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

function secretBytes(secret: string): Buffer {
  const bytes = decodeSecret(secret);
  if (bytes === undefined) throw new RangeError('a webhook secret is whsec_ and base64');
  assertSecretLength(bytes.length);
  return bytes;
}

/** Buffer skips what is not base64; a secret that does not survive the round trip would sign with other bytes. */
function decodeSecret(secret: string): Buffer | undefined {
  if (!secret.startsWith(SECRET_PREFIX)) return undefined;
  const encoded = secret.slice(SECRET_PREFIX.length);
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.toString('base64') === encoded ? bytes : undefined;
}

function assertSecretLength(bytes: number): void {
  if (bytes < MIN_SECRET_BYTES || bytes > MAX_SECRET_BYTES) {
    throw new RangeError(`a webhook secret has ${MIN_SECRET_BYTES} to ${MAX_SECRET_BYTES} bytes`);
  }
}
