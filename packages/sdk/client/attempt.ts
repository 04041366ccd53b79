import { BatonError, type CallFailureCode, problemIn } from './errors.ts';
import { retryAfterSecondsOf } from './retry.ts';
import type { Settings } from './settings.ts';

/** A request as it is sent, each time anew. */
export interface Outgoing {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly timeoutMs: number;
}

export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends a request once. Throws a BatonError unless it is answered by 2xx, or the reason of the caller's signal. */
export async function attempt(settings: Settings, outgoing: Outgoing, attempts: number): Promise<Received> {
  const received = await exchange(settings, outgoing, attempts);
  if (received.status >= 200 && received.status < 300) return received;
  throw refusal(received, outgoing, attempts);
}

async function exchange(settings: Settings, outgoing: Outgoing, attempts: number): Promise<Received> {
  const { method, path, headers, body, signal, timeoutMs } = outgoing;
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const response = await settings.fetch(settings.baseUrl + path, {
      method,
      headers,
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      // The API does not redirect; who follows would show the key to somebody else.
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    signal?.throwIfAborted();
    const message = limit.aborted
      ? `${method} ${path} was not answered within ${timeoutMs} ms.`
      : `${method} ${path} was not answered: ${reasonOf(cause)}`;
    const code: CallFailureCode = limit.aborted ? 'timed_out' : 'connection_failed';
    throw new BatonError({ code, message, method, path, attempts, cause });
  }
}

/** The reason that `fetch` hides behind "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  const inner = error.cause;
  if (!(inner instanceof Error)) return error.message;
  const { code } = inner as { code?: unknown };
  return inner.message !== '' ? inner.message : typeof code === 'string' ? code : error.message;
}

function refusal({ status, headers, text }: Received, { method, path }: Outgoing, attempts: number): BatonError {
  const problem = problemIn(headers.get('content-type'), text);
  const retryAfterSeconds = retryAfterSecondsOf(headers.get('retry-after'), Date.now());
  const requestId = problem?.requestId ?? headers.get('x-request-id') ?? undefined;
  const message = problem?.detail ?? `${method} ${path} was answered ${status}, not by Baton's own words.`;
  return new BatonError({
    code: problem?.code ?? 'unexpected_answer',
    message,
    status,
    method,
    path,
    attempts,
    ...(requestId === undefined ? {} : { requestId }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(problem === undefined ? {} : { problem }),
  });
}
