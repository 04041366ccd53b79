import { type LineRange, linesOf, type Waiting } from '#storage/waiting-line.ts';
import type { TenantContext } from '../context.ts';
import { findRoster } from './gather-roster.ts';

/**
 * The heads of the lines whose handoffs wait for a member who is free. Passed over are those that wait for a claim, which no
 * routing makes, and, unless they alone are asked for, those of a test clock on its way: that gives out what waits on it
 * itself, instant by instant.
 */
export async function* linesToRoute(
  context: TenantContext,
  { within, after }: LineRange = {},
): AsyncGenerator<Waiting> {
  const { waitingLine } = context.stores;
  const onTheWay = within === undefined ? clocksOnTheWay(context) : async () => false;
  let passed = after;
  for (;;) {
    const heads = await waitingLine.heads({ within, after: passed });
    if (heads.length === 0) return;
    for (const head of heads) {
      if (head.line.startsWith(`${passed}#`)) continue;
      passed = head.line;
      if (await onTheWay(head)) passed = linesOf({ testClockId: head.testClockId });
      else if (!(await waitsForClaim(context, head))) yield head;
    }
  }
}

/** Tells whether the clock of a line is on its way; each is looked up once. */
function clocksOnTheWay({ stores }: TenantContext): (head: Waiting) => Promise<boolean> {
  const known = new Map<string, boolean>();
  return async ({ testClockId }) => {
    if (testClockId === undefined) return false;
    const advancing = known.get(testClockId) ?? (await stores.testClocks.get(testClockId))?.status === 'advancing';
    known.set(testClockId, advancing);
    return advancing;
  };
}

/** In a manual queue, as long as there is anybody who could claim it. */
async function waitsForClaim(context: TenantContext, { queueId, takenFrom }: Waiting): Promise<boolean> {
  if (queueId === undefined) return false;
  const queue = await findRoster(context, queueId, { fresh: false });
  if (queue?.strategy !== 'manual') return false;
  const { members } = queue;
  return members.length === 0 || members.some(({ ownerId, active }) => active && !takenFrom.includes(ownerId));
}
