import { WebhookHeaderError } from './errors.ts';

/** Headers as frameworks hand them over: the Fetch API's `Headers`, or an object as of Node, Express or API Gateway. */
export type WebhookHeadersInput =
  | { get(name: string): string | null | undefined }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

export interface SignedHeaders {
  readonly id: string;
  /** As received: it is what was signed. */
  readonly timestamp: string;
  readonly signatures: readonly Uint8Array<ArrayBuffer>[];
}

/** A sender has a handful of signatures while rotating; each costs the receiver an HMAC per secret. */
const MAX_SIGNATURES = 20;

/** The three `webhook-` headers. Throws WebhookHeaderError. */
export function readSignedHeaders(headers: WebhookHeadersInput): SignedHeaders {
  const id = required(headers, 'webhook-id');
  const timestamp = required(headers, 'webhook-timestamp');
  if (!/^\d{1,12}$/.test(timestamp)) throw new WebhookHeaderError('header_malformed', 'webhook-timestamp');
  const entries = required(headers, 'webhook-signature').split(' ', MAX_SIGNATURES + 1);
  if (entries.length > MAX_SIGNATURES) throw new WebhookHeaderError('header_malformed', 'webhook-signature');
  // Other versions, such as v1a, may stand beside ours.
  const signatures = entries
    .filter((entry) => entry.startsWith('v1,'))
    .flatMap((entry) => decodeBase64(entry.slice(3)) ?? []);
  return { id, timestamp, signatures };
}

/** Undefined if `text` is not base64. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function required(headers: WebhookHeadersInput, name: string): string {
  const value = headerOf(headers, name);
  if (value === undefined || value === null || value === '') throw new WebhookHeaderError('header_missing', name);
  if (typeof value !== 'string') throw new WebhookHeaderError('header_malformed', name);
  return value;
}

/** A header that came twice is not a string, and so malformed: which of the two was meant is anybody's guess. */
function headerOf(headers: WebhookHeadersInput, name: string): unknown {
  // a caller that is not type-checked may have none
  if (typeof headers !== 'object' || headers === null) return undefined;
  if (typeof headers.get === 'function') return headers.get(name);
  const values = Object.entries(headers).filter(([key]) => key.toLowerCase() === name);
  const [first, ...others] = values.flatMap(([, value]) => value ?? []);
  return others.length === 0 ? first : values;
}
