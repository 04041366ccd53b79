import { instantFromEpoch } from '#domain/instant.ts';
import { signWebhook } from '#domain/webhook/signature.ts';
import type { RecordedEvent } from '#sdk/index.ts';
import { printable } from '../terminal.ts';

export interface Forwarded {
  readonly status: number | undefined;
  readonly milliseconds: number;
  /** The beginning of what the receiver answered, if it did not answer 2xx and said anything. */
  readonly excerpt?: string;
  /** Why there was no answer. */
  readonly error?: string;
}

/** As long as Baton waits for a receiver. */
const LIMIT_MS = 15_000;

/** Posts an event as Baton would: the same body and headers, signed at this moment. Never throws. */
export async function forwardEvent(
  { recordedAt: _ofTheLog, ...event }: RecordedEvent,
  { url, secret, fetch, now, signal }: ForwardOptions,
): Promise<Forwarded> {
  const body = JSON.stringify(event);
  const sentAt = now().getTime();
  const headers = signWebhook({ id: event.id, timestamp: instantFromEpoch(sentAt), body }, [secret]);
  const elapsed = (): number => now().getTime() - sentAt;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Baton-Webhooks/1', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]),
    });
    const milliseconds = elapsed();
    const excerpt = await excerptOf(response).catch(() => '');
    return { status: response.status, milliseconds, ...(excerpt === '' ? {} : { excerpt }) };
  } catch (error) {
    return { status: undefined, milliseconds: elapsed(), error: reasonOf(error) };
  }
}

/** How much of a refusal is shown, in bytes. */
const EXCERPT_BYTES = 300;

/** Why a receiver refused, on one line. No more is read than is shown; of an answer that it took nothing. */
async function excerptOf(response: Response): Promise<string> {
  const bytes: number[] = [];
  if (response.body === null) return '';
  if (response.ok) {
    await response.body.cancel();
    return '';
  }
  for await (const chunk of response.body) {
    bytes.push(...chunk.subarray(0, EXCERPT_BYTES + 1 - bytes.length));
    if (bytes.length > EXCERPT_BYTES) break; // which lets go of the rest
  }
  const text = new TextDecoder().decode(Uint8Array.from(bytes.slice(0, EXCERPT_BYTES)), { stream: true });
  return `${printable(text.replaceAll(/\s+/g, ' ').trim())}${bytes.length > EXCERPT_BYTES ? '…' : ''}`;
}

export interface ForwardOptions {
  readonly url: URL;
  readonly secret: string;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
  now(): Date;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  if (error.name === 'TimeoutError') return `no answer within ${LIMIT_MS / 1000} s`;
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return error.message;
}

/** Whether a host is this machine by its very name, without asking anybody. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
