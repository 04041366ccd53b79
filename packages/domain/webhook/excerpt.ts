import { withoutEchoes } from './echoed.ts';
import { withoutSecrets } from './secret-like.ts';

export const MAX_EXCERPT_BYTES = 4096;

const REDACTED = '[redacted]';

/**
 * The beginning of an answer's body as it is kept and shown to the tenant: at most 4 KiB of UTF-8, secrets and control
 * characters replaced, and each of `sent` that is echoed. Bytes that are not UTF-8 become U+FFFD.
 */
export function excerptOf(body: Uint8Array, sent: readonly string[] = []): string {
  const beginning = new TextDecoder().decode(body.subarray(0, MAX_EXCERPT_BYTES));
  const text = withoutEchoes(beginning, sent, REDACTED, body.length >= MAX_EXCERPT_BYTES);
  const printable = text.replace(/[^\P{Cc}\t\n\r]/gu, '\uFFFD');
  return truncate(withoutSecrets(printable, REDACTED));
}

/** Cuts at a character's boundary; U+FFFD takes three bytes where one was read, so text can outgrow what it came from. */
function truncate(text: string): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(MAX_EXCERPT_BYTES));
  return text.slice(0, read);
}
