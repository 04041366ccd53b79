export type Limited<T> =
  | { readonly status: 'finished'; readonly value: T }
  | { readonly status: 'failed'; readonly error: unknown }
  | { readonly status: 'timed_out' };

/**
 * Runs `work` for at most `timeoutMs`. After that its signal is aborted and the answer is `timed_out`, also if the work
 * does not heed the signal. Never rejects.
 */
export async function withTimeLimit<T>(
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<Limited<T>> {
  const controller = new AbortController();
  const { signal } = controller;
  const timer = setTimeout(() => controller.abort(), timeoutMs);
  try {
    return { status: 'finished', value: await Promise.race([work(signal), abortOf(signal)]) };
  } catch (error) {
    return signal.aborted ? { status: 'timed_out' } : { status: 'failed', error };
  } finally {
    clearTimeout(timer);
  }
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
