import type { TestClock } from '#domain/sla/test-clock.ts';
import { linesOf } from '#storage/waiting-line.ts';
import type { CallContext } from '../context.ts';
import { giveOut } from '../routing/give-out.ts';
import { atTheLines } from '../routing/line-gate.ts';

/** How many are given out in one step of a clock at the most. */
const MOST = 50;
const LONGEST_WAIT_MS = 5_000;

/**
 * Gives what waits on a clock to those who are free at its instant.
 *
 * @returns false: there may be more, or others of this process are at the lines
 */
export async function giveOutOn(context: CallContext, { id }: TestClock): Promise<boolean> {
  const within = linesOf({ testClockId: id });
  let after: string | undefined;
  do {
    const range = { within, after };
    const given = await atTheLines(context, LONGEST_WAIT_MS, () => giveOut(context, range, (count) => count < MOST));
    if (given === 'late' || !given.finished) return false;
    after = given.beyond;
  } while (after !== undefined);
  return true;
}
