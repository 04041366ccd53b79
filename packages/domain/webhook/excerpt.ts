import { withoutEchoes } from './echoed.ts';

export const MAX_EXCERPT_BYTES = 4096;

const REDACTED = '[redacted]';

/** What must not be kept though a receiver echoes it: keys and passwords in the forms in which they usually appear. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/whsec_[A-Za-z0-9+/=_-]+/g, REDACTED],
  [/\b[a-z]{2,12}_(?:live|test)_[A-Za-z0-9_-]{8,}/g, REDACTED],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,}/g, REDACTED],
  [/\beyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){1,2}/g, REDACTED],
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g, REDACTED],
  [/\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${REDACTED}`],
  [
    /((?:passw(?:or)?d|secret|token|api[_-]?key|cookie)["']?\s?[:=]\s?)(?!\[redacted)(?:"[^"]*"?|[^\s,;&}<"]+)/gi,
    `$1${REDACTED}`,
  ],
];

/**
 * The beginning of an answer's body as it is kept and shown to the tenant: at most 4 KiB of UTF-8, secrets and control
 * characters replaced, and each of `sent` that is echoed. Bytes that are not UTF-8 become U+FFFD.
 */
export function excerptOf(body: Uint8Array, sent: readonly string[] = []): string {
  const beginning = new TextDecoder().decode(body.subarray(0, MAX_EXCERPT_BYTES));
  const text = withoutEchoes(beginning, sent, REDACTED, body.length >= MAX_EXCERPT_BYTES);
  const clean = SECRETS.reduce((kept, [pattern, replacement]) => kept.replace(pattern, replacement), text);
  return truncate(clean.replace(/[^\P{Cc}\t\n\r]/gu, '\uFFFD'));
}

/** Cuts at a character's boundary; U+FFFD takes three bytes where one was read, so text can outgrow what it came from. */
function truncate(text: string): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(MAX_EXCERPT_BYTES));
  return text.slice(0, read);
}
