import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits until `probe` answers something other than undefined or false, and answers that. Fails, naming `what`, when it
 * does not within the limit; the limit only bounds a failing test, it is no measure of speed.
 */
export async function eventually<T>(
  what: string,
  probe: () => T | undefined | false | Promise<T | undefined | false>,
  limitSeconds = 30,
): Promise<T> {
  const limit = Date.now() + limitSeconds * 1000;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > limit) throw new Error(`still not so after ${limitSeconds} s: ${what}`);
    await delay(25);
  }
}
