import { setTimeout as delay } from 'node:timers/promises';

/** Waits, unless the signal is aborted first: then it rejects. */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal });
}
