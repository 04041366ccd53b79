/** What one attempt to post a webhook came to. `latencyMs` is the whole of it, resolving included. */
export type AttemptOutcome =
  | ResponseOutcome
  /** No complete answer in time; `phase` is what was being waited for. */
  | { readonly kind: 'timeout'; readonly latencyMs: number; readonly phase: AttemptPhase }
  /** The URL may not be called under the present mode and egress; `code` is that of the violation. */
  | { readonly kind: 'refused_url'; readonly latencyMs: number; readonly code: string }
  /** The host is, or resolves to, an address that Baton does not connect to. Nothing was sent. */
  | {
      readonly kind: 'refused_address';
      readonly latencyMs: number;
      readonly address: string;
      readonly range: string;
    }
  /** `code` as Node names it: `ENOTFOUND`, `ECONNREFUSED`, `ECONNRESET`, `CERT_HAS_EXPIRED`, `HPE_HEADER_OVERFLOW`, … */
  | { readonly kind: 'connection_error'; readonly latencyMs: number; readonly code: string };

export interface ResponseOutcome {
  readonly kind: 'response';
  readonly status: number;
  readonly latencyMs: number;
  /** The beginning of the body as `excerptOf` gives it. */
  readonly excerpt: string;
  /** The `Retry-After` field as received. */
  readonly retryAfter?: string;
}

export type AttemptPhase = 'resolve' | 'connect' | 'response' | 'body';

/** Success is 2xx, and nothing else. */
export function isSuccess(outcome: AttemptOutcome): boolean {
  return outcome.kind === 'response' && outcome.status >= 200 && outcome.status <= 299;
}
