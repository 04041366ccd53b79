/** One attempt that may be followed by another. */
export interface FailedAttempt {
  /** The status of the answer; undefined if there was none. */
  readonly status: number | undefined;
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;
}

export interface RetryRules {
  readonly maxRetries: number;
  /**
   * Whether doing the request twice comes to doing it once. It does not for a change that names the version it is of: if
   * the first attempt was carried out, the second would be told that somebody else was faster. Nor where a tenant is deleted:
   * its key is gone with it, and the receipt is in the answer that was lost.
   */
  readonly repeatable: boolean;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8_000;
/** Whoever is asked to wait longer than this is told so instead. */
const LONGEST_RETRY_AFTER_SECONDS = 60;

/** Answers that say that nothing was done, and when to come back. */
const REFUSED_FOR_NOW: ReadonlySet<number> = new Set([429, 503]);
/** Answers, or the lack of one, that leave open whether it was done. */
const IN_DOUBT: ReadonlySet<number | undefined> = new Set([undefined, 500, 502, 504]);

/** Whether an attempt that ended so may have been carried out. */
export function isInDoubt({ status }: Pick<FailedAttempt, 'status'>): boolean {
  return IN_DOUBT.has(status);
}

/** Statuses of refusals that come before the idempotency key is looked at. */
const BEFORE_THE_KEY: ReadonlySet<number | undefined> = new Set([401, 429, 503]);

/** Codes of such statuses that tell nothing of it: the last is of somebody in between, who never looked at the key. */
const TELLS_NOTHING: ReadonlySet<string> = new Set([
  'idempotency_in_progress',
  'idempotency_unanswered',
  'unexpected_answer',
]);

/**
 * Whether the last failure of a call leaves open what became of an earlier attempt that may have been carried out. Under its
 * idempotency key a POST that was done is answered again, so another refusal tells that it was not.
 */
export function leavesOpen(method: string, { status, code }: Pick<FailedAttempt, 'status' | 'code'>): boolean {
  if (method !== 'POST') return true;
  const isUnderKey = status !== undefined && status >= 400 && status < 500 && !BEFORE_THE_KEY.has(status);
  return !isUnderKey || TELLS_NOTHING.has(code);
}

/**
 * How long to wait before the next attempt, in milliseconds; undefined if there is none. Full jitter: any delay up to a
 * bound that doubles, so that callers who failed together do not come back together; on top of `Retry-After`, if given.
 * `attempts` have been made, and `random` is in [0, 1).
 */
export function retryDelayMs(
  { status, code, retryAfterSeconds = 0 }: FailedAttempt,
  attempts: number,
  { maxRetries, repeatable }: RetryRules,
  random: number,
): number | undefined {
  if (attempts > maxRetries || retryAfterSeconds > LONGEST_RETRY_AFTER_SECONDS) return undefined;
  const notDone = (status !== undefined && REFUSED_FOR_NOW.has(status)) || code === 'idempotency_in_progress';
  if (!notDone && !(isInDoubt({ status }) && repeatable)) return undefined;
  const bound = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempts - 1));
  return retryAfterSeconds * 1000 + random * bound;
}

/** `Retry-After` in seconds, whichever of its two forms it has (RFC 9110, section 10.2.3); undefined if it has neither. */
export function retryAfterSecondsOf(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - nowMs) / 1000));
}

/** Waits, unless `signal` is aborted first: then it rejects with the signal's reason. */
export function delay(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason);
      return;
    }
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
