import { setTimeout } from 'node:timers/promises';

/** How often the table is asked for what load or other writers are in the way of. */
export const MAX_ATTEMPTS = 5;
const FIRST_PAUSE_MS = 20;

/** Waits before attempt `attempt`, counted from 1, for a random while, so that competitors part. */
export async function backOff(attempt: number): Promise<void> {
  if (attempt > 1) await setTimeout(Math.random() * longestPauseMs(attempt));
}

/** The pause before the second attempt is at most 20 ms, and that before each further one at most twice the last. */
export function longestPauseMs(attempt: number): number {
  return FIRST_PAUSE_MS * 2 ** (attempt - 2);
}
