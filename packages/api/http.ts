import type { Headers } from './headers.ts';

/**
 * A request as the API reads it. Not the platform's own `Request`: its first use loads the whole of `fetch`, 30 ms that
 * every cold start would pay (and the API never streams).
 */
export interface ApiRequest {
  readonly method: string;
  /** As it was sent: percent-encoded, without the query. */
  readonly path: string;
  /** As it was sent, without the question mark; empty if there is none. */
  readonly query: string;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Text, or bytes where the gateway could not tell that it is text. */
  readonly body: string | Uint8Array | undefined;
  /** Scheme and authority by which the caller reached the API. */
  readonly origin: string;
  /** When the gateway had it, in milliseconds since the epoch. */
  readonly receivedAtMs?: number;
  /** The address that it came from. */
  readonly source?: string;
  /** The gateway's own id of the request. */
  readonly gatewayRequestId?: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** JSON text; absent for an answer without a body. */
  readonly body?: string;
}
