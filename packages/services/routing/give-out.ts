import type { LineRange, Waiting } from '#storage/waiting-line.ts';
import type { TenantContext } from '../context.ts';
import { assignWaiting } from './assign-waiting.ts';
import { linesToRoute } from './lines.ts';

/** How many lines are looked at together: of these, what is due first goes first. */
const LINES = 100;

/** What was given to somebody, and what is left to do. */
export interface GivenOut {
  /** Ids of the handoffs, in the order in which they were assigned. */
  readonly assigned: readonly string[];
  /** How many found their way into another line, and are to be looked at there. */
  readonly moved: number;
  /** Every line that was looked at has given what it could. */
  readonly finished: boolean;
  /** There may be more lines, behind that one. */
  readonly beyond?: string;
}

/**
 * Gives what waits to those who are free, what is due first before all else, whichever line it waits in. The handoffs of a
 * line are alike, so that one which finds nobody speaks for those behind it. It goes on while `goesOn` with so many.
 */
export async function giveOut(
  context: TenantContext,
  range: LineRange,
  goesOn: (assigned: number) => boolean,
): Promise<GivenOut> {
  const { heads, beyond } = await headsOf(context, range);
  const assigned: string[] = [];
  let moved = 0;
  let head = firstDue(heads);
  for (; head !== undefined && goesOn(assigned.length); head = firstDue(heads)) {
    const tried = await assignWaiting(context, head.handoffId);
    if (tried === 'assigned') assigned.push(head.handoffId);
    if (tried === 'moved') moved += 1;
    const behind = tried === 'waiting' ? undefined : await context.stores.waitingLine.behind(head);
    if (behind === undefined) heads.delete(head.line);
    else heads.set(head.line, behind);
  }
  return { assigned, moved, finished: head === undefined, ...(beyond === undefined ? {} : { beyond }) };
}

async function headsOf(
  context: TenantContext,
  range: LineRange,
): Promise<{ readonly heads: Map<string, Waiting>; readonly beyond?: string }> {
  const heads = new Map<string, Waiting>();
  for await (const head of linesToRoute(context, range)) {
    heads.set(head.line, head);
    if (heads.size === LINES) return { heads, beyond: head.line };
  }
  return { heads };
}

function firstDue(heads: ReadonlyMap<string, Waiting>): Waiting | undefined {
  return [...heads.values()].reduce<Waiting | undefined>(
    (first, head) => (first === undefined || isBefore(head, first) ? head : first),
    undefined,
  );
}

/** Ids are in the order of their creation. */
function isBefore(a: Waiting, b: Waiting): boolean {
  return a.dueAt === b.dueAt ? a.handoffId < b.handoffId : a.dueAt < b.dueAt;
}
